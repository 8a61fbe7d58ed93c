import type { RunEvent } from '../event.js';
import type { FileChange } from '../prepullers/contract.js';
import { FatalError } from '../problem.js';
import { GitError } from '../tools/git.js';
import type { CommitResult, RunSource, Superseded } from './commit-result.js';
import { followTo, restoreCheckout } from './leave-checkout.js';
import type { CommitOptions } from './options.js';
import { type Overtaken, type Publication, type Published, preparePublication } from './publication.js';
import { pushToBranch } from './push-to-branch.js';
import { settle } from './settle.js';
import { supersede } from './supersede.js';
import { targetBranch } from './target.js';
import { closeWorkspace, forPublishing } from './workspace.js';

/** What a run made of its source. */
export interface Generated {
  changes: readonly FileChange[];
  /** What they mean, in Markdown of at most so many characters, for a pull request. */
  describe: (mostCharacters: number) => string;
  /** `false` when something failed that another run of the same files may do. */
  isComplete: boolean;
}

/**
 * Commits exactly the given changes and publishes them. Never forces the branch, never merges.
 * The user's checkout ends on the pushed commit, or as it was before the run; other work in it is left alone.
 * @param source That the changes were made in; it is closed.
 * @throws FatalError when nothing could be published, with what to do.
 */
export async function commitChanges(
  generated: Generated,
  options: CommitOptions,
  event: RunEvent,
  source: RunSource,
): Promise<CommitResult | Superseded> {
  try {
    if (options.check) return { kind: 'checked' };
    if (!options.commitChanges) return { kind: 'written' };
    return await explained(publish(generated, options, event, source));
  } finally {
    if (source.workspace !== undefined) await closeWorkspace(source.workspace);
  }
}

/** The one place that says what becomes of the checkout. */
async function publish(
  { changes, describe, isComplete }: Generated,
  options: CommitOptions,
  event: RunEvent,
  source: RunSource,
): Promise<CommitResult | Superseded> {
  let hasFollowed = false;
  try {
    const workspace = forPublishing(source.workspace);
    const branch = targetBranch(options, event);
    const publication = await preparePublication({ workspace, changes, describe, branch, options, event });
    const published = await publishOn(publication);
    if ('overtakenBy' in published) return await supersede(publication, published.overtakenBy);
    if (published.hasFiles && published.tip !== undefined) {
      hasFollowed = true;
      await followTo(publication, published.tip);
    }
    return isComplete ? await settle(publication, published) : published.result;
  } finally {
    if (!hasFollowed && source.workspace !== undefined) await restoreCheckout(source.workspace, changes);
  }
}

async function publishOn(publication: Publication): Promise<Published | Overtaken> {
  const { options, event } = publication;
  const isProposed = options.publish === 'pull-request' && event.pullRequest === undefined;
  if (!isProposed) return await pushToBranch(publication);
  // Most runs open no pull request, and do without a YAML parser here.
  const { proposeChanges } = await import('./propose-changes.js');
  return await proposeChanges(publication);
}

/** git's own words are part of the explanation. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof GitError ? new FatalError(`${error.message}.`, error.stderr) : error;
  }
}
