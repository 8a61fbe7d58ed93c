import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { openRepository } from './repository.js';

/**
 * Files of the commit that a sparse checkout has left out, relative to the root, with `/`. Git is asked only where there is
 * such a checkout.
 */
export async function filesNotCheckedOut(root: string): Promise<string[]> {
  const folder = gitFolder(path.resolve(root));
  if (folder === undefined || !existsSync(path.join(folder, 'info', 'sparse-checkout'))) return [];
  const { git, prefix } = openRepository(root, { silent: true });
  const listed = await git(['ls-files', '-t', '-z', '--', prefix === '' ? '.' : prefix]);
  return listed
    .split('\0')
    .filter((entry) => entry.startsWith('S '))
    .map((entry) => entry.slice(2 + prefix.length));
}

/** Of a work tree beside the main one, `.git` is a file that says where its own is. */
function gitFolder(folder: string): string | undefined {
  const git = path.join(folder, '.git');
  if (!existsSync(git)) return folder === path.dirname(folder) ? undefined : gitFolder(path.dirname(folder));
  if (statSync(git).isDirectory()) return git;
  const [, elsewhere] = /^gitdir: (.*)$/m.exec(readFileSync(git, 'utf8')) ?? [];
  return elsewhere === undefined ? undefined : path.resolve(folder, elsewhere);
}
