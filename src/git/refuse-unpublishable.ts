import type { RunEvent } from '../event.js';
import { FatalError } from '../problem.js';
import type { CommitOptions } from './options.js';
import { proposalBranch } from './proposal-branch.js';
import { openPullRequests } from './pull-requests.js';
import { targetBranch } from './target.js';

/**
 * Says what would keep the result from being published, before the work is done.
 * @throws FatalError when there is no branch to commit to, or the forge does not answer as a pull request needs it.
 */
export async function refuseUnpublishable(options: CommitOptions, event: RunEvent): Promise<void> {
  if (options.check || !options.commitChanges) return;
  const base = targetBranch(options, event);
  if (options.publish !== 'pull-request' || event.pullRequest !== undefined) return;
  const head = proposalBranch(options, base);
  if (options.forgeToken === '') {
    throw new FatalError(
      "publish: pull-request needs the input `forge-token`; by default it is the job's own token, which this job does " +
        'not have. Give one that may write pull requests.',
    );
  }
  const forge = await openPullRequests(options.forgeToken, event);
  await forge.findOpen({ head, base });
}
