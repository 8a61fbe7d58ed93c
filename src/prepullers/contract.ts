import type { Release } from '../flux/release.js';
import type { ReleaseImages } from '../images/image.js';
import type { Problem, ReleaseId } from '../problem.js';
import type { FileChange } from './generated-file.js';

export interface PrepullerSource {
  release: Release;
  chart: { name: string; version: string };
  images: ReleaseImages;
}

/** What is known of the releases that are not among the sources. */
export interface Unrendered {
  /** Labelled releases that failed: each keeps its last good file. */
  failed: ReleaseId[];
  /** `false` when there may be labelled releases that could not be read: then no file is removed. */
  complete: boolean;
}

export interface WrittenPrepullers {
  changes: FileChange[];
  problems: Problem[];
}
