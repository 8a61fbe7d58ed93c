import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonObject, textsAt } from '../../json.js';
import { memoize } from '../../memoize';
import type { WorkTree } from '../files/work-tree';
import { resourceFields } from './kustomization-file.js';
import type { Reach } from './reach.js';

/**
 * Lays out what a build reads in a folder of its own, for Flux changes the kustomization.yaml that it builds and
 * nothing is ever written into the work tree.
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
  if (isGeneratedAlone(reach))
    stageList(tree, reach, without(top, isLeftOutOf(reach, reach.folder, unreadable)), stage);
  else stageFolders(tree, reach, top, stage, unreadable);
  return path.join(stage, reach.folder);
}

/**
 * No one but prepuller names a file: a generated kustomization that uses no other one, with patches that are no paths.
 * Else someone could name what must not be read, such as the `.git`, by way of the link to the repository.
 */
function isGeneratedAlone({ top, kustomizations, components, links }: Reach): boolean {
  return top.file === undefined && kustomizations.size === 1 && components.length === 0 && links.size === 0;
}

/** In a folder that is staged, the repository. */
const repositoryLink = '.prepuller-repository';

/** One link, however many files there are: a link for each took longer than the build. */
function stageList(tree: WorkTree, { folder, files }: Reach, top: JsonObject, stage: string): void {
  const inRepository = (target: string) => {
    const real = files.get(path.posix.join(folder, target));
    return real === undefined ? target : path.posix.join(repositoryLink, real);
  };
  const target = path.join(stage, folder);
  mkdirSync(target, { recursive: true });
  symlinkSync(tree.root, path.join(target, repositoryLink));
  const content = { ...top, resources: textsAt(top, 'resources').map(inRepository) };
  writeFileSync(path.join(target, 'kustomization.yaml'), JSON.stringify(content));
}

/** The file of the repository that kustomize names by its path in the build. */
export function stagedFile(reach: Reach, name: string): string {
  const link = `${repositoryLink}/`;
  const isOverLink = isGeneratedAlone(reach) && name.startsWith(link);
  return isOverLink ? name.slice(link.length) : path.posix.join(reach.folder, name);
}

/**
 * What kustomize says, with paths as they are in the repository.
 * @param stage As it was given to `stageBuild`.
 */
export function withoutStage(words: string, stage: string, reach: Reach): string {
  const links = [`${path.join(stage, reach.folder, repositoryLink)}/`, `${repositoryLink}/`];
  const prefixes = [...(isGeneratedAlone(reach) ? links : []), `${stage}/`];
  return prefixes.reduce((text, prefix) => text.replaceAll(prefix, ''), words);
}

/** Files are links to the real ones; a kustomization is written anew where Flux changes it or it names what is left out. */
function stageFolders(
  tree: WorkTree,
  reach: Reach,
  top: JsonObject,
  stage: string,
  unreadable: ReadonlySet<string>,
): void {
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
    const isLeftOut = isLeftOutOf(reach, name, unreadable);
    if (name === reach.folder) write(topFile, without(top, isLeftOut));
    else if (folder.file && namesAny(folder.content, isLeftOut)) write(folder.file, without(folder.content, isLeftOut));
  }
  const links = [...reach.links].sort(([a], [b]) => a.length - b.length);
  for (const [name, real] of links) link(at(real), name);
  for (const [name, real] of reach.files) link(path.join(tree.root, real), name);
}

function isLeftOutOf(reach: Reach, name: string, unreadable: ReadonlySet<string>): (target: string) => boolean {
  const omitted = reach.kustomizations.get(name)?.omitted;
  return (target) => omitted?.has(target) === true || unreadable.has(path.posix.join(name, target));
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
