import { normalizeReference, parseReference } from '../image-reference.js';
import type { Image, ImageUse } from './image.js';
import type { Pattern } from './options.js';

/** A reference at one place. */
export interface FoundImage {
  reference: string;
  use: ImageUse;
}

export interface SelectedImages {
  images: Image[];
  excluded: string[];
}

/**
 * Brings equal references together, written as they were first found, and leaves out what an expression or
 * `isExcludedPlace` says. Both lists are sorted.
 */
export function selectImages(
  found: readonly FoundImage[],
  exclude: readonly Pattern[],
  isExcludedPlace: (use: ImageUse) => boolean,
): SelectedImages {
  const images: Image[] = [];
  const excluded: string[] = [];
  for (const [normalized, { reference, uses }] of groupByImage(found)) {
    const remaining = uses.filter((use) => !isExcludedPlace(use));
    if (matches(reference, normalized, exclude) || remaining.length === 0) excluded.push(reference);
    else images.push({ reference, uses: remaining });
  }
  return { images: images.sort((a, b) => (a.reference < b.reference ? -1 : 1)), excluded: excluded.sort() };
}

/** An expression may have been written for the short form or for the full one. */
function matches(reference: string, normalized: string, expressions: readonly Pattern[]): boolean {
  return expressions.some((expression) => expression.test(reference) || expression.test(normalized));
}

export function isExcluded(reference: string, expressions: readonly Pattern[]): boolean {
  const parsed = parseReference(reference);
  return parsed !== undefined && matches(reference, normalizeReference(parsed), expressions);
}

function groupByImage(found: readonly FoundImage[]): Map<string, Image> {
  const images = new Map<string, Image>();
  const places = new Set<string>();
  for (const { reference, use } of found) {
    const parsed = parseReference(reference);
    if (parsed === undefined) continue;
    const normalized = normalizeReference(parsed);
    const image = images.get(normalized) ?? { reference, uses: [] };
    images.set(normalized, image);
    const place = JSON.stringify([normalized, use.object, use.path]);
    if (!places.has(place)) image.uses.push(use);
    places.add(place);
  }
  return images;
}
