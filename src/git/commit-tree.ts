import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitCheckout } from '../tools/repository.js';
import type { Authorship } from './authorship.js';

/** Far below what the arguments of a process may hold (128 KiB on the strictest systems), at 255 bytes a name. */
const pathsPerCommand = 400;

export interface TreeContent {
  /** The commit whose files it begins with. */
  base: string;
  /** From the top of the repository; those that are not in the work tree are taken out of the tree. */
  paths: readonly string[];
}

/**
 * The tree of a commit with the given files as they now are in the work tree, made in an index of its own: what is
 * staged stays staged, and HEAD and the branch stay where they are. The files pass the filters of .gitattributes, so
 * that line ends are what a later checkout expects.
 * @param temporary Folder for the index.
 */
export async function writeTree(
  repository: GitCheckout,
  temporary: string,
  { base, paths }: TreeContent,
): Promise<string> {
  const environment = { GIT_INDEX_FILE: path.join(temporary, 'index') };
  await repository.git(['read-tree', base], { environment });
  for (let first = 0; first < paths.length; first += pathsPerCommand) {
    const some = paths.slice(first, first + pathsPerCommand);
    await repository.git(['update-index', '--add', '--remove', '--', ...some], { environment });
  }
  // Without it a partial clone would fetch, one by one, files that are none of ours.
  return (await repository.git(['write-tree', '--missing-ok'], { environment })).trim();
}

export interface CommitContent {
  tree: string;
  parent: string;
  message: string;
  authorship: Authorship;
}

/**
 * A commit that no ref points to yet.
 * @param temporary Folder for the message.
 */
export async function commitTree(
  repository: GitCheckout,
  temporary: string,
  { tree, parent, message, authorship }: CommitContent,
): Promise<string> {
  const file = path.join(temporary, 'message');
  await writeFile(file, message);
  const args = ['commit-tree', ...(authorship.signs ? ['-S'] : []), '-p', parent, '-F', file, tree];
  return (await repository.git(args, { environment: authorship.environment })).trim();
}
