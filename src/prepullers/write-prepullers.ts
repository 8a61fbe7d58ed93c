import type { Release } from '../flux/release.js';
import type { ReleaseImages } from '../images/image.js';
import type { Inputs } from '../inputs.js';
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

export type PrepullerOptions = Pick<
  Inputs,
  | 'root'
  | 'outputPath'
  | 'label'
  | 'check'
  | 'prepullerNamespace'
  | 'pauseImage'
  | 'helperImage'
  | 'strategy'
  | 'grouping'
  | 'placement'
  | 'maxUnavailable'
  | 'keepPrevious'
  | 'daemonsetPatch'
>;

/** Brings the output folder in line with the images. With `check` it only says what it would change. */
export async function writePrepullers(
  _sources: readonly PrepullerSource[],
  _unrendered: Unrendered,
  _options: PrepullerOptions,
): Promise<WrittenPrepullers> {
  throw new Error('not there yet');
}
