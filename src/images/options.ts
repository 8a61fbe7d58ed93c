import type { Confidence } from './image.js';

export const confidences = ['certain', 'high', 'medium'] as const satisfies readonly Confidence[];

/** A test of references, which its text tells from others; a `RegExp` is one. */
export interface Pattern {
  test(reference: string): boolean;
  toString(): string;
}

/** What the user says about images; part of the inputs. */
export interface ImageOptions {
  /** Key of the label that opts a HelmRelease in; its annotations begin with it. */
  label: string;
  /** References that are never to be pulled. */
  excludeImages: readonly Pattern[];
  /** Globs on `Kind/name:path`. */
  excludeObjects: readonly string[];
  /** Of the rules that are trusted. */
  minConfidence: Confidence;
}
