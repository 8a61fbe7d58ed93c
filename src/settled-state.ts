import { createHash } from 'node:crypto';
import { listFiles } from './tools/changed-files.js';
import type { GitCheckout } from './tools/repository.js';
import { version } from './version.js';
import { relevance, type WatchOptions } from './watch.js';

/*
 * Nothing is lost between runs: forges cancel runs, or keep only the newest of those that wait, and the run of the push
 * that comes next sees only what that push changed. So a run that has done all its work leaves word of the state of the
 * branch that it ended on, and a push that changed nothing relevant is skipped only if the branch is in that state
 * still. Otherwise a run is missing, whatever became of it, and this one does its work.
 *
 * The word is a ref of its own, outside of branches and tags, whose target is made of nothing but a digest of the files
 * that go into a run and of the generated ones. Why not the other places:
 * - The generated files themselves (what they were made from) change only when images do. After a push that changed a
 *   manifest and no image they would be out of date for ever, or need a commit that changes only this record.
 * - The history (has anything relevant changed since the last generated commit?) is not there in a shallow clone, and
 *   has the same gap.
 * - The forge's list of runs needs rights that the job's token does not have, and differs from forge to forge.
 * Since the target follows from the files alone, one listing of refs answers the question: nothing is fetched, however
 * shallow or partial the clone is. It names no commit, so that it keeps no history alive; whoever writes it last is
 * right, for each of these states is one that leaves nothing to do. A ref that is missing costs one full run.
 *
 * Forgejo lets everyone who may write code push such refs (routers/private/hook_pre_receive.go); GitHub does as well
 * (git-bug and Gerrit keep data in refs of their own). Neither starts a workflow for them.
 */

/** One for each branch and output folder: several clusters may be generated from one repository. */
export function settledRef(branch: string, prefix: string, options: WatchOptions): string {
  const place = JSON.stringify([branch, prefix + options.outputPath]);
  return `refs/prepuller/${createHash('sha256').update(place).digest('hex').slice(0, 32)}`;
}

/** A commit that says in which state the branch is, as git stores it. */
export interface SettledState {
  /** Its name. */
  sha: string;
  /** What stands in it. */
  text: string;
}

/**
 * @param commit Tip of the branch; its trees must be at hand.
 * @throws GitError when they are not.
 */
export async function settledState(
  repository: GitCheckout,
  commit: string,
  options: WatchOptions,
): Promise<SettledState> {
  const isRelevant = relevance(repository.prefix, options);
  const output = `${repository.prefix}${options.outputPath}/`;
  const digest = createHash('sha256').update(`prepuller ${version}\0`);
  for (const file of await listFiles(repository, commit)) {
    if (file.path.startsWith(output) || isRelevant(file)) digest.update(`${file.mode} ${file.object} ${file.path}\0`);
  }
  return asCommit(digest.digest('hex'), commit.length === 64 ? 'sha256' : 'sha1');
}

/** Without parents, files or date, so that its name says the same wherever it is made. */
function asCommit(message: string, algorithm: 'sha1' | 'sha256'): SettledState {
  const name = (type: string, content: string) =>
    createHash(algorithm)
      .update(`${type} ${Buffer.byteLength(content)}\0${content}`)
      .digest('hex');
  const person = 'prepuller <prepuller@localhost> 0 +0000';
  const text = `tree ${name('tree', '')}\nauthor ${person}\ncommitter ${person}\n\nsettled ${message}\n`;
  return { sha: name('commit', text), text };
}
