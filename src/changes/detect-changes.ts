import type { RunEvent } from '../event.js';
import { settledRef, settledState } from '../settled-state.js';
import { type ChangedFile, changedFiles } from '../tools/changed-files.js';
import { GitError } from '../tools/git.js';
import { findRemote, type GitCheckout, openRepository, type Remote, withDefaults } from '../tools/repository.js';
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
  const repository = openRepository(options.root, { silent: true });
  const files = await filesOfPush(repository, before, after, options.token);
  if (files === undefined) {
    return { relevant: true, reason: `A full run: the commit ${short(before)} before the push is not to be had.` };
  }
  const relevance = judge(files, repository.prefix, options, `${short(before)}..${short(after)}`);
  if (relevance.relevant || (await isSettled(repository, after, options, event))) return relevance;
  return {
    relevant: true,
    reason:
      'A full run: this push changed nothing relevant, but no run has yet done its work on the files as they are now ' +
      '(the first run, or one before this was cancelled, overtaken or failed).',
  };
}

function judge(files: readonly ChangedFile[], prefix: string, options: ChangeOptions, range: string): Relevance {
  const file = firstRelevant(files, prefix, options);
  if (file !== undefined) return { relevant: true, reason: `Relevant: ${range} changed ${JSON.stringify(file.path)}.` };
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return { relevant: false, reason: `Nothing to do: ${range} changed ${count}, none of them under watch-paths.` };
}

/**
 * Whether the branch is in the state that an earlier run has left word of (see `settled-state.ts`), or no run of this
 * workflow ever leaves it in one.
 */
async function isSettled(
  repository: GitCheckout,
  after: string,
  options: ChangeOptions,
  event: RunEvent,
): Promise<boolean> {
  const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
  if (branch === undefined || options.check || !options.commitChanges) return true;
  const remote = await findRemote(repository, options.token);
  if (remote === undefined) return true;
  const forge = withDefaults(repository, { environment: remote.environment });
  const ref = settledRef(branch, repository.prefix, options);
  const listing = await forge.tryGit(['ls-remote', remote.name, `refs/heads/${branch}`, ref]);
  if (listing.exitCode !== 0) return false;
  const refs = new Map(listing.stdout.split('\n').map((line) => line.split('\t').reverse() as [string, string]));
  // This may be the run of an old push that is run again: it is the tip that counts.
  const tip = refs.get(`refs/heads/${branch}`);
  if (tip === undefined) return true;
  const settled = refs.get(ref);
  if (settled === undefined) return false;
  if (tip !== after && !(await fetchCommits(forge, remote, [tip]))) return false;
  return settled === (await settledState(forge, tip, options)).sha;
}

/** Shallow clones and force pushes lack the commit before: it is fetched, or `undefined` when it is gone. */
async function filesOfPush(
  repository: GitCheckout,
  before: string,
  after: string,
  token: string,
): Promise<ChangedFile[] | undefined> {
  try {
    return await changedFiles(repository, before, after);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  const remote = await findRemote(repository, token);
  if (remote === undefined) return undefined;
  const forge = withDefaults(repository, { environment: remote.environment });
  return (await fetchCommits(forge, remote, [before, after])) ? await changedFiles(forge, before, after) : undefined;
}

/** `--depth` would make a whole clone shallow: it is for those that are. */
async function fetchCommits(repository: GitCheckout, remote: Remote, commits: readonly string[]): Promise<boolean> {
  const shallow = (await repository.git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const depth = shallow ? ['--depth=1'] : [];
  const args = ['fetch', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', ...depth, remote.name];
  return (await repository.tryGit([...args, ...commits])).exitCode === 0;
}

function isNone(commit: string): boolean {
  return /^0+$/.test(commit);
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
