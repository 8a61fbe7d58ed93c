import { FatalError } from '../problem.js';
import type { GitResult } from '../tools/git.js';
import { pause } from './pause.js';
import { explainRefusal, isTransient } from './refusal.js';
import type { Workspace } from './workspace.js';

const maxTries = 4;

/**
 * Runs a git command that talks to the forge. What may pass by itself is tried again.
 * @throws FatalError when the forge refuses in a way that no further try would change, or cannot be reached.
 */
async function talk(workspace: Workspace, branch: string, args: readonly string[]): Promise<GitResult> {
  const { environment } = workspace.remote;
  for (let attempt = 1; ; attempt++) {
    const result = await workspace.checkout.tryGit(args, { environment });
    if (result.exitCode === 0) return result;
    const words = `${result.stdout}${result.stderr}`;
    const refusal = explainRefusal(words, branch);
    if (refusal !== undefined) throw new FatalError(refusal, words);
    if (!isTransient(words)) return result;
    if (attempt === maxTries) throw new FatalError('The forge cannot be reached.', words);
    await pause(attempt);
  }
}

/** Brings the tips of branches here; those of a shallow clone grow by what is new, and by no more. */
export async function fetchBranches(workspace: Workspace, ...branches: string[]): Promise<void> {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const args = ['fetch', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', workspace.remote.name];
  const result = await talk(workspace, branches.join(', '), [...args, ...refs]);
  if (result.exitCode !== 0) throw new FatalError(`${branches.join(', ')} could not be fetched.`, result.stderr);
}

/** The tips of those of the branches that are there, as the forge has them now. */
export async function remoteTips(workspace: Workspace, ...branches: string[]): Promise<Map<string, string>> {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const result = await talk(workspace, branches.join(', '), ['ls-remote', workspace.remote.name, ...refs]);
  if (result.exitCode !== 0) throw new FatalError('The branches of the forge could not be listed.', result.stderr);
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1).replace('refs/heads/', ''), line.split('\t')[0] ?? '']),
  );
}

/** The newest tip of a branch, with its files. */
export async function fetchTip(workspace: Workspace, branch: string): Promise<string> {
  const tip = (await remoteTips(workspace, branch)).get(branch);
  if (tip === undefined) throw new FatalError(`The branch ${branch} is gone: there is nothing left to commit to.`);
  await fetchBranches(workspace, branch);
  return tip;
}

/**
 * The new commit as the tip of a branch, if its tip is still the expected one; `''` expects no such branch.
 * The lease makes the forge compare and swap: a branch that was deleted is not brought back, and commits of the
 * checkout that are not ours stay there. It forces nothing where the expected tip is the commit's parent.
 * @returns `false` when somebody was faster.
 */
export async function push(workspace: Workspace, commit: string, branch: string, expected: string): Promise<boolean> {
  const lease = `--force-with-lease=refs/heads/${branch}:${expected}`;
  const args = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', lease, workspace.remote.name];
  const refspec = `${commit}:refs/heads/${branch}`;
  const result = await talk(workspace, branch, [...args, refspec]);
  if (result.exitCode === 0) return true;
  if (!/shallow update not allowed/.test(result.stdout)) return false;
  // A server that lacks the history below a shallow clone takes a whole one.
  await talk(workspace, branch, ['fetch', '--unshallow', '--no-tags', '--no-write-fetch-head', workspace.remote.name]);
  return (await talk(workspace, branch, [...args, refspec])).exitCode === 0;
}
