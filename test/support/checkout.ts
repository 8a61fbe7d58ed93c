import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Forge, runGit } from './forge.js';

/** Files to write, by path; `null` removes one. */
export type Files = Record<string, string | null>;

export async function temporaryFolder(name = 'test'): Promise<string> {
  return await mkdtemp(path.join(tmpdir(), `prepuller-${name}-`));
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    if (content === null) await rm(file, { recursive: true });
    else {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
}

/** The texts of all files below a folder, but for those of git, by path. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const names = files.map((file) => path.relative(folder, file)).filter((name) => !name.startsWith('.git/'));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')])),
  );
}

/** Symbolic links, by their path, to what they lead to. */
export async function writeLinks(folder: string, links: Record<string, string>): Promise<void> {
  for (const [name, target] of Object.entries(links)) {
    const link = path.join(folder, name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link);
  }
}

/** Commits a folder, or the given files, to the branch of the forge's repository, as a colleague would. Gives the commit. */
export async function pushFiles(
  forge: Forge,
  files: string | Files,
  { branch = 'main', message = 'Change something' } = {},
): Promise<string> {
  const folder = await temporaryFolder('colleague');
  try {
    const isNew = (await forge.git('branch', '--list', branch)) === '';
    await runGit(folder, 'init', '--quiet', `--initial-branch=${branch}`);
    if (!isNew) await runGit(folder, 'pull', '--quiet', forge.bare, branch);
    if (typeof files === 'string') await cp(files, folder, { recursive: true, verbatimSymlinks: true });
    else await writeFiles(folder, files);
    await runGit(folder, 'add', '--all', '--force');
    await runGit(folder, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
    await runGit(folder, 'push', '--quiet', forge.bare, `HEAD:refs/heads/${branch}`);
    return await runGit(folder, 'rev-parse', 'HEAD');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface CheckoutOptions {
  /** What `fetch-depth` is: 1 by default; 0 is everything. */
  depth?: number;
  /** A branch is checked out by its name, a tag or a commit detached. */
  ref?: string;
  /** Leave the token in the configuration of the clone, as the checkout action does by default. */
  persistCredentials?: boolean;
  folder?: string;
  /** As `filter: blob:none`: contents are fetched when they are asked for. */
  partial?: boolean;
  /** Folders of a sparse checkout (cone mode). */
  sparse?: readonly string[];
}

function depthAndFilter(depth: number, { partial = false }: CheckoutOptions): string[] {
  return [...(depth > 0 ? [`--depth=${depth}`] : []), ...(partial ? ['--filter=blob:none'] : [])];
}

/** Clones as the checkout action does: initialise, set the header, fetch one ref, check out. Gives the folder. */
export async function checkout(forge: Forge, options: CheckoutOptions = {}): Promise<string> {
  const { depth = 1, ref = 'refs/heads/main', persistCredentials = true } = options;
  const folder = options.folder ?? (await temporaryFolder('checkout'));
  const header = `http.${forge.url}/.extraheader`;
  const credentials = Buffer.from(`x-access-token:${forge.token}`).toString('base64');
  await runGit(folder, 'init', '--quiet', '--initial-branch=master');
  await runGit(folder, 'remote', 'add', 'origin', `${forge.url}/${forge.repository}`);
  await runGit(folder, 'config', '--local', 'gc.auto', '0');
  await runGit(folder, 'config', '--local', header, `AUTHORIZATION: basic ${credentials}`);
  if (options.partial) {
    await runGit(folder, 'config', '--local', 'remote.origin.promisor', 'true');
    await runGit(folder, 'config', '--local', 'remote.origin.partialCloneFilter', 'blob:none');
  }
  if (options.sparse) await runGit(folder, 'sparse-checkout', 'set', '--cone', ...options.sparse);
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const fetch = ['fetch', '--quiet', '--no-tags', '--prune', ...depthAndFilter(depth, options), 'origin'];
  if (branch === undefined) {
    await runGit(folder, ...fetch, ref);
    await runGit(folder, 'checkout', '--quiet', '--force', '--detach', 'FETCH_HEAD');
  } else {
    const refs = depth > 0 ? [`+${ref}:refs/remotes/origin/${branch}`] : ['+refs/heads/*:refs/remotes/origin/*'];
    await runGit(folder, ...fetch, ...refs);
    await runGit(folder, 'checkout', '--quiet', '--force', '-B', branch, `refs/remotes/origin/${branch}`);
  }
  if (!persistCredentials) await runGit(folder, 'config', '--local', '--unset-all', header);
  return folder;
}
