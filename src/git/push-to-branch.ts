import { FatalError } from '../problem.js';
import { pause } from './pause.js';
import {
  commitOn,
  generatedTreeOn,
  isPublished,
  type Overtaken,
  type Publication,
  type Published,
  treeOfCommit,
} from './publication.js';
import { fetchTip, push } from './remote.js';

/** As many as there may be runs that race, and some. */
const maxPushes = 12;

/**
 * Adds one commit with the changes to the branch. If somebody else was faster, the same files are put on the new tip,
 * or, if what they were made of changed there, the run is to be repeated. Nothing is ever forced or merged.
 */
export async function pushToBranch(publication: Publication): Promise<Published | Overtaken> {
  const { branch } = publication;
  const isUnchanged = await isPublished(publication);
  let tip = await expectedTip(publication, isUnchanged);
  for (let attempt = 1; attempt <= maxPushes; attempt++) {
    if (tip === undefined && isUnchanged) return { result: { kind: 'unchanged' }, tip, hasFiles: false };
    if (tip === undefined) throw new FatalError(`The branch ${branch} is gone: there is nothing left to commit to.`);
    const tree = await generatedTreeOn(publication, tip);
    if (tree === undefined) return { overtakenBy: tip };
    if (tree === (await treeOfCommit(publication, tip))) {
      return { result: { kind: 'unchanged' }, tip, hasFiles: publication.paths.length > 0 };
    }
    const sha = await commitOn(publication, tip, tree);
    const seen = await pushOnce(publication, { sha, tip, attempt });
    if (seen === sha) return { result: { kind: 'pushed', sha, branch }, tip: sha, hasFiles: true };
    tip = seen;
  }
  throw new FatalError(`${branch} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}

/** @returns the tip of the branch after it: a push may have arrived although its answer did not. */
async function pushOnce(
  { workspace, branch }: Publication,
  { sha, tip, attempt }: { sha: string; tip: string; attempt: number },
): Promise<string | undefined> {
  if (await push(workspace, { branch, to: sha, from: tip })) return sha;
  await pause(attempt);
  return await fetchTip(workspace, branch);
}

/**
 * The tip that the commit goes on: that of the checkout, until the forge says otherwise. A run that changes nothing has
 * to ask: the checkout may be that of an old run which is run again. So has one on a pull request's default checkout,
 * its merge with the base, on which no branch stands.
 */
async function expectedTip(
  { workspace, event, branch }: Publication,
  isUnchanged: boolean,
): Promise<string | undefined> {
  const isMerge = event.pullRequest !== undefined && workspace.head !== event.pullRequest.headSha;
  const isUnknown = isUnchanged || (isMerge && workspace.reruns === 0);
  return isUnknown ? await fetchTip(workspace, branch) : workspace.base;
}
