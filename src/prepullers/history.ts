import { releaseKey } from '../problem.js';
import { mergeImages, mergeReleases } from './merge.js';
import type { PrepulledImage, Prepuller } from './prepuller.js';
import type { EarlierDaemonSet, GeneratedFile } from './read-generated.js';

/**
 * A group with the releases that could not be rendered this time, as its file has them: their images stay, with the
 * secrets to pull them, and the others of the group go on.
 */
export function carryOver(group: Prepuller, file: GeneratedFile, isMissing: (release: string) => boolean): Prepuller {
  const releases = file.releases.filter(({ id }) => isMissing(releaseKey(id)));
  if (releases.length === 0) return group;
  // Of a release with the name of the namespace, whose pods run elsewhere: it keeps its file.
  const daemonSets = file.daemonSets().filter(({ namespace }) => namespace === group.namespace);
  if (daemonSets.length === 0) return group;
  const images = daemonSets
    .flatMap((daemonSet) => daemonSet.images)
    .map((image) => ({ ...image, uses: image.uses.filter(({ release }) => isMissing(release)) }))
    .filter((image) => image.uses.length > 0);
  return {
    ...group,
    releases: mergeReleases([...group.releases, ...releases]),
    images: mergeImages([...group.images, ...images]),
  };
}

/**
 * With the images of the last `limit` versions of its DaemonSets beside those in use. A version ends when the images in use
 * change; what only changes a comment does not make an image older.
 * @param beside Images in use that were in the same DaemonSets, and are written with another pre-puller.
 */
export function keepPrevious(
  prepuller: Prepuller,
  earlier: readonly EarlierDaemonSet[],
  beside: readonly PrepulledImage[],
  limit: number,
): Prepuller {
  const before = earlier.flatMap(({ images }) => images);
  const used = new Set([...prepuller.images, ...beside].map((image) => image.reference));
  const usedBefore = new Set(before.filter((image) => image.versionsOld === 0).map((image) => image.reference));
  const isNewVersion = used.size !== usedBefore.size || [...used].some((reference) => !usedBefore.has(reference));
  const previous = before
    .filter((image) => !used.has(image.reference))
    .map((image): PrepulledImage => ({ ...image, uses: [], versionsOld: image.versionsOld + Number(isNewVersion) }))
    .filter((image) => image.versionsOld <= limit)
    .sort((a, b) => a.versionsOld - b.versionsOld);
  return { ...prepuller, images: mergeImages([...prepuller.images, ...previous]) };
}
