import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import { FatalError } from '../problem.js';
import { type IsIgnored, readSourceIgnore } from '../source-ignore/source-ignore.js';

import { describeSystemFault } from '../system-fault.js';
import { ChartError } from './chart-error.js';

/** A folder of files as Flux has them: without what the source leaves out. */
export interface ChartSource {
  /** Absolute. */
  root: string;
  /** Of a file, relative to the root, with `/`. */
  isIgnored: IsIgnored;
}

/** @param ignored `spec.ignore` of the source; empty where it has none */
export function openChartSource(root: string, ignored = ''): ChartSource {
  try {
    const ignore = ['**/.git', '**/node_modules'];
    const found = fastGlob.globSync('**/.sourceignore', { cwd: root, dot: true, followSymbolicLinks: false, ignore });
    const files = new Map(found.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
    return { root, isIgnored: readSourceIgnore({ files, spec: ignored }) };
  } catch (error) {
    const fault = error instanceof FatalError ? error.message : describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new ChartError(`its source cannot be read: ${fault}`);
  }
}
