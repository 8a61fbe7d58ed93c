import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { linkFault, type SourceEntry, type SourceLink } from '../source-entry.js';
import type { ArchivedFile } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import type { ChartSource } from './chart-source.js';

const mostFiles = 10_000;
const mostFolders = 10_000;
const mostBytes = 100 * 1024 * 1024;
const tooMuch = 'the folder holds more than a chart may';

/** The files of a chart's folder. */
export interface FolderContent {
  /** With names relative to the folder, sorted. */
  files: ArchivedFile[];
  /** Symbolic links, which Flux has none of; relative to the source's root. */
  links: SourceLink[];
}

/**
 * All files below a folder of a source that it does not leave out.
 * @param folder relative to the source's root; no file outside of the source is read
 * @throws ChartError when it is not there, or holds more than a chart may.
 */
export async function readFolder(source: ChartSource, folder: string): Promise<FolderContent> {
  const files: ArchivedFile[] = [];
  const links: SourceLink[] = [];
  const top = folderOfSource(source, folder);
  let bytes = 0;
  let folders = 0;

  async function visit(directory: string): Promise<void> {
    folders += 1;
    if (folders > mostFolders) throw new ChartError(tooMuch);
    for (const name of (await readdir(path.join(source.root, directory))).sort()) {
      const entry = source.entry(path.posix.join(directory, name));
      if (entry.kind === 'folder') await visit(entry.path);
      if (entry.kind === 'file' && !source.isIgnored(entry.path)) await add(entry.path);
      if (entry.kind === 'link' && !source.isIgnored(entry.link)) links.push(entry);
    }
  }

  async function add(name: string): Promise<void> {
    const file = path.join(source.root, name);
    const found = await stat(file);
    if (!found.isFile()) return;
    bytes += found.size;
    if (files.length >= mostFiles || bytes > mostBytes) throw new ChartError(tooMuch);
    files.push({ name: path.posix.relative(top, name), content: await readFile(file) });
  }

  await visit(top);
  return { files, links };
}

function folderOfSource({ entry }: ChartSource, folder: string): string {
  const found = entry(folder);
  if (found.kind === 'folder') return found.path;
  throw new ChartError(found.kind === 'file' ? `${folder} is a file, and no folder` : absenceOf(found, folder));
}

type AbsentEntry = Exclude<SourceEntry, { kind: 'file' | 'folder' }>;

/** Why a source has nothing of the name. */
export function absenceOf(entry: AbsentEntry, name: string): string {
  if (entry.kind === 'link') return linkFault(entry);
  return entry.kind === 'outside'
    ? `${name} leads out of the source or into its .git`
    : `there is no ${name} in the source`;
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
