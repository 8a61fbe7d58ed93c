import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** A ConfigMap holds 1 MiB; the largest bundles of CRDs are a few of them. */
const maxFileBytes = 16 * 1024 * 1024;

/** A file that is not read. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
}

/**
 * @param file Absolute path, its links followed.
 * @throws UnfitFile for devices, pipes, sockets, and what is over 16 MiB. The system's own error where it cannot be read.
 */
export function readRegularFile(file: string): Buffer {
  // Opening a pipe would wait for somebody who writes into it.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = requireRegular(fstatSync(descriptor));
    const content = readFileSync(descriptor);
    // Files of the kernel have a size of nothing.
    if (content.length !== size) throw new UnfitFile('changes while it is read');
    return content;
  } finally {
    closeSync(descriptor);
  }
}

/** @throws UnfitFile as above. */
export function requireRegular<S extends { isFile(): boolean; size: number }>(found: S): S {
  if (!found.isFile()) throw new UnfitFile('is neither a file nor a folder');
  if (found.size > maxFileBytes) throw new UnfitFile(`is larger than ${maxFileBytes / 1024 / 1024} MiB`);
  return found;
}
