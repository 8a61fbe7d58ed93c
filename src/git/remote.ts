import { FatalError } from '../problem.js';
import type { GitResult } from '../tools/git.js';
import { pause } from './pause.js';
import { explainRefusal, isRace, isTransient } from './refusal.js';
import type { PublishingWorkspace } from './workspace.js';

const maxTries = 4;

/**
 * Runs a git command that goes to the forge. What may pass by itself is tried again.
 * @param branch What the command is about, for the explanation.
 * @throws FatalError when the forge refuses in a way that no further try would change, or cannot be reached.
 */
async function runAtForge(
  { checkout, remote }: PublishingWorkspace,
  branch: string,
  args: readonly string[],
): Promise<GitResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await checkout.tryGit(args);
    if (result.exitCode === 0) return result;
    const words = `${result.stdout}${result.stderr}`;
    const refusal = explainRefusal({ words, branch, rewrittenBy: remote.rewrittenBy });
    if (refusal !== undefined) throw new FatalError(refusal, words);
    if (!isTransient(words)) return result;
    if (attempt === maxTries) throw new FatalError('The forge cannot be reached.', words);
    await pause(attempt);
  }
}

/** Brings the tips of branches here; those of a shallow clone grow by what is new, and by no more. */
export async function fetchBranches(workspace: PublishingWorkspace, ...branches: string[]): Promise<void> {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const args = ['fetch', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', workspace.remote.name];
  const result = await runAtForge(workspace, branches.join(', '), [...args, ...refs]);
  if (result.exitCode !== 0) throw new FatalError(`${branches.join(', ')} could not be fetched.`, result.stderr);
}

/** The tips of those of the branches that are there, as the forge has them now. */
export async function remoteTips(workspace: PublishingWorkspace, ...branches: string[]): Promise<Map<string, string>> {
  const refs = branches.map((branch) => `refs/heads/${branch}`);
  const result = await runAtForge(workspace, branches.join(', '), ['ls-remote', workspace.remote.name, ...refs]);
  if (result.exitCode !== 0) throw new FatalError('The branches of the forge could not be listed.', result.stderr);
  // A pattern matches the end of a name: `x/refs/heads/main` as well.
  const lines = result.stdout.split('\n').map((line) => line.split('\t'));
  return new Map(
    lines.flatMap(([tip = '', ref = '']) => (refs.includes(ref) ? [[ref.slice('refs/heads/'.length), tip]] : [])),
  );
}

/** The newest tip of a branch, with its files; `undefined` when the branch is gone. */
export async function fetchTip(workspace: PublishingWorkspace, branch: string): Promise<string | undefined> {
  const tip = (await remoteTips(workspace, branch)).get(branch);
  if (tip !== undefined && tip !== workspace.base) await fetchBranches(workspace, branch);
  return tip;
}

export interface BranchUpdate {
  branch: string;
  /** Its new tip; `undefined` deletes it. */
  to: string | undefined;
  /** The tip that it must have now; `undefined` expects no such branch. */
  from: string | undefined;
}

/**
 * Moves a branch of the forge, if its tip is still the expected one.
 * The lease makes the forge compare and swap: a branch that was deleted is not brought back, and commits of the
 * checkout that are not ours stay there. It forces nothing where the expected tip is the commit's parent.
 * @returns `false` when somebody was faster.
 */
export async function push(workspace: PublishingWorkspace, { branch, to, from }: BranchUpdate): Promise<boolean> {
  const lease = `--force-with-lease=refs/heads/${branch}:${from ?? ''}`;
  const args = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', lease, workspace.remote.name];
  const refspec = `${to ?? ''}:refs/heads/${branch}`;
  const result = await runAtForge(workspace, branch, [...args, refspec]);
  if (result.exitCode === 0) return true;
  if (!/shallow update not allowed/.test(result.stdout)) return false;
  // A server that lacks the history below a shallow clone takes a whole one.
  const deepen = ['fetch', '--unshallow', '--no-tags', '--no-write-fetch-head', workspace.remote.name];
  await runAtForge(workspace, branch, deepen);
  return (await runAtForge(workspace, branch, [...args, refspec])).exitCode === 0;
}

/**
 * Sets a ref that is no branch, whatever it was. Where another run sets it at the same moment, either may win.
 * @throws FatalError when the forge refuses.
 */
export async function setRef(workspace: PublishingWorkspace, ref: string, commit: string): Promise<void> {
  const args = ['push', '--porcelain', '--no-follow-tags', '--no-verify', workspace.remote.name];
  const { exitCode, stdout, stderr } = await runAtForge(workspace, ref, [...args, `+${commit}:${ref}`]);
  const words = `${stdout}${stderr}`;
  if (exitCode !== 0 && !isRace(words)) throw new FatalError('The push fails.', words);
}
