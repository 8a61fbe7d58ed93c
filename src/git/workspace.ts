import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { findRemote, type GitCheckout, openRepository, type Remote, withWorkTree } from '../tools/repository.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../tools/temporary-folder.js';

/** What a run works with: the user's checkout, and the files that it read and wrote. */
export interface Workspace {
  /** The user's checkout, and the commit that it is on. */
  checkout: GitCheckout;
  head: string;
  /** Where the files are: the checkout, or a copy of a newer tip without a repository of its own. */
  source: GitCheckout;
  /** The commit that the files in `source` are of. */
  base: string;
  remote: Remote;
  /** Folder for indexes and messages of this process. */
  temporary: string;
  /** How often the run was repeated on a newer tip. */
  reruns: number;
}

/** @throws FatalError when there is no repository, or none to push to. */
export async function openWorkspace(root: string, token: string): Promise<Workspace> {
  const checkout = openRepository(root);
  const remote = await findRemote(checkout, token);
  if (remote === undefined) throw new FatalError('The repository has no remote to push to.');
  const head = (await checkout.git(['rev-parse', '--verify', 'HEAD'])).trim();
  return { checkout, head, source: checkout, base: head, remote, temporary: createTemporaryFolder(), reruns: 0 };
}

/**
 * A copy of the commit's files to run on again. The user's checkout is not touched: it may hold work of theirs, and
 * this process may end at any time.
 */
export async function workspaceAt(workspace: Workspace, base: string): Promise<Workspace> {
  const temporary = createTemporaryFolder();
  const source = withWorkTree(workspace.checkout, path.join(temporary, 'tree'));
  await mkdir(path.join(source.top, source.prefix), { recursive: true });
  const environment = { GIT_INDEX_FILE: path.join(temporary, 'index') };
  await source.git(['read-tree', base], { environment });
  await source.git(['checkout-index', '--all', '--quiet'], { environment });
  await closeWorkspace(workspace);
  return { ...workspace, source, base, temporary, reruns: workspace.reruns + 1 };
}

export async function closeWorkspace(workspace: Workspace): Promise<void> {
  await removeTemporaryFolder(workspace.temporary);
}
