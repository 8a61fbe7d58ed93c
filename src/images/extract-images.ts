import type { Rendering } from '../charts/rendering.js';
import type { Inputs } from '../inputs.js';
import type { Problem } from '../problem.js';
import type { ReleaseImages } from './image.js';

export type ImageOptions = Pick<Inputs, 'excludeImages' | 'excludeObjects' | 'minConfidence'>;

export interface ExtractedImages {
  images: ReleaseImages;
  problems: Problem[];
}

/** The images that a rendered release would run. Pure. */
export function extractImages(_rendering: Rendering, _options: ImageOptions): ExtractedImages {
  throw new Error('not there yet');
}
