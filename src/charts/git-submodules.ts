import { cp, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { GitSource } from '../flux/source-contents.js';
import { submoduleUrls, type TreeEntry } from '../tools/fetched-git.js';
import { ChartError } from './chart-error.js';

/** A repository that is checked out, and what it holds. */
interface CheckedOut {
  url: string;
  folder: string;
  entries: readonly TreeEntry[];
}

/** Repositories that hold themselves would have no end otherwise. */
const mostSubmodules = 100;

/**
 * Brings the submodules of a repository to their places, each at the commit that the repository names, and theirs in turn.
 * @param checkOut bounded in the disk that it takes
 * @throws ChartError when one of them cannot be had: in the cluster the source is then not ready either
 */
export async function addSubmodules(
  { url, folder, entries }: CheckedOut,
  checkOut: (source: GitSource) => Promise<string>,
): Promise<void> {
  const submodules = entries.filter(({ kind }) => kind === 'submodule');
  if (submodules.length === 0) return;
  if (submodules.length > mostSubmodules) throw new ChartError(`${url} has more than ${mostSubmodules} submodules`);
  const urls = await submoduleUrls(folder);
  for (const { path: place, id } of submodules) {
    const written = urls.get(place);
    if (!written) throw new ChartError(`${url} has a submodule at ${place} that its .gitmodules does not name`);
    const source: GitSource = { url: resolveUrl(written, url), reference: { commit: id }, submodules: true };
    const fetched = await checkOut(source).catch((error: unknown) => {
      throw error instanceof ChartError ? error.within(`submodule ${place}`) : error;
    });
    if (!(await isEmptyFolder(folder, place)))
      throw new ChartError(`${url} has something else at the place of its submodule ${place}`);
    await copyFiles(fetched, path.join(folder, place));
  }
}

/**
 * As git leaves it for a submodule. A tree may name a path twice: a link at the place, or on the way to it, would lead what is
 * copied out of the folder.
 */
async function isEmptyFolder(root: string, place: string): Promise<boolean> {
  const folder = path.join(await realpath(root), place);
  try {
    return (await realpath(folder)) === folder && (await readdir(folder)).length === 0;
  } catch {
    return false;
  }
}

async function copyFiles(from: string, to: string): Promise<void> {
  const isOfGit = (file: string) => path.relative(from, file).split(path.sep)[0] === '.git';
  try {
    await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: (file) => !isOfGit(file) });
  } catch (error) {
    throw new ChartError('what a submodule holds cannot be copied to its place', (error as Error).message);
  }
}

/** One that begins with `./` or `../` is relative to the URL of the repository (gitmodules(5)). */
function resolveUrl(written: string, base: string): string {
  if (!/^\.\.?\//.test(written)) return written.replace(/^([\w.-]+@[\w.-]+):(?!\/\/)/, 'ssh://$1/');
  const url = new URL(base);
  url.pathname = path.posix.join(url.pathname, written);
  return url.href;
}
