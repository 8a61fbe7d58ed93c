import type { RunEvent } from '../event.js';
import type { FileChange } from '../prepullers/generated-file.js';
import { FatalError } from '../problem.js';
import { GitError } from '../tools/git.js';
import { openRepository } from '../tools/repository.js';
import { restoreFiles } from './checkout-files.js';
import type { CommitResult, Superseded } from './commit-result.js';
import type { CommitOptions } from './options.js';
import { preparePublication, restoreCheckout } from './publication.js';
import { pushToBranch } from './push-to-branch.js';
import { targetBranch } from './target.js';
import { closeWorkspace, openWorkspace, type Workspace } from './workspace.js';

/**
 * Commits exactly the given changes and publishes them. Never forces the branch, never merges.
 * The user's checkout ends on the pushed commit, or as it was before the run; other work in it is left alone.
 * @param previous Of the run before, if that was superseded.
 * @throws FatalError when nothing could be published, with what to do.
 */
export async function commitChanges(
  changes: readonly FileChange[],
  options: CommitOptions,
  event: RunEvent,
  previous?: Superseded,
): Promise<CommitResult> {
  if (options.check) return { kind: 'unchanged' };
  if (!options.commitChanges) return { kind: 'written' };
  const workspace = previous?.workspace ?? (await openOrRestore(changes, options));
  try {
    const branch = targetBranch(options, event);
    const publication = await explained(preparePublication({ workspace, changes, branch, options, event }));
    const isProposed = options.publish === 'pull-request' && event.pullRequest === undefined;
    if (!isProposed) return await explained(pushToBranch(publication));
    // The text of a pull request takes a YAML parser to write, which the others need not load.
    const { proposeChanges } = await import('./propose-changes.js');
    return await explained(proposeChanges(publication));
  } catch (error) {
    await restoreCheckout({ workspace, changes });
    throw error;
  } finally {
    await closeWorkspace(workspace);
  }
}

/** Without a workspace there is nothing to commit to, and what was written would stay. */
async function openOrRestore(changes: readonly FileChange[], { root, token }: CommitOptions): Promise<Workspace> {
  try {
    return await explained(openWorkspace(root, token));
  } catch (error) {
    await restoreFiles(openRepository(root), changes);
    throw error;
  }
}

/** git's own words are part of the explanation. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof GitError ? new FatalError(`${error.message}.`, error.stderr) : error;
  }
}
