import type { Confidence } from './image.js';

export const confidences = ['certain', 'high', 'medium'] as const satisfies readonly Confidence[];

export interface ImageOptions {
  /** Key of the label that opts a HelmRelease in; its annotations begin with it. */
  label: string;
  /** References that are never to be pulled. */
  excludeImages: RegExp[];
  /** Globs on `Kind/name:path`. */
  excludeObjects: string[];
  /** Of the rules that are trusted. */
  minConfidence: Confidence;
}
