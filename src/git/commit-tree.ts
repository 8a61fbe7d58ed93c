import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitCheckout } from '../tools/repository.js';
import type { Authorship } from './identity.js';

/** Far below what the arguments of a process may hold (128 KiB on the strictest systems), at 255 bytes a name. */
const pathsPerCommand = 400;

/**
 * The tree of a commit with the given files as they now are in the work tree, made in an index of its own: what is
 * staged stays staged, and HEAD and the branch stay where they are. The files pass the filters of .gitattributes, so
 * that line ends are what a later checkout expects.
 * @param paths From the top of the repository; those that are not there are taken out of the tree.
 */
export async function writeTree(
  repository: GitCheckout,
  temporary: string,
  base: string,
  paths: readonly string[],
): Promise<string> {
  const environment = { GIT_INDEX_FILE: path.join(temporary, 'index') };
  await repository.git(['read-tree', base], { environment });
  for (let first = 0; first < paths.length; first += pathsPerCommand) {
    const some = paths.slice(first, first + pathsPerCommand);
    await repository.git(['update-index', '--add', '--remove', '--', ...some], { environment });
  }
  return (await repository.git(['write-tree'], { environment })).trim();
}

/** A commit that no ref points to yet. */
export async function commitTree(
  repository: GitCheckout,
  temporary: string,
  tree: string,
  parent: string,
  message: string,
  { environment, signs }: Authorship,
): Promise<string> {
  const file = path.join(temporary, 'message');
  await writeFile(file, message);
  const args = ['commit-tree', ...(signs ? ['-S'] : []), '-p', parent, '-F', file, tree];
  return (await repository.git(args, { environment })).trim();
}
