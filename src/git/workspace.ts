import path from 'node:path';
import { FatalError } from '../problem.js';
import { findRemote, type GitCheckout, openRepository, type Remote, withDefaults } from '../tools/repository.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../tools/temporary-folder.js';

/** What a run works with: the user's checkout, and the files that it reads and writes. */
export interface Workspace {
  /** The user's checkout, and the commit that it is on. */
  checkout: GitCheckout;
  head: string;
  /** Where the files are: in the checkout, or in a copy of a commit, without a repository of its own. */
  source: GitCheckout;
  isCopy: boolean;
  /** The commit that the files in `source` are of. */
  base: string;
  /** `undefined` when the repository has none. */
  remote: Remote | undefined;
  /** Folder for indexes, messages and the copy. */
  temporary: string;
  /** How often the run was repeated on a newer tip. */
  reruns: number;
}

/** A workspace whose forge is known: what is committed can be pushed. */
export type PublishingWorkspace = Workspace & { remote: Remote };

/**
 * In a partial clone every command may have to fetch what it reads: all are given the remote's credentials, but the one that asks
 * for HEAD.
 * @throws FatalError when there is no repository, or no commit in it.
 */
export async function openWorkspace(root: string, token: string): Promise<Workspace> {
  const repository = openRepository(root, { silent: true });
  const [remote, head] = await Promise.all([findRemote(repository, token), headOf(repository)]);
  if (head === '') throw new FatalError(`${root} is in a git repository without a commit: check a branch out first.`);
  const checkout = withDefaults(repository, { environment: remote?.environment ?? {} });
  const temporary = createTemporaryFolder();
  return { checkout, head, source: checkout, isCopy: false, base: head, remote, temporary, reruns: 0 };
}

/** Empty where there is no commit. It is looked up by name, so that nothing has to be fetched. */
async function headOf(repository: GitCheckout): Promise<string> {
  return (await repository.tryGit(['rev-parse', '--verify', 'HEAD'])).stdout.trim();
}

/**
 * From here on the commands stand in the log.
 * @throws FatalError when there is no forge to push to.
 */
export function forPublishing(workspace: Workspace | undefined): PublishingWorkspace {
  if (workspace?.remote === undefined) throw new FatalError('The repository has no remote to push to.');
  const { remote, checkout, source } = workspace;
  const audible = { silent: false };
  return { ...workspace, remote, checkout: withDefaults(checkout, audible), source: withDefaults(source, audible) };
}

export async function closeWorkspace(workspace: Workspace): Promise<void> {
  await removeTemporaryFolder(workspace.temporary);
}

/** The folder of a copy that takes the place of the repository's root. */
export function rootOf({ source }: Workspace): string {
  return path.join(source.top, source.prefix);
}
