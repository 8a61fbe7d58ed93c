import { createHash } from 'node:crypto';

/** Helm's longest release name. */
const maximumLength = 53;
const hashLength = 12;

/**
 * The name of the Helm release (helm-controller, internal/release/name.go): `spec.releaseName`, else the HelmRelease's
 * name, behind `spec.targetNamespace` if there is one. What is too long ends with a part of its hash.
 */
export function helmReleaseName(name: string, targetNamespace: string, releaseName: string): string {
  return shorten(releaseName || (targetNamespace ? `${targetNamespace}-${name}` : name));
}

function shorten(name: string): string {
  if (name.length <= maximumLength) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashLength);
  return `${name.slice(0, maximumLength - hashLength - 1)}-${hash}`;
}
