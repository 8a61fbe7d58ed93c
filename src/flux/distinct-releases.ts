import { type Problem, releaseKey, releaseTitle } from '../problem.js';
import type { Release } from './release.js';

/** Sorted; of several with the same namespace and name the first stays. */
export function distinctReleases(
  releases: readonly Release[],
  advice: string,
): { releases: Release[]; problems: Problem[] } {
  const byKey = new Map<string, Release>();
  const problems: Problem[] = [];
  for (const release of releases) {
    const key = releaseKey(release.id);
    const first = byKey.get(key);
    if (!first) byKey.set(key, release);
    else if (content(first) !== content(release)) problems.push(collision(release, first, advice));
  }
  return { releases: [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []), problems };
}

function collision(release: Release, first: Release, advice: string): Problem {
  const place = `${first.place.file}:${first.place.line}`;
  return {
    severity: 'warning',
    kind: 'manifest',
    message: `This HelmRelease is left out, for there is one of the same namespace and name in ${place}. ${advice}`,
    object: releaseTitle(release.id),
    place: release.place,
  };
}

/** By namespace and name; the same release of two clusters is there once, and one that differs twice. */
export function sortReleases(releases: readonly Release[]): Release[] {
  const distinct = new Map(releases.map((release) => [content(release), release]));
  const key = ({ id }: Release) => releaseKey(id);
  return [...distinct.values()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** All that decides what the release runs. */
function content({ place: _, chartPlaces: __, chart, ...release }: Release): string {
  return JSON.stringify({ ...release, chart: { ...chart, source: chart.source.object } });
}
