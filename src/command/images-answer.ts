import { releaseKey } from '../problem.js';
import { imageSize } from '../report/size-text.js';
import type { Survey } from './survey.js';
import { printTable } from './table.js';

/** Every image with the releases that need it. */
export function printImages({ generated, output }: Survey, json: boolean): void {
  const known = generated.sizes?.images;
  const byReference = new Map<string, object[]>();
  for (const { id, images } of generated.rendered) {
    for (const { reference, uses } of images) {
      byReference.set(reference, [...(byReference.get(reference) ?? []), { ...id, uses }]);
    }
  }
  const references = [...byReference.keys()].sort();
  if (json) {
    const list = references.map((reference) => ({
      reference,
      ...known?.get(reference),
      releases: byReference.get(reference),
    }));
    for (const line of JSON.stringify(list, null, 2).split('\n')) output.print(line);
    return;
  }
  const namesOf = (reference: string) =>
    generated.rendered
      .filter(({ images }) => images.some((image) => image.reference === reference))
      .map(({ id }) => releaseKey(id));
  if (references.length === 0) return;
  const sizeOf = (reference: string) => (known ? [imageSize(known.get(reference)?.size ?? {}) || '-'] : []);
  printTable(
    output,
    ['IMAGE', ...(known ? ['SIZE'] : []), 'RELEASES'],
    references.map((reference) => [reference, ...sizeOf(reference), namesOf(reference).join(', ')]),
  );
}
