import type { Release } from '../flux/release.js';
import type { ReleaseImages } from '../images/image.js';
import { uninterrupted } from '../interruption.js';
import type { Problem, ReleaseId } from '../problem.js';
import { kustomizationName, planChanges } from './changes.js';
import { composePrepullers } from './compose.js';
import { readEarlierFiles } from './earlier.js';
import type { FileChange } from './generated-file.js';
import type { PrepullerOptions } from './options.js';
import { applyChanges, readOutputFolder } from './output-folder.js';
import { planFiles } from './plan.js';

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

/**
 * Brings the output folder in line with the images. With `check` it only says what it would change.
 * @returns the changes in the order in which they were made, and what concerns single releases
 * @throws FatalError when the output path is a link or a file, or `daemonset-patch` changes what no patch may
 */
export async function writePrepullers(
  sources: readonly PrepullerSource[],
  unrendered: Unrendered,
  options: PrepullerOptions,
): Promise<WrittenPrepullers> {
  const { prepullers, refused, problems } = composePrepullers(sources, options);
  const folder = await readOutputFolder(options.root, options.outputPath);
  const generated = [...folder.marked].filter(([name]) => name !== kustomizationName);
  const failed = [...unrendered.failed, ...refused];
  const plan = planFiles(prepullers, { ...unrendered, failed }, readEarlierFiles(generated), options);
  const planned = planChanges(plan, folder, options.outputPath);
  if (!options.check) await uninterrupted(() => applyChanges(options.root, options.outputPath, planned.changes));
  return { changes: planned.changes, problems: [...problems, ...planned.problems] };
}
