import { mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isInSource } from '../source-boundary.js';
import type { ArchivedFile } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import type { ChartSource } from './chart-source.js';

const mostFiles = 10_000;
const mostFolders = 10_000;
const mostBytes = 100 * 1024 * 1024;
const deepest = 32;
const tooMuch = 'the folder holds more than a chart may';

/**
 * All files below a folder of a source that it does not leave out, links followed, with names relative to the folder, sorted.
 * @param folder relative to the source's root; no file outside of the source is read
 * @throws ChartError when a link leads out, or when there is more than a chart may hold.
 */
export async function readFolder(source: ChartSource, folder: string): Promise<ArchivedFile[]> {
  const root = await realpath(source.root);
  const files: ArchivedFile[] = [];
  let bytes = 0;
  let folders = 0;

  async function visit(directory: string, prefix: string, depth: number): Promise<void> {
    if (depth > deepest) throw new ChartError(`the folder ${prefix} is nested too deeply, or a link leads in a circle`);
    // Of few folders, links make any number.
    folders += 1;
    if (folders > mostFolders) throw new ChartError(tooMuch);
    const names = (await readdir(directory)).filter((name) => name !== '.git').sort();
    for (const name of names) {
      const file = await realpathInside(root, path.join(directory, name));
      if ((await stat(file)).isDirectory()) await visit(file, `${prefix}${name}/`, depth + 1);
      else if (!source.isIgnored(path.posix.join(folder, prefix, name))) await add(file, `${prefix}${name}`);
    }
  }

  async function add(file: string, name: string): Promise<void> {
    const found = await stat(file);
    if (!found.isFile()) return;
    bytes += found.size;
    if (files.length >= mostFiles || bytes > mostBytes) throw new ChartError(tooMuch);
    files.push({ name, content: await readFile(file) });
  }

  await visit(await realpathInside(root, path.join(root, folder)), '', 0);
  return files;
}

/**
 * The real place of something that must lie in a source.
 * @throws ChartError when it is missing, or lies elsewhere or in a `.git`.
 */
export async function realpathInside(sourceRoot: string, file: string): Promise<string> {
  const root = await realpath(sourceRoot);
  const name = path.relative(sourceRoot, file);
  const real = await realpath(file).catch(() => {
    throw new ChartError(`there is no ${name} in the source`);
  });
  if (!isInSource(root, real)) throw new ChartError(`${name} leads out of the source or into its .git`);
  return real;
}

/**
 * @param files have names that `readFolder` or `readTarGz` gave, so none leads out of the folder
 * @throws ChartError when they cannot all be there, such as `a` and `a/b`.
 */
export async function writeFolder(folder: string, files: readonly ArchivedFile[]): Promise<void> {
  try {
    for (const { name, content } of files) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  } catch (error) {
    throw new ChartError('it cannot be unpacked', (error as Error).message);
  }
}
