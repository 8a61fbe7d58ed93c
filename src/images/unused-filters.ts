import type { Problem } from '../problem.js';
import type { ReleaseImages } from './image.js';
import { objectFilter } from './object-filter.js';
import type { ImageOptions } from './options.js';
import { type FoundImage, isExcluded } from './select-images.js';

type Filters = Pick<ImageOptions, 'excludeImages' | 'excludeObjects'>;

/** Images that were read, and the filters of the inputs that match some of them, as written. */
interface Filtered {
  images: Pick<ReleaseImages, 'images'>;
  filters: readonly string[];
}

/** The filters that match something, as written. */
export function matchedFilters(found: readonly FoundImage[], { excludeImages, excludeObjects }: Filters): string[] {
  const images = excludeImages.filter((pattern) => found.some(({ reference }) => isExcluded(reference, [pattern])));
  const objects = excludeObjects.filter((glob) => {
    const matches = objectFilter([glob]);
    return found.some(({ use }) => matches(use));
  });
  return [...images.map(String), ...objects];
}

/** Filters of the inputs that leave nothing out: they may be misspelt. Nothing is said where nothing was read. */
export function unusedFilters(read: readonly Filtered[], { excludeImages, excludeObjects }: Filters): Problem[] {
  if (read.length === 0) return [];
  const images = excludeImages.filter((pattern) => !read.some(({ filters }) => filters.includes(String(pattern))));
  const objects = excludeObjects.filter((glob) => !read.some(({ filters }) => filters.includes(glob)));
  const places = read.flatMap((one) => one.images.images.flatMap(({ uses }) => uses));
  const example = places[0] && ` Places look like ${places[0].object}:${places[0].path}.`;
  const count = `${read.length} release${read.length === 1 ? '' : 's'}`;
  return [
    ...images.map((pattern) => notice(`Input 'exclude-images': ${pattern} matches no image of ${count}.`)),
    ...objects.map((glob) => notice(`Input 'exclude-objects': ${glob} matches nothing of ${count}.${example ?? ''}`)),
  ];
}

function notice(message: string): Problem {
  return { severity: 'notice', kind: 'image', message };
}
