import type { RunEvent } from '../event.js';
import { type ChangedFile, changedFiles } from '../tools/changed-files.js';
import { GitError } from '../tools/git.js';
import { findRemote, type GitCheckout, openRepository, type Remote } from '../tools/repository.js';
import { firstRelevant } from '../watch.js';
import type { ChangeOptions } from './options.js';

export interface Relevance {
  relevant: boolean;
  /** One line for the log: why there is something to do, or nothing. */
  reason: string;
}

/** Is there anything to do? Decided by git alone, before anything is scanned. */
export async function detectChanges(options: ChangeOptions, event: RunEvent): Promise<Relevance> {
  if (event.name !== 'push') return { relevant: true, reason: `A full run: the event is ${event.name}.` };
  const { before, after = event.sha } = event;
  if (isNone(after)) return { relevant: false, reason: 'Nothing to do: the push deleted the branch.' };
  if (before === undefined || isNone(before)) {
    return { relevant: true, reason: 'A full run: the push has no commit before it to compare with.' };
  }
  const repository = openRepository(options.root);
  const files = await filesOfPush(repository, before, after, options.token);
  if (files === undefined) {
    return { relevant: true, reason: `A full run: the commit ${short(before)} before the push is not to be had.` };
  }
  return judge(files, repository.prefix, options, `${short(before)}..${short(after)}`);
}

function judge(files: readonly ChangedFile[], prefix: string, options: ChangeOptions, range: string): Relevance {
  const file = firstRelevant(files, prefix, options);
  if (file !== undefined) return { relevant: true, reason: `Relevant: ${range} changed ${JSON.stringify(file.path)}.` };
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return { relevant: false, reason: `Nothing to do: ${range} changed ${count}, none of them under watch-paths.` };
}

/** Shallow clones and force pushes lack the commit before: it is fetched, or `undefined` when it is gone. */
async function filesOfPush(
  repository: GitCheckout,
  before: string,
  after: string,
  token: string,
): Promise<ChangedFile[] | undefined> {
  try {
    return await changedFiles(repository, before, after, { quiet: true });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  const remote = await findRemote(repository, token);
  if (remote === undefined || !(await fetchCommits(repository, remote, [before, after]))) return undefined;
  return await changedFiles(repository, before, after, { environment: remote.environment });
}

/** `--depth` would make a whole clone shallow: it is for those that are. */
async function fetchCommits(repository: GitCheckout, remote: Remote, commits: readonly string[]): Promise<boolean> {
  const shallow = (await repository.git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const depth = shallow ? ['--depth=1'] : [];
  const args = ['fetch', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', ...depth, remote.name];
  return (await repository.tryGit([...args, ...commits], { environment: remote.environment })).exitCode === 0;
}

function isNone(commit: string): boolean {
  return /^0+$/.test(commit);
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
