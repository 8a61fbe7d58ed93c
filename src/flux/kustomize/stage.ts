import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, textsAt } from '../../json.js';
import { memoize } from '../memoize.js';
import type { WorkTree } from '../work-tree.js';
import { resourceFields } from './kustomization-file.js';
import type { Reach } from './reach.js';

/**
 * Lays out what a build reads in a folder of its own, for Flux changes the kustomization.yaml that it builds and
 * nothing is ever written into the work tree. Files are links to the real ones; a kustomization is written anew where
 * Flux changes it or where something that it names is left out.
 * @param stage Absolute path of an empty folder, or one that does not exist.
 * @param top The kustomization of the top folder.
 * @param unreadable Files to leave out.
 * @returns Absolute path of the folder to build.
 */
export function stageBuild(
  tree: WorkTree,
  reach: Reach,
  top: JsonObject,
  stage: string,
  unreadable: ReadonlySet<string> = new Set(),
): string {
  const at = (relative: string) => path.join(stage, relative);
  const makeFolder = memoize((folder: string) => mkdirSync(folder, { recursive: true }));
  const write = (file: string, content: JsonObject) => {
    makeFolder(path.dirname(at(file)));
    writeFileSync(at(file), JSON.stringify(content));
  };
  const link = (target: string, name: string) => {
    makeFolder(path.dirname(at(name)));
    linkTo(target, at(name));
  };
  const topFile = reach.top.file ?? path.posix.join(reach.folder, 'kustomization.yaml');
  for (const [name, folder] of reach.kustomizations) {
    const isLeftOut = (target: string) => folder.omitted.has(target) || unreadable.has(path.posix.join(name, target));
    if (name === reach.folder) write(topFile, without(top, isLeftOut));
    else if (folder.file && namesAny(folder.content, isLeftOut)) write(folder.file, without(folder.content, isLeftOut));
  }
  const links = [...reach.links].sort(([a], [b]) => a.length - b.length);
  for (const [name, real] of links) link(at(real), name);
  for (const [name, real] of reach.files) link(path.join(tree.root, real), name);
  return at(reach.folder);
}

function linkTo(target: string, name: string): void {
  try {
    symlinkSync(target, name);
  } catch (error) {
    // It was written anew, or another name leads to the same place.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function namesAny(content: JsonObject, isLeftOut: (target: string) => boolean): boolean {
  return resourceFields.some((field) => textsAt(content, field).some(isLeftOut));
}

function without(content: JsonObject, isLeftOut: (target: string) => boolean): JsonObject {
  // Without anything left, a kustomization must still say something.
  const result: JsonObject = { buildMetadata: ['originAnnotations'], ...content };
  for (const field of resourceFields) {
    const items = content[field];
    if (Array.isArray(items)) result[field] = items.filter((item) => typeof item !== 'string' || !isLeftOut(item));
  }
  return result;
}
