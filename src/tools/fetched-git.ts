import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { foreignGitEnvironment } from './child-environment.js';
import { runProcess } from './process.js';

// Repositories that were fetched: from here on git asks no host.

/** A file of a commit. */
export interface TreeEntry {
  kind: 'file' | 'submodule';
  /** Of a submodule its commit. */
  id: string;
  /** In bytes; of a submodule 0. */
  size: number;
  path: string;
}

/** The commit that was fetched. @throws ProcessError */
export async function fetchedCommit(folder: string): Promise<string> {
  return (await git(folder, ['rev-parse', '--verify', 'FETCH_HEAD^{commit}'])).trim();
}

/** @throws ProcessError, also when the list is longer than a program may write */
export async function filesOfCommit(folder: string, commit: string): Promise<TreeEntry[]> {
  const output = await git(folder, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  return [...output.matchAll(/([0-7]+) (\w+) ([0-9a-f]+) +(\d+|-)\t([^\0]+)\0/g)].map(
    ([, , type, id = '', size = '', name = '']) => ({
      kind: type === 'commit' ? 'submodule' : 'file',
      id,
      size: size === '-' ? 0 : Number(size),
      path: name,
    }),
  );
}

/**
 * Of the highest precedence. Flux writes files as the commit holds them, and what attributes make of one can have forty times its
 * size. https://git-scm.com/docs/gitattributes
 */
const asCommitted = '* -text -ident !working-tree-encoding\n';

/** Writes the files of a commit into the folder, byte by byte. @throws ProcessError */
export async function checkOutCommit(folder: string, commit: string): Promise<void> {
  await mkdir(path.join(folder, '.git/info'), { recursive: true });
  await writeFile(path.join(folder, '.git/info/attributes'), asCommitted);
  await git(folder, ['checkout', '--quiet', '--detach', commit]);
}

/** URLs of submodules by their path, as `.gitmodules` writes them. @throws ProcessError */
export async function submoduleUrls(folder: string): Promise<Map<string, string>> {
  const args = ['config', '-z', '--file', '.gitmodules', '--get-regexp', '^submodule\\..*\\.(path|url)$'];
  const entries = (await git(folder, args)).split('\0').map((entry) => /^submodule\.(.*)\.(\w+)\n(.*)$/s.exec(entry));
  const fieldOf = (name: string, key: string) => entries.find((entry) => entry?.[1] === name && entry[2] === key)?.[3];
  const names = new Set(entries.flatMap((entry) => entry?.[1] ?? []));
  return new Map([...names].map((name) => [fieldOf(name, 'path') ?? '', fieldOf(name, 'url') ?? '']));
}

/** All objects of a repository that was fetched in one, as git's own packed file. */
export async function readPack(folder: string): Promise<Buffer | undefined> {
  const packs = path.join(folder, '.git/objects/pack');
  const names = (await readdir(packs)).filter((name) => name.endsWith('.pack'));
  return names.length === 1 ? await readFile(path.join(packs, names[0] ?? '')) : undefined;
}

/**
 * Makes a repository of a packed file that holds one commit without history. Git looks at every object of it.
 * @throws ProcessError when it is damaged
 */
export async function restorePack(folder: string, commit: string, pack: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, ['init', '--quiet', '--template=', '.']);
  const file = path.join(folder, '.git/objects/pack', `pack-${commit}.pack`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, pack);
  await writeFile(path.join(folder, '.git/shallow'), `${commit}\n`);
  await git(folder, ['index-pack', file]);
}

async function git(folder: string, args: string[]): Promise<string> {
  const env = { ...foreignGitEnvironment(''), GIT_ALLOW_PROTOCOL: 'none', GIT_LFS_SKIP_SMUDGE: '1' };
  return await runProcess('git', args, { cwd: folder, env, timeoutMilliseconds: 300_000 });
}
