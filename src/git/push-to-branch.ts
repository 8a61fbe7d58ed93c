import { FatalError } from '../problem.js';
import type { CommitResult } from './commit-result.js';
import { pause } from './pause.js';
import { commitOn, followTo, isPublished, type Publication, treeOf, treeOn } from './publication.js';
import { fetchTip, push } from './remote.js';
import { supersede } from './supersede.js';

/** As many as there may be runs that race, and some. */
const maxPushes = 12;

/**
 * Adds one commit with the changes to the branch. If somebody else was faster, the same files are put on the new tip,
 * or, if what they were made of changed there, the run is to be repeated. Nothing is ever forced or merged.
 */
export async function pushToBranch(publication: Publication): Promise<CommitResult> {
  if (await isPublished(publication)) return { kind: 'unchanged' };
  const { workspace, branch } = publication;
  let tip = await expectedTip(publication);
  for (let attempt = 1; attempt <= maxPushes; attempt++) {
    const tree = await treeOn(publication, tip);
    if (tree === undefined) return await supersede(publication, tip);
    if (tip !== workspace.base && tree === (await treeOf(publication, tip)))
      return await publishedByAnother(publication, tip);
    const sha = await commitOn(publication, tip, tree);
    if (await push(workspace, sha, branch, tip)) return await published(publication, sha);
    await pause(attempt);
    const seen = await fetchTip(workspace, branch);
    // The push may have arrived although its answer did not.
    if (seen === sha) return await published(publication, sha);
    tip = seen;
  }
  throw new FatalError(`${branch} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}

/** A pull request's default checkout is its merge with the base, on which no branch stands. */
async function expectedTip({ workspace, event, branch }: Publication): Promise<string> {
  const isMerge = event.pullRequest !== undefined && workspace.head !== event.pullRequest.headSha;
  return isMerge && workspace.reruns === 0 ? await fetchTip(workspace, branch) : workspace.base;
}

async function published(publication: Publication, sha: string): Promise<CommitResult> {
  await followTo(publication, sha);
  return { kind: 'pushed', sha, branch: publication.branch };
}

async function publishedByAnother(publication: Publication, tip: string): Promise<CommitResult> {
  await followTo(publication, tip);
  return { kind: 'unchanged' };
}
