import type { CheckoutOptions, GitCheckout } from './repository.js';

export interface ChangedFile {
  /** From the top of the repository, with `/`. */
  path: string;
  /** Before or after the change it is no file, but leads elsewhere: a symbolic link or a submodule. */
  leadsElsewhere: boolean;
}

/**
 * What differs between two commits: any file name, a rename as a deletion and an addition.
 * diff-tree is plumbing: the user's configuration of diffs does not reach it.
 * @throws GitError when a commit is not there.
 */
export async function changedFiles(
  repository: GitCheckout,
  from: string,
  to: string,
  options: CheckoutOptions = {},
): Promise<ChangedFile[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--ignore-submodules=none', from, to];
  return parseRawDiff(await repository.git(args, options));
}

/** Pairs of `:<mode> <mode> <object> <object> <status>` and path, each ended by NUL. */
function parseRawDiff(text: string): ChangedFile[] {
  const fields = text.split('\0');
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [before = '', after = ''] = (fields[index] ?? '').slice(1).split(' ');
    files.push({ path: fields[index + 1] ?? '', leadsElsewhere: [before, after].some(isLinkOrSubmodule) });
  }
  return files;
}

/** https://git-scm.com/docs/git-fast-import: 120000 is a symbolic link, 160000 a submodule's commit. */
function isLinkOrSubmodule(mode: string): boolean {
  return mode === '120000' || mode === '160000';
}
