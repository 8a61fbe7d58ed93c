export function helmReleaseName(name: string, targetNamespace: string, releaseName: string): string {
  return releaseName || (targetNamespace ? `${targetNamespace}-${name}` : name);
}
