import type { PullRequest, RunEvent } from '../event.js';
import { FatalError } from '../problem.js';
import type { CommitOptions } from './options.js';

/** GitHub's merge queue: https://docs.github.com/actions/reference/events-that-trigger-workflows#merge_group */
const queue = /^refs\/heads\/gh-readonly-queue\//;

/**
 * The branch that the event is about, and so the one that the commit is for.
 * @throws FatalError when there is none that may be pushed to: a tag, a branch of a merge queue, or a pull request
 * without leave or of a fork.
 */
export function targetBranch(options: Pick<CommitOptions, 'commitToPullRequest'>, event: RunEvent): string {
  if (event.pullRequest !== undefined) return headBranch(event, event.pullRequest, options.commitToPullRequest);
  if (event.name === 'merge_group' || queue.test(event.ref)) {
    throw new FatalError(
      'A branch of a merge queue is never pushed to: set check: true for this event, as in ' +
        "`check: ${{ github.event_name == 'merge_group' }}`.",
    );
  }
  const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
  if (branch === undefined) throw new FatalError(noBranch(event));
  return wellFormed(branch);
}

function noBranch({ name, ref }: RunEvent): string {
  const what = ref.startsWith('refs/tags/') ? 'is a tag, which a commit cannot be added to' : 'is no branch';
  const remedy =
    name === 'release'
      ? 'start this workflow on pushes to a branch, not on releases'
      : 'run this workflow on branches only';
  return `${ref} ${what}: ${remedy}, or set commit-changes: false or check: true.`;
}

function headBranch(event: RunEvent, { number, ...head }: PullRequest, isAllowed: boolean): string {
  if (!isAllowed) {
    throw new FatalError(
      `Pull request #${number} is not committed to: set check: true to compare only, or commit-to-pull-request: true.`,
    );
  }
  if (head.headRepository !== event.repository) {
    throw new FatalError(
      `Pull request #${number} comes from ${head.headRepository || 'a fork that was deleted'}, and a fork is never pushed to: ` +
        'set check: true for pull requests of forks.',
    );
  }
  // AGit, on Forgejo: it needs no write access, and its head is `refs/pull/<number>/head` of this repository.
  if (head.headBranch.startsWith('refs/')) {
    throw new FatalError(
      `Pull request #${number} was pushed to refs/for/..., so it has no branch to commit to: set check: true for such ones.`,
    );
  }
  return wellFormed(head.headBranch);
}

/** What git allows in a branch's name, less what a command line or a log could take for something else. */
function wellFormed(branch: string): string {
  const forbidden = /[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|\/$|\.$|\.lock$/u;
  if (forbidden.test(branch)) throw new FatalError(`The branch ${JSON.stringify(branch)} has a name that git refuses.`);
  return branch;
}
