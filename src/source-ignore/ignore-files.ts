import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { FileBelow } from '../files-below.js';
import { isInSource } from '../source-boundary.js';

export const ignoreFileName = '.sourceignore';

/** Is it one that Flux reads? Unlike everything else of a source, it may be a symbolic link. */
export function isIgnoreFile({ dirent }: FileBelow): boolean {
  return dirent.name === ignoreFileName && (dirent.isFile() || dirent.isSymbolicLink());
}

/**
 * The rules of a `.sourceignore`, which Flux opens as any program does (fluxcd/pkg, sourceignore/sourceignore.go:
 * ReadIgnoreFile). What is outside of the source is not there for it, and a file that is not there has no rules.
 * @param root absolute
 * @param file relative to the root
 */
export function readIgnoreFile(root: string, file: string): string {
  try {
    const real = realpathSync(path.join(root, file));
    return isInSource(realpathSync(root), real) ? readFileSync(real, 'utf8') : '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
