import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { removeUnfinished, writeFiles } from '../atomic-files.js';
import { enumerate } from '../enumerate.js';
import { readGeneratedHead } from '../generated-head.js';
import { isMarked } from '../generated-mark.js';
import { kustomizationFileNames } from '../kustomization-file-names.js';
import { FatalError } from '../problem.js';
import type { FileChange } from './contract.js';
import type { PrepullerOptions } from './options.js';

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
export function readOutputFolder(root: string, outputPath: string): OutputFolder {
  const folder: OutputFolder = { marked: new Map(), foreign: new Set() };
  for (const [name, text] of entriesOf(root, outputPath)) {
    if (isMarked(text)) folder.marked.set(name, text);
    else folder.foreign.add(name);
  }
  return folder;
}

/**
 * Names, and the texts of what may be generated; of all else an empty one. Each is read when it is asked for, without the
 * asynchronous functions: one after the other like this, small files take a quarter of the time.
 */
function* entriesOf(root: string, outputPath: string): Generator<[name: string, text: string]> {
  if (!isFolder(root, outputPath)) return;
  const absolute = path.join(root, outputPath);
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    yield [entry.name, mayBeGenerated(entry) ? readFileSync(path.join(absolute, entry.name), 'utf8') : ''];
  }
}

/**
 * What the folder holds is no part of what Flux is taken to run, so that nothing of anybody else may lie in it.
 * @throws FatalError when it holds manifests that prepuller did not write, and none that it did
 */
export function refuseForeignFolder(root: string, outputPath: string): void {
  const foreign: string[] = [];
  for (const [name, text] of entriesOf(root, outputPath)) {
    if (isMarked(text)) return;
    foreign.push(name);
  }
  const files = foreign.flatMap((name) => manifestsBelow(root, path.posix.join(outputPath, name))).sort();
  if (files.length === 0) return;
  throw new FatalError(
    `Input 'prepuller-output-path' is ${JSON.stringify(outputPath)}, which holds files that prepuller did not write (${enumerate(files)}): give it a folder of its own.`,
  );
}

/** What has the name of a generated file is another matter: it stands in the way of one file alone. */
function manifestsBelow(root: string, name: string): string[] {
  const absolute = path.join(root, name);
  const status = lstatSync(absolute);
  if (status.isDirectory()) {
    const below = readdirSync(absolute, { recursive: true, encoding: 'utf8' });
    return below
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => path.posix.join(name, file.replaceAll(path.sep, '/')));
  }
  const isGeneratedName =
    /^prepuller-.*\.yaml$/.test(path.basename(name)) ||
    kustomizationFileNames.some((one) => one === path.basename(name));
  return status.isFile() && /\.ya?ml$/.test(name) && !isGeneratedName ? [name] : [];
}

/**
 * Two clusters that write into one folder would remove each other's files for ever.
 * @throws FatalError when a file in it was generated for another cluster
 */
export function refuseOtherCluster(
  texts: Iterable<string>,
  { clusterName, outputPath }: Pick<PrepullerOptions, 'clusterName' | 'outputPath'>,
): void {
  if (clusterName === '') return;
  for (const text of texts) {
    const other = readGeneratedHead(text)?.cluster;
    if (other === undefined || isSameCluster(other, clusterName)) continue;
    throw new FatalError(
      `${outputPath} was generated for the cluster ${other}, and this run is for ${clusterName}: give each cluster a 'prepuller-output-path' of its own. If the cluster has another name now, remove the folder first.`,
    );
  }
}

/** Either may be written with more of its path. */
function isSameCluster(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

/** Carries the changes out: all of them, or none when they cannot be written. */
export async function applyChanges(root: string, outputPath: string, changes: readonly FileChange[]): Promise<void> {
  removeUnfinished(path.join(root, outputPath));
  await writeFiles(changes.map((change) => ({ file: path.join(root, change.path), text: change.after })));
}

/** A link could lead out of the work tree, and git does not look for files behind one: none is followed. */
function isFolder(root: string, outputPath: string): boolean {
  let current = root;
  for (const segment of outputPath.split('/')) {
    current = path.join(current, segment);
    const status = lstatSync(current, { throwIfNoEntry: false });
    if (status === undefined) return false;
    const relative = path.relative(root, current);
    if (status.isSymbolicLink()) {
      throw new FatalError(`The output path leads through the symbolic link ${relative}: name the folder itself.`);
    }
    if (!status.isDirectory()) throw new FatalError(`${relative} is in the way of the output path: it is no folder.`);
  }
  return true;
}

function mayBeGenerated(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.yaml');
}
