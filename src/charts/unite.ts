/**
 * What a release is rendered to for an install, and what it is beside that for an upgrade: both run sooner or later, and
 * most documents are the same in both.
 */
export function uniteManifests(install: string, upgrade: string): string {
  const known = new Set(documentsOf(install));
  const further = documentsOf(upgrade).filter((document) => !known.has(document));
  return [install, ...further].join('\n---\n');
}

function documentsOf(manifests: string): string[] {
  return manifests.split(/^---(?=\s|$)/m).map((document) => document.trim());
}
