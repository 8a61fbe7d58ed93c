import { lstatSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { isMarked } from '../generated-mark.js';
import type { GitCheckout } from '../tools/repository.js';
import { literal } from './literal-paths.js';

/**
 * Generated files that an interrupted run wrote and did not commit. This run found them as they should be, so they
 * are not among its changes.
 * @returns Paths from the top of the repository.
 */
export async function findLeftovers(repository: GitCheckout, outputPath: string): Promise<string[]> {
  const folder = repository.prefix + outputPath;
  const args = ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--', folder];
  const status = await repository.git(args, { environment: literal });
  const leftovers: string[] = [];
  for (const entry of status.split('\0')) {
    const file = entry.slice('XY '.length);
    // What lies deeper is not this run's.
    if (path.posix.dirname(file) === folder && (await isGenerated(repository, file))) leftovers.push(file);
  }
  return leftovers;
}

async function isGenerated(repository: GitCheckout, file: string): Promise<boolean> {
  const absolute = path.join(repository.top, file);
  const status = lstatSync(absolute, { throwIfNoEntry: false });
  // Git names a repository that lies there, a submodule or not, as if it were a file.
  if (status) return status.isFile() && isMarked(await readStart(absolute));
  const { stdout } = await repository.tryGit(['cat-file', '-p', `HEAD:${file}`], { quiet: true });
  return isMarked(stdout);
}

async function readStart(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
