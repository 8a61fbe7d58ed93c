import type { CheckoutOptions, GitCheckout } from './repository.js';

export interface ChangedFile {
  /** From the top of the repository, with `/`. */
  path: string;
  /** Before or after the change it is no file, but leads elsewhere: a symbolic link or a submodule. */
  leadsElsewhere: boolean;
}

/** An entry of a commit's tree. */
export interface CommittedFile extends ChangedFile {
  /** As git writes it, such as `100644`. */
  mode: string;
  /** Name of its content. */
  object: string;
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

/**
 * All files of a commit, in git's order.
 * @throws GitError when it is not there.
 */
export async function listFiles(repository: GitCheckout, commit: string): Promise<CommittedFile[]> {
  const entries = (await repository.git(['ls-tree', '-r', '-z', '--full-tree', commit])).split('\0');
  return entries.flatMap((entry) => {
    const [, mode = '', object = '', path = ''] = /^(\d+) \w+ (\w+)\t([\s\S]+)$/.exec(entry) ?? [];
    return path === '' ? [] : { path, mode, object, leadsElsewhere: isLinkOrSubmodule(mode) };
  });
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

const submoduleMode = '160000';

export function isSubmodule({ mode }: CommittedFile): boolean {
  return mode === submoduleMode;
}

/** https://git-scm.com/docs/git-fast-import: 120000 is a symbolic link, 160000 a submodule's commit. */
function isLinkOrSubmodule(mode: string): boolean {
  return mode === '120000' || mode === submoduleMode;
}
