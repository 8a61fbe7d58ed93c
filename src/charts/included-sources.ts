import { constants, statSync } from 'node:fs';
import { copyFile, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { filesBelow } from '../files-below.js';
import type { IncludedSource } from '../flux/source-contents.js';
import { sourceEntries } from '../source-entry.js';
import { ChartError } from './chart-error.js';
import { absenceOf } from './chart-files.js';
import { type ChartSource, openChartSource } from './chart-source.js';
import type { SourceBudget } from './source-budget.js';

interface IncludeOptions {
  /** @returns the folder of what is included, with all that this includes in turn. */
  fetch(content: IncludedSource['content']): Promise<string>;
  budget: SourceBudget;
}

/**
 * Copies parts of other sources into a folder, one after the other, before the rules of what it leaves out are read
 * (source-controller, internal/controller/gitrepository_controller.go: reconcileInclude; fluxcd/pkg,
 * artifact/storage/filesystem.go: CopyToPath).
 * @param folder Absolute; of the source that includes them.
 * @throws ChartError when one of them cannot be had or put there: in the cluster the source is then not ready either
 */
export async function addIncludes(
  folder: string,
  includes: readonly IncludedSource[],
  options: IncludeOptions,
): Promise<void> {
  for (const include of includes) {
    try {
      await addInclude(folder, include, options);
    } catch (error) {
      throw error instanceof ChartError ? error.within(`spec.include of ${include.name}`) : error;
    }
  }
}

async function addInclude(folder: string, include: IncludedSource, { fetch, budget }: IncludeOptions): Promise<void> {
  const root = await realpath(folder);
  requireFree(root, include.to);
  const source = openChartSource(await fetch(include.content), include.ignored);
  const files = filesToCopy(source, include.from);
  budget.takeFiles(files, include.content.url);
  try {
    for (const { name } of files)
      await copy(path.join(source.root, include.from, name), path.join(root, include.to, name));
  } catch (error) {
    throw new ChartError(`it cannot be copied to ${include.to}`, (error as Error).message);
  }
}

/** Flux renames a folder to it, which nothing may stand in the way of. */
function requireFree(root: string, to: string): void {
  const { kind } = sourceEntries(root)(to);
  if (kind === 'missing') return;
  const reason = kind === 'link' ? 'there is a symbolic link on the way' : 'there is something already';
  throw new ChartError(`it cannot be put at ${to}: ${reason}`);
}

interface SizedFile {
  /** Relative to the folder that is copied; empty for a file. */
  name: string;
  size: number;
}

function filesToCopy(source: ChartSource, from: string): SizedFile[] {
  const entry = source.entry(from);
  if (entry.kind !== 'folder' && entry.kind !== 'file') throw new ChartError(absenceOf(entry, from));
  const below = (folder: string) => filesBelow(path.join(source.root, folder), (_, name) => name === '.git');
  const found = entry.kind === 'file' ? [from] : below(from).map((file) => path.posix.join(from, file.path));
  const files = found.filter((file) => source.entry(file).kind === 'file' && !source.isIgnored(file));
  if (files.length === 0 && from !== '.' && source.isIgnored(from, entry.kind))
    throw new ChartError(`its ignore rules leave out ${from}`);
  return files.map((file) => ({
    name: path.posix.relative(from, file),
    size: statSync(path.join(source.root, file)).size,
  }));
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_EXCL);
}
