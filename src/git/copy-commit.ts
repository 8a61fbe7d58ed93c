import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { isSubmodule, listFiles } from '../tools/changed-files.js';
import { type GitCheckout, openRepository, withWorkTree } from '../tools/repository.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../tools/temporary-folder.js';
import type { WatchOptions } from '../watch.js';
import type { RunSource } from './commit-result.js';
import { carryPreparedFiles } from './prepared-files.js';
import { rootOf, type Workspace } from './workspace.js';

/**
 * A copy of a commit to run on: all its files, also those that a sparse checkout leaves out, with submodules as far as
 * the checkout has them, and with what steps before this one made of the checkout's files. The checkout itself is not
 * touched: it may hold work of the user's, and this process may end at any time.
 * @throws FatalError when a submodule's commit is not to be had, or a file was changed here and in the commit.
 */
export async function copyCommit(workspace: Workspace, commit: string, options: WatchOptions): Promise<RunSource> {
  const temporary = createTemporaryFolder();
  try {
    const source = withWorkTree(workspace.checkout, path.join(temporary, 'tree'));
    const copy = { ...workspace, source, isCopy: true, base: commit, temporary };
    await layOut(workspace.checkout, commit, source.top, path.join(temporary, 'index'));
    await carryPreparedFiles(copy, options);
    await mkdir(rootOf(copy), { recursive: true });
    return { root: rootOf(copy), workspace: copy };
  } catch (error) {
    await removeTemporaryFolder(temporary);
    throw error;
  }
}

/** `read-tree -u` fetches all that a partial clone lacks at once; `checkout-index` would ask for each file. */
async function layOut(repository: GitCheckout, commit: string, folder: string, index: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const target = withWorkTree(repository, folder);
  await target.git(['read-tree', '--no-sparse-checkout', '-m', '-u', commit], {
    environment: { GIT_INDEX_FILE: index },
  });
  if (!existsSync(path.join(folder, '.gitmodules'))) return;
  const submodules = (await listFiles(repository, commit)).filter(isSubmodule);
  for (const [number, { path: relative, object }] of submodules.entries()) {
    const place = path.join(repository.top, relative);
    // Where the checkout has no submodules, the run is made without them.
    if (!existsSync(path.join(place, '.git'))) continue;
    const submodule = openRepository(place, repository.defaults);
    await fetchSubmodule(submodule, relative, object);
    await layOut(submodule, object, path.join(folder, relative), `${index}-${number}`);
  }
}

/** With the submodule's own credentials: the token is for the forge of this repository. */
async function fetchSubmodule(submodule: GitCheckout, name: string, commit: string): Promise<void> {
  if (await isThere(submodule, commit)) return;
  const shallow = (await submodule.git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const depth = shallow ? ['--depth=1'] : [];
  await submodule.tryGit(['fetch', '--no-tags', '--no-write-fetch-head', ...depth, 'origin', commit]);
  if (await isThere(submodule, commit)) return;
  throw new FatalError(
    `The branch now has the submodule ${name} at ${commit.slice(0, 7)}, which cannot be fetched here: run this workflow again.`,
  );
}

async function isThere(repository: GitCheckout, commit: string): Promise<boolean> {
  return (await repository.tryGit(['cat-file', '-e', `${commit}^{commit}`], { quiet: true })).exitCode === 0;
}
