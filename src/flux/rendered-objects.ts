/**
 * What of Flux a chart has rendered: HelmReleases, Kustomizations and what the operator makes them of. Flux would
 * reconcile them in turn.
 * @param manifests YAML, many documents, as helm writes it
 * @returns `Kind name` of each
 */
export function fluxObjectsIn(manifests: string): string[] {
  if (!groups.test(manifests)) return [];
  return manifests.split(/^---/m).flatMap((document) => {
    const kind = /^kind:[ \t]*["']?(HelmRelease|Kustomization|ResourceSet|FluxInstance)\b/m.exec(document)?.[1];
    if (kind === undefined || !groups.test(document)) return [];
    const name = /^[ \t]+name:[ \t]*["']?([\w.-]+)/m.exec(document)?.[1] ?? '';
    return [`${kind} ${name}`.trim()];
  });
}

const groups = /^apiVersion:[ \t]*["']?(?:(?:helm|kustomize)\.toolkit\.fluxcd\.io|fluxcd\.controlplane\.io)\//m;
