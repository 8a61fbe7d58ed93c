import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { putBack } from '../atomic-files.js';
import { isMarked } from '../generated-mark.js';
import { uninterrupted } from '../interruption.js';
import type { FileChange } from '../prepullers/generated-file.js';
import { FatalError } from '../problem.js';
import type { GitCheckout } from '../tools/repository.js';

/** Paths are names, not patterns, and looking at the index does not lock it. */
const literal = { GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' };

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
  if (existsSync(absolute)) return isMarked(await readStart(absolute));
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

/**
 * Refuses an output folder whose files git would not see: in a submodule, or hidden by .gitignore.
 * @param paths Files that are new, from the top of the repository.
 * @throws FatalError
 */
export async function refuseHidden(repository: GitCheckout, paths: readonly string[]): Promise<void> {
  const [first] = paths;
  if (first === undefined) return;
  const submodule = submoduleAround(repository.top, first);
  if (submodule !== undefined) {
    throw new FatalError(`${first} would lie in the submodule ${submodule}: choose another prepuller-output-path.`);
  }
  const { stdout } = await repository.tryGit(['check-ignore', '--verbose', '--', ...paths]);
  const [rule, file] = (stdout.split('\n')[0] ?? '').split('\t');
  if (file === undefined) return;
  throw new FatalError(
    `${file} is hidden from git by ${rule}: take the pattern away, or choose another prepuller-output-path.`,
  );
}

function submoduleAround(top: string, file: string): string | undefined {
  const folders = path.dirname(file).split('/');
  return folders
    .map((_, index) => folders.slice(0, index + 1).join('/'))
    .find((folder) => existsSync(path.join(top, folder, '.git')));
}

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
    await repository.git(['update-ref', '-m', 'prepuller: pushed', 'HEAD', to, from]);
    return true;
  });
}

async function resetPaths(repository: GitCheckout, commit: string, list: string): Promise<boolean> {
  // Without any path it would reset everything.
  if ((await stat(list)).size === 0) return true;
  const args = ['reset', '--quiet', commit, `--pathspec-from-file=${list}`, '--pathspec-file-nul'];
  return (await repository.tryGit(args, { environment: literal })).exitCode === 0;
}
