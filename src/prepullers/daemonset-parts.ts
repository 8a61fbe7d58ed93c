import type { DaemonSetPart } from './daemonset.js';
import { demandsKey } from './demands.js';
import { nameBeside } from './names.js';
import { certainty, compare, isOfPlainObjects, type PodDemands, type PrepulledImage } from './prepuller.js';
import type { EarlierDaemonSet } from './read-generated.js';

/**
 * The DaemonSets of one file. A pod has one set of secrets and one kind of node, so images of different demands have
 * different pods; and those that are only kept are apart from those in use, which they must neither hold up nor replace.
 * @param name of the first of them; the others add what depends on their demands alone
 * @param earlier those of the files that this one replaces; asked for only where there is a choice, for they have to be parsed
 */
export function daemonSetParts(
  images: readonly PrepulledImage[],
  name: string,
  earlier: () => readonly EarlierDaemonSet[],
): DaemonSetPart[] {
  const used = groupByDemands(images.filter(({ versionsOld }) => versionsOld === 0));
  const kept = groupByDemands(images.filter(({ versionsOld }) => versionsOld > 0));
  const first = used.length > 1 ? chooseFirst(used, firstOf(earlier(), name)) : used[0];
  const isFirst = (group: DemandGroup) => group.key === first?.key;
  return [
    ...used.filter(isFirst).map((group) => part(group, name)),
    ...used.filter((group) => !isFirst(group)).map((group) => part(group, nameBeside(name, group.key, false))),
    ...kept.map((group) => part(group, nameBeside(name, group.key, true))),
  ];
}

interface DemandGroup {
  key: string;
  images: [PrepulledImage, ...PrepulledImage[]];
}

/** By their demands, and by what uses them; each keeps the order of its images. */
function groupByDemands(images: readonly PrepulledImage[]): DemandGroup[] {
  const groups = new Map<string, DemandGroup>();
  for (const image of images) {
    const key = groupKey(image.demands, [image]);
    const group = groups.get(key);
    if (group) group.images.push(image);
    else groups.set(key, { key, images: [image] });
  }
  return [...groups.values()].sort((a, b) => compare(a.key, b.key));
}

/** Images of plain objects are in pods of their own. */
function groupKey(demands: PodDemands, images: readonly PrepulledImage[]): string {
  return `${demandsKey(demands)}${images.some(isOfPlainObjects) ? ' of plain objects' : ''}`;
}

function part({ images }: DemandGroup, name: string): DaemonSetPart {
  return { name, images, demands: images[0].demands };
}

function firstOf(earlier: readonly EarlierDaemonSet[], name: string): EarlierDaemonSet | undefined {
  return earlier.find((daemonSet) => daemonSet.name === name) ?? earlier[0];
}

/**
 * The group that has the name without a suffix: the one that had it before, so that an image of other demands renames
 * nothing; where that is gone, the one that took over most of its images; at first the one of most images that are certain, and
 * among equals the one that demands least.
 */
function chooseFirst(groups: readonly DemandGroup[], before: EarlierDaemonSet | undefined): DemandGroup | undefined {
  const keyBefore = before && groupKey(before.demands, before.images);
  const referencesBefore = new Set(before?.images.map(({ reference }) => reference));
  const weights = ({ key, images }: DemandGroup) => [
    Number(key === keyBefore),
    images.filter(({ reference }) => referencesBefore.has(reference)).length,
    images.filter((image) => certainty(image) === 0).length,
    images.length,
    -key.length,
  ];
  const [first] = [...groups].sort((a, b) => compareWeights(weights(b), weights(a)) || compare(a.key, b.key));
  return first;
}

function compareWeights(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((weight, at) => weight !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
