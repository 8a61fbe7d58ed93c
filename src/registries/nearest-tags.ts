import { editDistance } from '../edit-distance.js';

/** Of so many the distance is computed: a registry may have a hundred thousand. */
const mostCompared = 200;
/** What a registry lists is a stranger's text (distribution-spec, "Pulling manifests"). */
const tagGrammar = /^\w[\w.-]{0,127}$/;

/** The tags that are likest to one that is not there, at most three. Pure. */
export function nearestTags(tag: string, tags: readonly string[]): string[] {
  const candidates = tags
    .filter((candidate) => tagGrammar.test(candidate))
    .map((candidate) => ({ candidate, shared: sharedEnds(tag, candidate) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, mostCompared);
  return candidates
    .map(({ candidate }) => ({ candidate, distance: editDistance(tag, candidate) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Characters that two texts share at their beginning and at their end, less those by which their lengths differ. */
function sharedEnds(one: string, other: string): number {
  const least = Math.min(one.length, other.length);
  let start = 0;
  while (start < least && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < least - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  return start + end - Math.abs(one.length - other.length);
}
