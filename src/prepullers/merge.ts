import { releaseKey } from '../problem.js';
import {
  compare,
  type NamedRelease,
  type NamedUse,
  orderImages,
  type PodDemands,
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
    pod: mergePods(parts.map(({ pod }) => pod)),
  };
}

export function mergeReleases(releases: readonly NamedRelease[]): NamedRelease[] {
  const byLine = new Map(releases.map((release) => [`${releaseKey(release.id)} ${release.description}`, release]));
  return [...byLine].sort(([a], [b]) => compare(a, b)).map(([, release]) => release);
}

export function mergeImages(images: readonly PrepulledImage[]): PrepulledImage[] {
  const byReference = new Map<string, PrepulledImage>();
  for (const image of images) {
    const known = byReference.get(image.reference);
    if (known) known.uses.push(...image.uses);
    else byReference.set(image.reference, { ...image, uses: [...image.uses] });
  }
  const merged = [...byReference.values()].map((image) => ({ ...image, uses: distinctUses(image) }));
  return orderImages(merged);
}

/** Those of a release stay in the order of its manifests. */
function distinctUses({ uses }: PrepulledImage): NamedUse[] {
  const distinct = new Map(uses.map((use) => [`${use.release} ${use.text}`, use]));
  return [...distinct.values()].sort((a, b) => compare(a.release, b.release));
}

/** All the secrets, for each is for some of the images; but only the node and the account that all of them agree on. */
export function mergePods(pods: readonly PodDemands[]): PodDemands {
  const [first] = pods;
  const isShared = (field: keyof PodDemands) => pods.every((pod) => isEqual(pod[field], first?.[field]));
  const samePlace = isShared('nodeSelector') && isShared('affinity');
  return {
    imagePullSecrets: [...new Set(pods.flatMap(({ imagePullSecrets }) => imagePullSecrets))].sort(compare),
    nodeSelector: samePlace && first ? first.nodeSelector : {},
    ...(samePlace && first?.affinity && { affinity: first.affinity }),
    ...(first?.serviceAccountName &&
      isShared('serviceAccountName') && { serviceAccountName: first.serviceAccountName }),
  };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
