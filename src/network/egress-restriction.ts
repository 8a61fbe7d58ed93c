import type { RunEvent } from '../event.js';
import type { EgressRestriction } from './options.js';

/** What starts these has write access, or takes in what somebody with write access has accepted. */
const trustedEvents = new Set([
  'create',
  'merge_group',
  'push',
  'release',
  'repository_dispatch',
  'schedule',
  'workflow_dispatch',
]);

type Occasion = Pick<RunEvent, 'name' | 'pullRequest' | 'repository'>;

/**
 * May a stranger have written what this run reads? Where that cannot be told, the answer is yes: so for
 * `pull_request_target`, `issue_comment` and `workflow_run`, whose checkout may be any commit.
 */
export function restrictsEgress(restriction: EgressRestriction, event: Occasion): boolean {
  if (restriction !== 'auto') return restriction === 'true';
  if (trustedEvents.has(event.name)) return false;
  return event.name !== 'pull_request' || !isFromThisRepository(event);
}

/**
 * A deleted fork has no name. A pull request that was pushed to `refs/for/...` (AGit, on Forgejo) needs no write access;
 * its head is in this repository and is no branch, but `refs/pull/<number>/head`.
 */
function isFromThisRepository({ pullRequest, repository }: Occasion): boolean {
  if (!pullRequest || pullRequest.headBranch.startsWith('refs/')) return false;
  return pullRequest.headRepository.toLowerCase() === repository.toLowerCase();
}
