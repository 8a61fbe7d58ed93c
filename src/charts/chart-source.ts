import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import { type IsIgnored, readSourceIgnore } from '../source-ignore/source-ignore.js';

/** A folder of files as Flux has them: without what the source leaves out. */
export interface ChartSource {
  /** Absolute. */
  root: string;
  /** Of a file, relative to the root, with `/`. */
  isIgnored: IsIgnored;
}

/** @param ignored `spec.ignore` of the source; empty where it has none */
export function openChartSource(root: string, ignored = ''): ChartSource {
  const found = fastGlob.globSync('**/.sourceignore', {
    cwd: root,
    dot: true,
    followSymbolicLinks: false,
    ignore: ['**/.git', '**/node_modules'],
    suppressErrors: true,
  });
  const files = new Map(found.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
  return { root, isIgnored: readSourceIgnore({ files, spec: ignored }) };
}
