import type { GeneratedRelease } from '../generated-head.js';
import { releaseKey } from '../problem.js';
import { demandsKey } from './demands.js';
import {
  compare,
  isOfPlainObjects,
  type NamedUse,
  orderImages,
  type PrepulledImage,
  type Prepuller,
} from './prepuller.js';

/** One pre-puller for several that belong together. */
export function mergePrepullers(parts: readonly Prepuller[]): Prepuller {
  const [first] = parts;
  if (first === undefined) throw new RangeError('nothing to merge');
  return {
    ...first,
    releases: mergeReleases(parts.flatMap(({ releases }) => releases)),
    images: mergeImages(parts.flatMap(({ images }) => images)),
  };
}

export function mergeReleases(releases: readonly GeneratedRelease[]): GeneratedRelease[] {
  const byLine = new Map(releases.map((release) => [`${releaseKey(release.id)} ${JSON.stringify(release)}`, release]));
  return [...byLine].sort(([a], [b]) => compare(a, b)).map(([, release]) => release);
}

/** One image for all of one reference and the same demands: no secret of one release reaches another's image. */
export function mergeImages(images: readonly PrepulledImage[]): PrepulledImage[] {
  const merged = new Map<string, PrepulledImage>();
  for (const image of images) {
    const key = JSON.stringify([image.reference, demandsKey(image.demands), isOfPlainObjects(image)]);
    const known = merged.get(key);
    if (known) known.uses.push(...image.uses);
    else merged.set(key, { ...image, uses: [...image.uses] });
  }
  return orderImages([...merged.values()].map((image) => ({ ...image, uses: distinctUses(image) })));
}

/** Those of a release stay in the order of its manifests. */
function distinctUses({ uses }: PrepulledImage): NamedUse[] {
  const distinct = new Map(uses.map((use) => [`${use.release} ${use.text}`, use]));
  return [...distinct.values()].sort((a, b) => compare(a.release, b.release));
}
