import { enumerate } from './enumerate.js';
import type { Discovery } from './flux/discovery.js';
import type { Workloads } from './flux/workloads.js';
import type { ExtractedImages } from './images/extract-images.js';
import type { ImageOptions } from './images/options.js';
import type { PrepullerSource } from './prepullers/contract.js';
import type { Problem } from './problem.js';

/** The images of all that is opted in and that no HelmRelease makes. */
export async function plainSources(
  { workloads, offered }: Pick<Discovery, 'workloads' | 'offered'>,
  options: ImageOptions,
): Promise<{ sources: PrepullerSource[]; read: ExtractedImages[]; problems: Problem[] }> {
  const read = await readAll(workloads, options);
  const sources = workloads.flatMap((one, index) => sourceOf(one, read[index]));
  return {
    sources,
    read,
    problems: [...read.flatMap(({ problems }) => problems), ...(await leftOut(offered, options))],
  };
}

async function readAll(workloads: readonly Workloads[], options: ImageOptions): Promise<ExtractedImages[]> {
  if (workloads.length === 0) return [];
  const { extractWorkloads } = await import('./images/extract-workloads.js');
  return await Promise.all(workloads.map((one) => extractWorkloads(one, options)));
}

/** None of those in which no image was found. */
function sourceOf(workloads: Workloads, read: ExtractedImages | undefined): PrepullerSource[] {
  if (read === undefined || read.images.images.length + read.images.excluded.length === 0) return [];
  const { id, place, namespace, control } = workloads;
  return [{ release: { id, place, releaseNamespace: namespace, control }, images: read.images }];
}

/** Objects that run images, and have the label because all that their Kustomization applies has it: said once. */
async function leftOut(offered: readonly Workloads[], options: ImageOptions): Promise<Problem[]> {
  const read = await readAll(offered, options);
  const objects = read.flatMap(({ images: { images } }, index) =>
    images.flatMap(({ uses }) => uses.map(({ object }) => `${object} in ${offered[index]?.namespace}`)),
  );
  const distinct = [...new Set(objects)];
  const [first] = offered.filter((_, index) => (read[index]?.images.images.length ?? 0) > 0);
  if (first === undefined) return [];
  const message = `Objects that are no HelmReleases have the label only because a Kustomization sets it on all that it applies, and are left out (${distinct.length}): ${enumerate(distinct)}. With 'workloads: true' they are taken; with the label in their own files each of them is.`;
  return [{ severity: 'notice', kind: 'image', message, place: first.place }];
}
