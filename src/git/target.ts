import type { RunEvent } from '../event.js';
import { FatalError } from '../problem.js';
import type { CommitOptions } from './options.js';

/**
 * The branch that the event is about, and so the one that the commit is for.
 * @throws FatalError when there is none that may be pushed to: a tag, or a pull request without leave or of a fork.
 */
export function targetBranch(options: Pick<CommitOptions, 'commitToPullRequest'>, event: RunEvent): string {
  if (event.pullRequest !== undefined) return headBranch(event, event.pullRequest, options.commitToPullRequest);
  const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
  if (branch === undefined) {
    const what = event.ref.startsWith('refs/tags/') ? 'is a tag, which a commit cannot be added to' : 'is no branch';
    throw new FatalError(
      `${event.ref} ${what}: run this workflow on branches only, or set commit-changes: false or check: true.`,
    );
  }
  return wellFormed(branch);
}

function headBranch(event: RunEvent, { number, ...head }: NonNullable<RunEvent['pullRequest']>, allowed: boolean) {
  if (!allowed) {
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
  return wellFormed(head.headBranch);
}

/** What git allows in a branch's name, less what a command line or a log could take for something else. */
function wellFormed(branch: string): string {
  const forbidden = /[\p{Cc}\s~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|\/$|\.$|\.lock$/u;
  if (forbidden.test(branch)) throw new FatalError(`The branch ${JSON.stringify(branch)} has a name that git refuses.`);
  return branch;
}
