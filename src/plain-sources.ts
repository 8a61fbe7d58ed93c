import { enumerate } from './enumerate.js';
import type { Discovery } from './flux/discovery.js';
import type { Workloads } from './flux/workloads.js';
import { extractWorkloads } from './images/extract-workloads.js';
import type { ImageOptions } from './images/options.js';
import type { PrepullerSource } from './prepullers/contract.js';
import type { Problem } from './problem.js';

/** The images of all that is opted in and that no HelmRelease makes. */
export async function plainSources(
  { workloads, offered }: Pick<Discovery, 'workloads' | 'offered'>,
  options: ImageOptions,
): Promise<{ sources: PrepullerSource[]; problems: Problem[] }> {
  const read = await Promise.all(workloads.map((one) => sourceOf(one, options)));
  const sources = read
    .map(({ source }) => source)
    .filter(({ images: { images, excluded } }) => images.length + excluded.length > 0);
  return { sources, problems: [...read.flatMap(({ problems }) => problems), ...(await leftOut(offered, options))] };
}

async function sourceOf(
  workloads: Workloads,
  options: ImageOptions,
): Promise<{ source: PrepullerSource; problems: Problem[] }> {
  const { id, place, namespace, control } = workloads;
  const { images, problems } = await extractWorkloads(workloads, options);
  return { source: { release: { id, place, releaseNamespace: namespace, control }, images }, problems };
}

/** Objects that run images, and have the label because all that their Kustomization applies has it: said once. */
async function leftOut(offered: readonly Workloads[], options: ImageOptions): Promise<Problem[]> {
  const read = await Promise.all(offered.map((one) => extractWorkloads(one, options)));
  const objects = read.flatMap(({ images: { images } }, index) =>
    images.flatMap(({ uses }) => uses.map(({ object }) => `${object} in ${offered[index]?.namespace}`)),
  );
  const distinct = [...new Set(objects)];
  const [first] = offered.filter((_, index) => (read[index]?.images.images.length ?? 0) > 0);
  if (first === undefined) return [];
  const message = `Objects that are no HelmReleases have the label only because a Kustomization sets it on all that it applies, and are left out (${distinct.length}): ${enumerate(distinct)}. With 'workloads: true' they are taken; with the label in their own files each of them is.`;
  return [{ severity: 'notice', kind: 'image', message, place: first.place }];
}
