import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunEvent } from '../event.js';
import type { FileChange } from '../prepullers/generated-file.js';
import { changedFiles } from '../tools/changed-files.js';
import { firstRelevant } from '../watch.js';
import { findLeftovers, moveTo, refuseHidden, restoreFiles } from './checkout-files.js';
import { commitTree, writeTree } from './commit-tree.js';
import { readAuthorship } from './identity.js';
import type { CommitOptions } from './options.js';
import type { Workspace } from './workspace.js';

/** What is to be published: files of a workspace, for a branch. */
export interface Publication {
  workspace: Workspace;
  changes: readonly FileChange[];
  /** The files that differ from the workspace's base, from the top of the repository. */
  paths: readonly string[];
  /** The base's tree with these files: how the run left them. */
  tree: string;
  branch: string;
  options: PublicationOptions;
  event: RunEvent;
}

export type PublicationOptions = Pick<
  CommitOptions,
  'outputPath' | 'watchPaths' | 'clusterName' | 'commitMessage' | 'token'
>;

export async function preparePublication(request: Omit<Publication, 'paths' | 'tree'>): Promise<Publication> {
  const { workspace, changes, options } = request;
  const { source, base, checkout, temporary } = workspace;
  const withPrefix = (change: FileChange) => source.prefix + change.path;
  await refuseHidden(checkout, changes.filter(({ before }) => before === null).map(withPrefix));
  const leftovers = source === checkout ? await findLeftovers(checkout, options.outputPath) : [];
  const paths = [...new Set([...changes.map(withPrefix), ...leftovers])];
  const tree = paths.length === 0 ? await treeOf(request, base) : await writeTree(source, temporary, base, paths);
  return { ...request, paths, tree };
}

/** Whether the base holds the files already, as git sees them: with its rules for line ends applied. */
export async function isPublished(publication: Publication): Promise<boolean> {
  return publication.tree === (await treeOf(publication, publication.workspace.base));
}

export async function treeOf({ workspace }: Pick<Publication, 'workspace'>, commit: string): Promise<string> {
  return (await workspace.checkout.git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();
}

/**
 * The tree that the run would have made on another tip, or `undefined` if only a new run can tell: something that
 * goes into a run differs there, or a generated file became something else than this run made of it.
 */
export async function treeOn(publication: Publication, tip: string): Promise<string | undefined> {
  const { workspace, paths, tree, options } = publication;
  const { checkout, source, base, temporary, remote } = workspace;
  if (tip === base) return tree;
  const changed = await changedFiles(checkout, base, tip, { environment: remote.environment });
  if (firstRelevant(changed, source.prefix, options)) return undefined;
  const different = new Set((await changedFiles(checkout, tree, tip)).map((file) => file.path));
  const output = `${source.prefix}${options.outputPath}/`;
  if (changed.some((file) => file.path.startsWith(output) && different.has(file.path))) return undefined;
  return await writeTree(source, temporary, tip, paths);
}

export async function commitOn(publication: Publication, tip: string, tree: string): Promise<string> {
  const { workspace, options, event } = publication;
  const authorship = await readAuthorship(workspace.checkout, event.serverUrl);
  return await commitTree(workspace.checkout, workspace.temporary, tree, tip, options.commitMessage, authorship);
}

/** The user's checkout follows to the published commit where that loses nothing; otherwise it is left as it was. */
export async function followTo(publication: Publication, commit: string): Promise<void> {
  const { checkout, source, head, temporary } = publication.workspace;
  const list = path.join(temporary, 'paths');
  await writeFile(list, source === checkout ? publication.paths.join('\0') : '');
  if (!(await moveTo(checkout, head, commit, list))) await restoreCheckout(publication);
}

/** Takes what the run wrote back from the user's checkout, if it wrote there. */
export async function restoreCheckout({
  workspace,
  changes,
}: Pick<Publication, 'workspace' | 'changes'>): Promise<void> {
  if (workspace.source === workspace.checkout) await restoreFiles(workspace.checkout, changes);
}
