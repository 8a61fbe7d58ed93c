import { realpathSync } from 'node:fs';
import { filesBelow, holdsNoManifests } from '../files-below.js';
import { FatalError } from '../problem.js';
import { type SourceEntry, sourceEntries } from '../source-entry.js';
import { isIgnoreFile, readIgnoreFile } from '../source-ignore/ignore-files.js';
import { type IsIgnored, readSourceIgnore } from '../source-ignore/source-ignore.js';
import { describeSystemFault } from '../system-fault.js';
import { ChartError } from './chart-error.js';

/** A folder of files as Flux has them: without links and what the source leaves out. */
export interface ChartSource {
  /** Absolute, without links. */
  root: string;
  /** What a path from the root leads to. */
  entry(relative: string): SourceEntry;
  /** Of a file, relative to the root, with `/`. */
  isIgnored: IsIgnored;
}

/** @param ignored `spec.ignore` of the source; empty where it has none */
export function openChartSource(root: string, ignored = ''): ChartSource {
  try {
    const found = filesBelow(root, (_, name) => holdsNoManifests(name)).filter(isIgnoreFile);
    const files = new Map(found.map((file) => [file.path, readIgnoreFile(root, file.path)]));
    const real = realpathSync(root);
    return {
      root: real,
      entry: sourceEntries(real),
      isIgnored: readSourceIgnore({ files, spec: ignored, scope: 'tree' }),
    };
  } catch (error) {
    const fault = error instanceof FatalError ? error.message : describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new ChartError(`its source cannot be read: ${fault}`);
  }
}
