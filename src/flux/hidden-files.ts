import path from 'node:path';
import { enumerate } from '../enumerate.js';
import type { Problem } from '../problem.js';
import { isWithin } from './files/folders.js';
import { isKustomizationFile } from './kustomize/kustomization-file.js';

/** Those of the files that could declare something. */
export function manifestsAmong(files: readonly string[], outputPath: string): string[] {
  return files.filter((file) => isManifest(file) && !isWithin(file, outputPath));
}

function isManifest(file: string): boolean {
  return ['.yaml', '.yml'].includes(path.posix.extname(file)) || isKustomizationFile(file);
}

/** @param files That a sparse checkout leaves out, and that may declare what Flux runs. */
export function notCheckedOut(files: readonly string[]): Problem[] {
  if (files.length === 0) return [];
  const count = files.length === 1 ? 'a file' : `${files.length} files`;
  const message = `The checkout is sparse and leaves out ${count} that may declare what Flux runs (${enumerate(files)}): nothing is removed that may come from there. Check them out as well.`;
  return [{ severity: 'warning', kind: 'manifest', message }];
}
