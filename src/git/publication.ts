import type { RunEvent } from '../event.js';
import type { FileChange } from '../prepullers/contract.js';
import { changedFiles } from '../tools/changed-files.js';
import { firstRelevant } from '../watch.js';
import { readAuthorship } from './authorship.js';
import type { PublishedResult } from './commit-result.js';
import { commitTree, writeTree } from './commit-tree.js';
import { refuseHidden } from './hidden-paths.js';
import { findLeftovers } from './leftovers.js';
import type { CommitOptions } from './options.js';
import type { PublishingWorkspace } from './workspace.js';

/** What is to be published: files of a workspace, for a branch. */
export interface Publication {
  workspace: PublishingWorkspace;
  changes: readonly FileChange[];
  /** What they mean, in Markdown of at most so many characters, for a pull request. */
  describe: (mostCharacters: number) => string;
  /** The files that differ from the workspace's base, from the top of the repository. */
  paths: readonly string[];
  /** The base's tree with these files: how the run left them. */
  tree: string;
  branch: string;
  options: CommitOptions;
  event: RunEvent;
}

/** How publishing ended. */
export interface Published {
  result: PublishedResult;
  /** The tip of the branch, on which nothing is left to do now; `undefined` when the branch is gone. */
  tip: string | undefined;
  /** The tip has the run's files, so that the checkout may go there. */
  hasFiles: boolean;
}

/** What the run was made of is not what the branch holds by now. */
export interface Overtaken {
  /** Tip of the branch. */
  overtakenBy: string;
}

export async function preparePublication(request: Omit<Publication, 'paths' | 'tree'>): Promise<Publication> {
  const { workspace, changes, options } = request;
  const { source, base, checkout, temporary, isCopy } = workspace;
  const withPrefix = (change: FileChange) => source.prefix + change.path;
  await refuseHidden(checkout, changes.filter(({ before }) => before === null).map(withPrefix));
  const leftovers = isCopy ? [] : await findLeftovers(checkout, options.outputPath);
  const paths = [...new Set([...changes.map(withPrefix), ...leftovers])];
  const tree =
    paths.length === 0 ? await treeOfCommit(request, base) : await writeTree(source, temporary, { base, paths });
  return { ...request, paths, tree };
}

/** Whether the base holds the files already, as git sees them: with its rules for line ends applied. */
export async function isPublished(publication: Publication): Promise<boolean> {
  return publication.tree === (await treeOfCommit(publication, publication.workspace.base));
}

export async function treeOfCommit({ workspace }: Pick<Publication, 'workspace'>, commit: string): Promise<string> {
  return (await workspace.checkout.git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();
}

/**
 * The tree that the run would have made on another tip, or `undefined` if only a new run can tell: something that
 * goes into a run differs there, or a generated file became something else than this run made of it.
 */
export async function generatedTreeOn(publication: Publication, tip: string): Promise<string | undefined> {
  const { workspace, paths, tree, options } = publication;
  const { checkout, source, base, temporary } = workspace;
  if (tip === base) return tree;
  const changed = await changedFiles(checkout, base, tip);
  if (firstRelevant(changed, source.prefix, options)) return undefined;
  const different = new Set((await changedFiles(checkout, tree, tip)).map((file) => file.path));
  const output = `${source.prefix}${options.outputPath}/`;
  if (changed.some((file) => file.path.startsWith(output) && different.has(file.path))) return undefined;
  return await writeTree(source, temporary, { base: tip, paths });
}

export async function commitOn(publication: Publication, parent: string, tree: string): Promise<string> {
  const { workspace, options, event } = publication;
  const authorship = await readAuthorship(workspace.checkout, event.serverUrl);
  const content = { tree, parent, message: options.commitMessage, authorship };
  return await commitTree(workspace.checkout, workspace.temporary, content);
}
