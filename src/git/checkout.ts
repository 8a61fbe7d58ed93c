import { stat } from 'node:fs/promises';
import path from 'node:path';
import { putBack } from '../atomic-files.js';
import { uninterrupted } from '../interruption.js';
import type { FileChange } from '../prepullers/contract.js';
import type { GitCheckout } from '../tools/repository.js';
import { literal } from './literal-paths.js';

/** Puts the files back as they were before the run. */
export async function restoreFiles(repository: GitCheckout, changes: readonly FileChange[]): Promise<void> {
  await uninterrupted(async () => {
    for (const { path: relative, before } of changes) {
      const file = path.join(repository.top, repository.prefix, relative);
      await putBack({ file, text: before });
    }
  });
}

/**
 * Brings HEAD, index and files from one commit to a later one, if that loses nothing: git does nothing at all where a
 * file with changes, or one that git does not know, is in the way. What is staged stays so.
 * @param list File with paths, each ended by NUL, whose files are those of the later commit already.
 * @returns Whether it did.
 */
export async function moveTo(repository: GitCheckout, from: string, to: string, list: string): Promise<boolean> {
  const isLater = await repository.tryGit(['merge-base', '--is-ancestor', from, to]);
  if (isLater.exitCode !== 0) return false;
  return await uninterrupted(async () => {
    if (!(await resetPaths(repository, to, list))) return false;
    await repository.tryGit(['update-index', '-q', '--refresh'], { quiet: true });
    if ((await repository.tryGit(['read-tree', '-m', '-u', from, to])).exitCode !== 0) {
      await resetPaths(repository, from, list);
      return false;
    }
    const moved = await repository.tryGit(['update-ref', '-m', 'prepuller: pushed', 'HEAD', to, from]);
    if (moved.exitCode === 0) return true;
    // A hook of the checkout may refuse it. The commit is pushed, and the checkout stays what it was.
    await repository.tryGit(['read-tree', '-m', '-u', to, from]);
    await resetPaths(repository, from, list);
    return false;
  });
}

async function resetPaths(repository: GitCheckout, commit: string, list: string): Promise<boolean> {
  // Without any path it would reset everything.
  if ((await stat(list)).size === 0) return true;
  const args = ['reset', '--quiet', commit, `--pathspec-from-file=${list}`, '--pathspec-file-nul'];
  return (await repository.tryGit(args, { environment: literal })).exitCode === 0;
}
