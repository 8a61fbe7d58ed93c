import { type Dirent, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { removeUnfinished, writeFiles } from '../atomic-files.js';
import { isMarked } from '../generated-mark.js';
import { FatalError } from '../problem.js';
import type { FileChange } from './contract.js';

/** What lies in the output folder; an empty one for a folder that is not there. */
export interface OutputFolder {
  /** Text by name, of the files that carry the mark. */
  marked: Map<string, string>;
  /** Everything else by name: files without the mark, folders, symbolic links. None of it is ours. */
  foreign: Set<string>;
}

/**
 * Reads the output folder and nothing below it.
 * @throws FatalError when a part of its path is a symbolic link or a file
 */
export async function readOutputFolder(root: string, outputPath: string): Promise<OutputFolder> {
  const folder: OutputFolder = { marked: new Map(), foreign: new Set() };
  if (!(await isFolder(root, outputPath))) return folder;
  const absolute = path.join(root, outputPath);
  for (const entry of await readdir(absolute, { withFileTypes: true })) {
    // Many small files: one after the other like this takes a quarter of the time of the asynchronous function.
    const text = mayBeGenerated(entry) ? readFileSync(path.join(absolute, entry.name), 'utf8') : '';
    if (isMarked(text)) folder.marked.set(entry.name, text);
    else folder.foreign.add(entry.name);
  }
  return folder;
}

/** Carries the changes out: all of them, or none when they cannot be written. */
export async function applyChanges(root: string, outputPath: string, changes: readonly FileChange[]): Promise<void> {
  await removeUnfinished(path.join(root, outputPath));
  await writeFiles(changes.map((change) => ({ file: path.join(root, change.path), text: change.after })));
}

/** A link could lead out of the work tree, and git does not look for files behind one: none is followed. */
async function isFolder(root: string, outputPath: string): Promise<boolean> {
  let current = root;
  for (const segment of outputPath.split('/')) {
    current = path.join(current, segment);
    const status = await lstat(current).catch(absent);
    if (status === undefined) return false;
    const relative = path.relative(root, current);
    if (status.isSymbolicLink()) {
      throw new FatalError(`The output path leads through the symbolic link ${relative}: name the folder itself.`);
    }
    if (!status.isDirectory()) throw new FatalError(`${relative} is in the way of the output path: it is no folder.`);
  }
  return true;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function mayBeGenerated(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.yaml');
}
