import { type Problem, releaseKey } from '../problem.js';
import type { Release } from './release.js';

/** Sorted; of several with the same namespace and name the first stays. */
export function distinctReleases(releases: readonly Release[]): { releases: Release[]; problems: Problem[] } {
  const byKey = new Map<string, Release>();
  const problems: Problem[] = [];
  for (const release of releases) {
    const key = releaseKey(release.id);
    const first = byKey.get(key);
    if (first) problems.push(collision(release, first));
    else byKey.set(key, release);
  }
  return { releases: [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []), problems };
}

function collision(release: Release, first: Release): Problem {
  return {
    severity: 'warning',
    kind: 'manifest',
    message: `This HelmRelease is left out: ${first.place.file}:${first.place.line} has one of the same namespace and name. With 'flux-monorepo: true' the Kustomizations tell them apart.`,
    object: `HelmRelease ${releaseKey(release.id)}`,
    place: release.place,
  };
}

/** By namespace and name; the same release of two clusters is there once, and one that differs twice. */
export function sortReleases(releases: readonly Release[]): Release[] {
  const distinct = new Map(releases.map((release) => [JSON.stringify({ ...release, place: undefined }), release]));
  const key = ({ id }: Release) => releaseKey(id);
  return [...distinct.values()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
