import { listRepository } from './flux/files/repository-files.js';
import { parseReference } from './image-reference.js';
import type { Inputs } from './inputs/inputs.js';
import { memoize } from './memoize.js';
import type { GeneratedTexts, PrepullerSource } from './prepullers/contract.js';
import type { Problem } from './problem.js';
import type { Answers } from './registries/answer.js';
import { type PulledReferences, type RunSizes, sumSizes } from './registries/image-sizes.js';
import { createImageInspector, type ImageInspector, type InspectorResources } from './registries/inspect-image.js';
import { oversizedNodes } from './registries/size-bound.js';
import { tagPlace } from './registries/tag-place.js';
import { askAll, type FindTag, verifyImages } from './registries/verify-images.js';

/** What registries say of a run's images: first which of them can be pulled, then how much that is. */
export interface Verification {
  /** @returns the sources less what no node can pull, and what is wrong with their images */
  check(sources: readonly PrepullerSource[]): Promise<{ sources: PrepullerSource[]; problems: Problem[] }>;
  /** @param sources those that were checked and did not fail */
  measure(
    sources: readonly PrepullerSource[],
    written: GeneratedTexts,
  ): Promise<{ sizes?: RunSizes; problems: Problem[] }>;
}

export function withRegistries(inputs: Inputs, resources: InspectorResources): Verification {
  const inspector = createImageInspector(resources, inputs);
  return {
    check: (sources) => verifyImages(sources, inspector, inputs, (missing) => tagFinder(missing, inputs)),
    async measure(sources, written) {
      const pulled = pulledReferences(written);
      const answers = await answersFor(pulled, sources, inspector);
      const sizes = sumSizes(sources, pulled, answers, inputs);
      return { sizes, problems: oversizedNodes(sizes, inputs) };
    },
  };
}

function tagFinder(missing: readonly string[], inputs: Inputs): FindTag {
  if (missing.length === 0) return () => undefined;
  const files = listRepository(inputs);
  const read = memoize((file: string) => ({ file, text: files.read(file) }));
  const found = files.search(missing.flatMap((reference) => tagOf(reference) ?? []));
  return (reference, release) => {
    const [image, name] = [parseReference(reference), tagOf(reference)];
    if (image === undefined || name === undefined) return undefined;
    return tagPlace(image, release, (found.get(name) ?? []).map(read));
  };
}

/** The digest is what decides, where there is one. */
function tagOf(reference: string): string | undefined {
  const { tag, digest } = parseReference(reference) ?? {};
  return digest ?? tag;
}

function pulledReferences({ changes, unchanged, imagesOf }: GeneratedTexts): PulledReferences {
  const inTexts = (texts: readonly (string | null)[]) => texts.flatMap((text) => [...imagesOf(text ?? '')]);
  const still = inTexts(unchanged);
  return {
    before: new Set([...still, ...inTexts(changes.map(({ before }) => before))]),
    after: new Set([...still, ...inTexts(changes.map(({ after }) => after))]),
  };
}

/** Those of the sources have been asked already; the others are of earlier files, and gone or kept. */
async function answersFor(
  { before, after }: PulledReferences,
  sources: readonly PrepullerSource[],
  inspector: ImageInspector,
): Promise<Answers> {
  const used = sources.flatMap(({ images }) => images.images.map(({ reference }) => reference));
  return await askAll(new Set([...used, ...before, ...after]), inspector);
}
