import type { Image, ImageUse } from '../images/image.js';
import type { PrepullerSource } from '../prepullers/contract.js';
import { type ReleaseId, releaseKey } from '../problem.js';

/** A release as people count them: one that differs between clusters is one, with what it runs in each of them. */
export interface ReleaseReport {
  id: ReleaseId;
  /** Name and version of its charts, distinct; none for plain objects. */
  charts: string[];
  /** By reference, with the distinct uses. */
  images: Image[];
  /** References that are left out in every cluster. */
  excluded: string[];
}

/** In the order of their first rendering. */
export function releaseReports(sources: readonly PrepullerSource[]): ReleaseReport[] {
  const byKey = new Map<string, PrepullerSource[]>();
  for (const source of sources) {
    const key = releaseKey(source.release.id);
    byKey.set(key, [...(byKey.get(key) ?? []), source]);
  }
  return [...byKey.values()].flatMap((renderings) => {
    const [first] = renderings;
    return first ? [{ id: first.release.id, ...merged(renderings) }] : [];
  });
}

function merged(renderings: readonly PrepullerSource[]): Omit<ReleaseReport, 'id'> {
  const images = mergedImages(renderings.flatMap((rendering) => rendering.images.images));
  const used = new Set(images.map(({ reference }) => reference));
  const excluded = renderings.flatMap((rendering) => rendering.images.excluded);
  return {
    charts: [...new Set(renderings.flatMap(({ chart }) => (chart ? `${chart.name} ${chart.version}` : [])))],
    images,
    excluded: [...new Set(excluded)].filter((reference) => !used.has(reference)),
  };
}

function mergedImages(images: readonly Image[]): Image[] {
  const byReference = new Map<string, Map<string, ImageUse>>();
  for (const { reference, uses } of images) {
    const known = byReference.get(reference) ?? new Map<string, ImageUse>();
    byReference.set(reference, known);
    for (const use of uses) known.set(JSON.stringify(use), use);
  }
  const merged = [...byReference].map(([reference, uses]) => ({ reference, uses: [...uses.values()] }));
  return merged.sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
