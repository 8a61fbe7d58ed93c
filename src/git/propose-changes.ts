import { FatalError } from '../problem.js';
import type { PublishedResult, PullRequestPlace } from './commit-result.js';
import { pause } from './pause.js';
import { proposalBranch } from './proposal-branch.js';
import {
  commitOn,
  generatedTreeOn,
  type Overtaken,
  type Publication,
  type Published,
  treeOfCommit,
} from './publication.js';
import {
  composeText,
  contentOf,
  describeProposal,
  reviseText,
  type Wanted,
  withoutContent,
} from './pull-request-text.js';
import { type Branches, type ForgePullRequest, openPullRequests, type PullRequests } from './pull-requests.js';
import { fetchBranches, push, remoteTips } from './remote.js';

const maxPushes = 5;

/** What is proposed on which tips. */
interface Proposal {
  publication: Publication;
  forge: PullRequests;
  branches: Branches;
  /** Tip of the base. */
  tip: string;
  /** What the base is to become. */
  tree: string;
  /** Tip of the head; `undefined` when there is no such branch. */
  current: string | undefined;
}

/**
 * Keeps one pull request open with the changes: one commit on a branch of our own, which is made anew on the tip of
 * the branch that it is for. With nothing left to change the pull request is closed and its branch removed, also after
 * a merge where the forge does not do so.
 */
export async function proposeChanges(publication: Publication): Promise<Published | Overtaken> {
  const { workspace, branch: base, options, event } = publication;
  const head = proposalBranch(options, base);
  const forge = await openPullRequests(options.forgeToken, event);
  for (let attempt = 1; attempt <= maxPushes; attempt++) {
    const tips = await remoteTips(workspace, base, head);
    const tip = tips.get(base);
    if (tip === undefined) throw new FatalError(`The branch ${base} is gone: there is nothing left to propose to.`);
    await fetchBranches(workspace, ...tips.keys());
    const tree = await generatedTreeOn(publication, tip);
    if (tree === undefined) return { overtakenBy: tip };
    const proposal = { publication, forge, branches: { head, base }, tip, tree, current: tips.get(head) };
    const isWanted = tree !== (await treeOfCommit(publication, tip));
    const result = await (isWanted ? propose(proposal) : withdraw(proposal));
    if (result !== undefined) return { result, tip, hasFiles: false };
    await pause(attempt);
  }
  throw new FatalError(`${head} moved ${maxPushes} times while the commit was pushed: run this workflow again.`);
}

/** @returns `undefined` when the branch moved meanwhile. */
async function propose(proposal: Proposal): Promise<PublishedResult | undefined> {
  const { publication, forge, branches, current } = proposal;
  const wanted = await wantedText(proposal);
  const open = await forge.findOpen(branches);
  const declined = open ? undefined : await findDeclined(proposal, wanted.content);
  const known = { kind: 'pull-request', branch: branches.head } as const;
  if (declined) return { ...known, state: 'declined', pullRequest: placeOf(declined) };
  const sha = await commitOfProposal(proposal);
  const isNew = sha !== current;
  if (isNew && !(await push(publication.workspace, { branch: branches.head, to: sha, from: current })))
    return undefined;
  const pushed = isNew ? { sha } : {};
  if (open === undefined) {
    const opened = await openOne(forge, branches, wanted);
    const notices = await label(forge, opened, publication.options.labels);
    return { ...known, ...pushed, state: 'opened', pullRequest: placeOf(opened), ...(notices[0] && { notices }) };
  }
  const isRevised = await revise(forge, open, wanted);
  return { ...known, ...pushed, state: isNew || isRevised ? 'updated' : 'unchanged', pullRequest: placeOf(open) };
}

async function wantedText({ publication, branches, tree }: Proposal): Promise<Wanted> {
  const { options, describe, workspace } = publication;
  const folder = `${tree}:${workspace.checkout.prefix}${options.outputPath}`;
  const { stdout } = await workspace.checkout.tryGit(['rev-parse', '--verify', '--quiet', folder], { quiet: true });
  return {
    title: options.title || (options.commitMessage.split('\n')[0] ?? ''),
    section: (mostCharacters) => describeProposal(describe(mostCharacters - 1_000), branches.base),
    content: stdout.trim() || 'none',
  };
}

/** A person closed it, and would see the same again. */
async function findDeclined({ forge, branches }: Proposal, content: string): Promise<ForgePullRequest | undefined> {
  const last = await forge.findLastClosed(branches);
  return last !== undefined && contentOf(last) === content ? last : undefined;
}

/** The commit that is to be on the branch: the one that is there, if it is the same but for its date. */
async function commitOfProposal({ publication, tip, tree, current }: Proposal): Promise<string> {
  if (current !== undefined) {
    // Raw, for in a shallow clone git pretends that the commit has no parent.
    const { stdout } = await publication.workspace.checkout.tryGit(['cat-file', 'commit', current]);
    if (stdout.startsWith(`tree ${tree}\nparent ${tip}\nauthor `)) return current;
  }
  return await commitOn(publication, tip, tree);
}

/** Another run may have opened it in between. */
async function openOne(forge: PullRequests, branches: Branches, wanted: Wanted): Promise<ForgePullRequest> {
  try {
    return await forge.open(branches, composeText(wanted));
  } catch (error) {
    const open = await forge.findOpen(branches);
    if (open === undefined) throw error;
    await revise(forge, open, wanted);
    return open;
  }
}

async function revise(forge: PullRequests, open: ForgePullRequest, wanted: Wanted): Promise<boolean> {
  const change = reviseText(open, wanted);
  if (Object.keys(change).length === 0) return false;
  await forge.update(open.number, change);
  return true;
}

/** Labels are for people: a forge that does not know one keeps the pull request all the same. */
async function label(forge: PullRequests, { number }: ForgePullRequest, labels: readonly string[]): Promise<string[]> {
  if (labels.length === 0) return [];
  try {
    await forge.addLabels(number, labels);
    return [];
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    return [`The pull request has no labels. ${error.message} ${error.detail ?? ''}`];
  }
}

/** @returns `undefined` when the branch moved meanwhile. */
async function withdraw({ publication, forge, branches, current }: Proposal): Promise<PublishedResult | undefined> {
  // Without a branch there is no pull request to close.
  if (current === undefined) return { kind: 'unchanged' };
  const open = await forge.findOpen(branches);
  if (open) await forge.update(open.number, { state: 'closed', body: withoutContent(open) });
  const isRemoved = await push(publication.workspace, { branch: branches.head, to: undefined, from: current });
  if (!isRemoved) return undefined;
  return { kind: 'withdrawn', branch: branches.head, ...(open && { pullRequest: placeOf(open) }) };
}

function placeOf({ number, url }: ForgePullRequest): PullRequestPlace {
  return { number, url };
}
