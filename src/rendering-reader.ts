import type { RenderingReader } from './charts/renderer.js';
import { fluxObjectsIn } from './flux/rendered-objects.js';
import type { ExtractedImages } from './images/extract-images.js';
import { readImageControl } from './images/image-control.js';
import { imageRequest, imagesKey } from './images/image-request.js';
import type { Mention } from './images/mentions.js';
import type { Inputs } from './inputs/inputs.js';
import type { Timing } from './report/timing.js';

/** What is wanted of what a chart renders to. */
export interface ReadRendering extends ExtractedImages {
  /** What the chart gives Flux to reconcile, as `Kind name`. */
  fluxObjects: string[];
  /** Only where somebody asks. */
  mentions?: Mention[];
}

/** What reads the images; a run in which nothing changed needs none of it. */
export const loadExtraction = () => import('./images/extract-images.js');

/**
 * Reads the images of each rendering the moment it is there; charts know nothing of images.
 * @param asked A part of the references that somebody asks about.
 */
export function renderingReader(inputs: Inputs, timing: Timing, asked?: string): RenderingReader<ReadRendering> {
  return {
    key: (release) =>
      JSON.stringify([imagesKey(imageRequest(release, inputs)), 'objects of Flux', ...(asked ? [asked] : [])]),
    read: async (rendering) => {
      const request = imageRequest(rendering.release, inputs);
      const control = await readImageControl(request);
      const { extractImages } = await loadExtraction();
      const extracted = timing.ofSync('images', () => extractImages(rendering, request, control));
      const result = { ...extracted, fluxObjects: fluxObjectsIn(rendering.manifests) };
      if (asked === undefined) return result;
      const { findMentions } = await import('./images/mentions.js');
      return { ...result, mentions: findMentions(rendering, request, control, asked) };
    },
  };
}
