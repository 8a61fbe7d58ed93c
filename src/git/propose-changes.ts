import { FatalError } from '../problem.js';
import type { CommitResult } from './commit-result.js';
import { pause } from './pause.js';
import { commitOn, type Publication, restoreCheckout, treeOf, treeOn } from './publication.js';
import { describeImages } from './pull-request-text.js';
import { openPullRequests, type PullRequestContent, type PullRequests } from './pull-requests.js';
import { fetchBranches, push, remoteTips } from './remote.js';
import { supersede } from './supersede.js';

const maxPushes = 5;

/**
 * Keeps one pull request open with the changes: one commit on a branch of our own, which is made anew on the tip of
 * the branch that it is for. With nothing left to change the pull request is closed and its branch removed.
 */
export async function proposeChanges(publication: Publication): Promise<CommitResult> {
  const { workspace, branch: base, options } = publication;
  refuseWithoutToken(options.token);
  const head = headOf(options.clusterName, base);
  for (let attempt = 1; attempt <= maxPushes; attempt++) {
    const tips = await remoteTips(workspace, base, head);
    const tip = tips.get(base);
    if (tip === undefined) throw new FatalError(`The branch ${base} is gone: there is nothing left to propose to.`);
    await fetchBranches(workspace, ...tips.keys());
    const tree = await treeOn(publication, tip);
    if (tree === undefined) return await supersede(publication, tip);

    const current = tips.get(head) ?? '';
    const isWanted = tree !== (await treeOf(publication, tip));
    const sha = isWanted ? await proposal(publication, tip, tree, current) : '';
    if (sha === current || (await push(workspace, sha, head, current))) {
      const result = await tellForge(publication, head, sha, current);
      await restoreCheckout(publication);
      return result;
    }
    await pause(attempt);
  }
  throw new FatalError(`${head} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}

/** Without the slashes of a cluster's name: git cannot have the branches `production` and `production/01` beside each other. */
function headOf(clusterName: string, base: string): string {
  return `prepuller/${clusterName.replaceAll('/', '-') || base}`;
}

function refuseWithoutToken(token: string): void {
  if (token !== '') return;
  throw new FatalError(
    'publish: pull-request needs the input `token`, for instance `${{ github.token }}` with the permissions ' +
      '`contents: write` and `pull-requests: write`.',
  );
}

/** The commit that is to be on the branch: the one that is there, if it is the same but for its date. */
async function proposal(publication: Publication, tip: string, tree: string, current: string): Promise<string> {
  if (current !== '') {
    // Raw, for in a shallow clone git pretends that the commit has no parent.
    const { stdout } = await publication.workspace.checkout.tryGit(['cat-file', 'commit', current]);
    if (stdout.startsWith(`tree ${tree}\nparent ${tip}\nauthor `)) return current;
  }
  return await commitOn(publication, tip, tree);
}

async function tellForge(publication: Publication, head: string, sha: string, current: string): Promise<CommitResult> {
  const { branch: base, changes, options, event } = publication;
  // Without a branch there is no pull request to close.
  if (sha === '' && current === '') return { kind: 'unchanged' };
  const forge = await openPullRequests(options.token, event);
  const number = await forge.find(head, base);
  if (sha === '') return await withdraw(forge, number);
  const content = { title: options.commitMessage.split('\n')[0] ?? '', body: describeImages(changes, base) };
  const url = number === undefined ? await openOne(forge, head, base, content) : await forge.update(number, content);
  return { kind: 'pull-request', sha, branch: head, url };
}

/** Another run may have opened it in between. */
async function openOne(forge: PullRequests, head: string, base: string, content: PullRequestContent): Promise<string> {
  try {
    return await forge.open(head, base, content);
  } catch (error) {
    const number = await forge.find(head, base);
    if (number === undefined) throw error;
    return await forge.update(number, content);
  }
}

async function withdraw(forge: PullRequests, number: number | undefined): Promise<CommitResult> {
  if (number !== undefined) await forge.close(number);
  return { kind: 'unchanged' };
}
