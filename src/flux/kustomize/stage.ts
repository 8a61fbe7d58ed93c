import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, textsAt } from '../../json.js';
import { memoize } from '../../memoize.js';
import type { WorkTree } from '../files/work-tree.js';
import { jsonText } from './json-text.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { readRegularFile, UnfitFile } from './regular-file.js';
import { copyPath, stagedFolder, stagedKustomization } from './stage-paths.js';

export interface StageContent {
  graph: KustomizationGraph;
  /** The kustomization of the top folder. */
  top: JsonObject;
  /** Files to leave out, by their real path. */
  unreadable: ReadonlySet<string>;
}

/** Of all files of one build together. */
const maxStageBytes = 256 * 1024 * 1024;

/**
 * Writes all that kustomize gets for a build into a folder: kustomizations as they were read and checked, and copies of
 * the other files. There is no link in it, and nothing is ever written into the work tree.
 * @param stage Absolute path of a folder that does not exist.
 * @returns Absolute path of the folder to build.
 * @throws UnfitFile where a file has changed since it was checked, or all are too much.
 */
export function stageBuild(tree: WorkTree, { graph, top, unreadable }: StageContent, stage: string): string {
  const makeFolder = memoize((folder: string) => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  let left = maxStageBytes;
  const write = (name: string, content: string | Buffer) => {
    left -= content.length;
    if (left < 0) throw new UnfitFile(`its files are more than ${maxStageBytes / 1024 / 1024} MiB`);
    const file = path.join(stage, name);
    makeFolder(path.dirname(file));
    // Never over something that is there.
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  };
  for (const [name, folder] of graph.kustomizations) {
    const content = name === graph.folder ? top : folder.staged;
    const staged = stagedFolder(name);
    write(path.join(staged, stagedKustomization), jsonText(without(content, unreadable)));
    for (const [writtenName, { text }] of folder.written) write(path.join(staged, writtenName), text);
    for (const real of folder.copies) write(path.join(staged, copyPath(real)), readRegularFile(tree, real));
  }
  return path.join(stage, stagedFolder(graph.folder));
}

const knownFiles = new WeakMap<KustomizationGraph, ReadonlyMap<string, string>>();

/** Where each file of the stage comes from: paths in the stage, and in the repository. */
export function stagedFiles(graph: KustomizationGraph): ReadonlyMap<string, string> {
  const files = knownFiles.get(graph) ?? listStagedFiles(graph);
  knownFiles.set(graph, files);
  return files;
}

function listStagedFiles({ kustomizations }: KustomizationGraph): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [name, { file, copies, written }] of kustomizations) {
    const add = (staged: string, origin: string) => files.set(path.posix.join(stagedFolder(name), staged), origin);
    add(stagedKustomization, file ?? name);
    for (const real of copies) add(copyPath(real), real);
    for (const [staged, { file: origin }] of written) add(staged, origin);
  }
  return files;
}

function without(content: JsonObject, unreadable: ReadonlySet<string>): JsonObject {
  // Without anything in it, a kustomization must still say something.
  const result: JsonObject = { buildMetadata: ['originAnnotations'], ...content };
  const leftOut = new Set([...unreadable].map(copyPath));
  for (const field of ['resources', 'bases']) {
    if (Array.isArray(content[field])) result[field] = textsAt(content, field).filter((item) => !leftOut.has(item));
  }
  return result;
}
