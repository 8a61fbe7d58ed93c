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
  // The forge is asked meanwhile, for its answer takes longer than all else here; whether it counts is seen later.
  const settlement = settlementOf(repository, options, event);
  settlement.catch(() => {});
  const files = await filesOfPush(repository, before, after, options.token);
  if (files === undefined) {
    return { relevant: true, reason: `A full run: the commit ${short(before)} before the push is not to be had.` };
  }
  const relevance = judge(files, repository.prefix, options, `${short(before)}..${short(after)}`);
  if (relevance.relevant || (await isSettled(await settlement, after, options))) return relevance;
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

/** What the forge says of a branch and of the word that runs leave of it. */
interface Settlement {
  /** Git as it is run with the forge's credentials. */
  forge: GitCheckout;
  remote: Remote;
  /** The branch's own commit. */
  tip: string | undefined;
  /** The state that an earlier run has left word of (see `settled-state.ts`). */
  settled: string | undefined;
}

/** `unasked` where no run of this workflow leaves word, `unanswered` where the forge cannot be asked. */
async function settlementOf(
  repository: GitCheckout,
  options: ChangeOptions,
  event: RunEvent,
): Promise<Settlement | 'unasked' | 'unanswered'> {
  const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
  if (branch === undefined || options.check || !options.commitChanges) return 'unasked';
  const remote = await findRemote(repository, options.token);
  if (remote === undefined) return 'unasked';
  const forge = withDefaults(repository, { environment: remote.environment });
  const ref = settledRef(branch, repository.prefix, options);
  const listing = await forge.tryGit(['ls-remote', remote.name, `refs/heads/${branch}`, ref]);
  if (listing.exitCode !== 0) return 'unanswered';
  const refs = new Map(listing.stdout.split('\n').map((line) => line.split('\t').reverse() as [string, string]));
  return { forge, remote, tip: refs.get(`refs/heads/${branch}`), settled: refs.get(ref) };
}

/** Whether the branch is in the state that an earlier run has left word of, or no run of this workflow ever leaves it in one. */
async function isSettled(
  settlement: Settlement | 'unasked' | 'unanswered',
  after: string,
  options: ChangeOptions,
): Promise<boolean> {
  if (settlement === 'unasked') return true;
  if (settlement === 'unanswered') return false;
  const { forge, remote, tip, settled } = settlement;
  // This may be the run of an old push that is run again: it is the tip that counts.
  if (tip === undefined) return true;
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
