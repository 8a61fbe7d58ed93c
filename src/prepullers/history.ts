import { releaseKey } from '../problem.js';
import { mergeImages } from './compose.js';
import { compare, type PrepulledImage, type Prepuller } from './prepuller.js';
import type { GeneratedFile } from './read-generated.js';

/**
 * A group with the releases that could not be rendered this time, as its file has them: their images stay, and the
 * others of the group go on.
 */
export function carryOver(
  group: Prepuller,
  file: GeneratedFile,
  isUnrendered: (release: string) => boolean,
): Prepuller {
  const releases = file.releases.filter(({ id }) => isUnrendered(releaseKey(id)));
  const images = file.images
    .map((image) => ({ ...image, uses: image.uses.filter(({ release }) => isUnrendered(release)) }))
    .filter((image) => image.uses.length > 0);
  return {
    ...group,
    releases: [...group.releases, ...releases].sort((a, b) => compare(releaseKey(a.id), releaseKey(b.id))),
    images: mergeImages([...group.images, ...images]),
  };
}

/**
 * With the images of the last `limit` versions of its files beside those in use. A version ends when the images in use
 * change; what only changes a comment does not make an image older.
 */
export function keepPrevious(prepuller: Prepuller, files: readonly GeneratedFile[], limit: number): Prepuller {
  const before = files.flatMap((file) => file.images);
  const used = new Set(prepuller.images.map((image) => image.reference));
  const usedBefore = new Set(before.filter((image) => image.versionsOld === 0).map((image) => image.reference));
  const isNewVersion = used.size !== usedBefore.size || [...used].some((reference) => !usedBefore.has(reference));
  const previous = before
    .filter((image) => !used.has(image.reference))
    .map((image): PrepulledImage => ({ ...image, uses: [], versionsOld: image.versionsOld + Number(isNewVersion) }))
    .filter((image) => image.versionsOld <= limit)
    .sort((a, b) => a.versionsOld - b.versionsOld);
  return { ...prepuller, images: mergeImages([...prepuller.images, ...previous]) };
}
