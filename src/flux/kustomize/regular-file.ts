import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import type { WorkTree } from '../files/work-tree.js';

type Files = Pick<WorkTree, 'absolute'>;

/** A ConfigMap holds 1 MiB; the largest bundles of CRDs are a few of them. */
const maxFileBytes = 16 * 1024 * 1024;

/** A file that is not read. The message names it. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
}

/**
 * @param file From the root of the tree, without links.
 * @throws UnfitFile for devices, pipes, sockets, what is over 16 MiB, and what cannot be read.
 */
export function readRegularFile(tree: Files, file: string): Buffer {
  return attempt(file, () => {
    // Opening a pipe would wait for somebody who writes into it.
    const descriptor = openSync(tree.absolute(file), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const size = requireFit(file, fstatSync(descriptor));
      const content = readFileSync(descriptor);
      // Files of the kernel have a size of nothing.
      if (content.length !== size) throw new UnfitFile(`${file} changes while it is read`);
      return content;
    } finally {
      closeSync(descriptor);
    }
  });
}

/** @throws UnfitFile as above. */
export function requireRegularFile(tree: Files, file: string): void {
  attempt(file, () => requireFit(file, statSync(tree.absolute(file))));
}

function requireFit(file: string, found: Stats): number {
  if (!found.isFile()) throw new UnfitFile(`${file} is neither a file nor a folder`);
  if (found.size > maxFileBytes) throw new UnfitFile(`${file} is larger than ${maxFileBytes / 1024 / 1024} MiB`);
  return found.size;
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnfitFile) throw error;
    throw new UnfitFile(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
