import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../problem.js';
import { isObject } from '../json.js';
import { type Manifest, parseManifests } from '../manifest.js';
import { memoize } from '../memoize.js';
import type { JsonObject } from '../release.js';
import type { WorkTree } from '../work-tree.js';
import {
  type FileReference,
  fileReferences,
  isInlineYaml,
  isRemote,
  kustomizationFileNames,
  namedFiles,
  parseKustomization,
  resourceFields,
} from './kustomization-file.js';

/** A reference that leads out of the work tree: to another repository, a URL, or a path outside. */
export interface ForeignReference {
  target: string;
  manifest: Manifest;
  field: string[];
}

/** What one folder's kustomization reads itself. */
export interface KustomizationFolder {
  /** Missing where Flux generates one. */
  file?: string;
  content: JsonObject;
  /** By the path that names them, which may lead over links, to their real path. */
  files: Map<string, string>;
  folders: Map<string, string>;
  remote: ForeignReference[];
  /** Why it must not be built. */
  faults: Problem[];
}

/** All that a build of a folder reads. */
export interface Reach {
  folder: string;
  top: KustomizationFolder;
  /** By real path of the folder; the top one included. */
  kustomizations: Map<string, KustomizationFolder>;
  files: Map<string, string>;
  /** Folders that are named over links. */
  links: Map<string, string>;
}

export interface ReachFinder {
  /** The kustomization file of a folder, if it has one. */
  kustomizationFile(folder: string): string | undefined;
  /**
   * What a build of the folder reads.
   * @param components Folders that a Flux Kustomization adds, relative to the folder.
   */
  reach(folder: string, components?: readonly string[]): Reach;
}

/** @param isIgnored Is the file left out of Flux's source? */
export function findReach(tree: WorkTree, isIgnored: (file: string) => boolean): ReachFinder {
  const kustomizationFile = memoize((folder: string) =>
    kustomizationFileNames
      .map((name) => path.posix.join(folder, name))
      .find((file) => tree.resolve(file).kind === 'file'),
  );
  const written = memoize((folder: string) => readFolder(tree, folder, kustomizationFile(folder)));
  const generated = memoize((folder: string) => generateFolder(tree, folder, kustomizationFile, isIgnored));

  return {
    kustomizationFile,
    reach(folder, components = []) {
      const top = kustomizationFile(folder) ? written(folder) : generated(folder);
      const found: Reach = {
        folder,
        top,
        kustomizations: new Map([[folder, top]]),
        files: new Map(),
        links: new Map(),
      };
      const added = addedFolders(tree, folder, components);
      const open = [top, added];
      for (let current = open.pop(); current; current = open.pop()) {
        open.push(...addToReach(found, current, written));
      }
      return found;
    },
  };
}

/** Adds what the folder reads, and gives the folders that were not there before. */
function addToReach(
  found: Reach,
  { files, folders }: KustomizationFolder,
  read: (folder: string) => KustomizationFolder,
): KustomizationFolder[] {
  for (const [name, real] of files) found.files.set(name, real);
  for (const [name, real] of folders) if (name !== real) found.links.set(name, real);
  const open = [...folders.values()].filter((folder) => !found.kustomizations.has(folder));
  for (const folder of open) found.kustomizations.set(folder, read(folder));
  return open.map(read);
}

function addedFolders(tree: WorkTree, folder: string, components: readonly string[]): KustomizationFolder {
  const result = emptyFolder();
  for (const { kind, name, real } of components.map((target) => follow(tree, folder, target))) {
    if (kind === 'folder') result.folders.set(name, real);
  }
  return result;
}

function emptyFolder(): KustomizationFolder {
  return { content: {}, files: new Map(), folders: new Map(), remote: [], faults: [] };
}

function readFolder(tree: WorkTree, folder: string, file: string | undefined): KustomizationFolder {
  const result = emptyFolder();
  // kustomize itself says that a folder has no kustomization.
  if (file === undefined) return result;
  result.file = file;
  result.files.set(file, file);
  try {
    const manifest = parseKustomization(readFileSync(path.join(tree.root, file), 'utf8'), file);
    result.content = manifest.object;
    for (const reference of fileReferences(manifest.object)) addReference(tree, folder, reference, manifest, result);
    for (const field of ['generators', 'transformers', 'validators'])
      addInlinePlugins(tree, folder, field, manifest, result);
  } catch (error) {
    const message = `The kustomization cannot be read: ${error instanceof Error ? error.message : error}`;
    result.faults.push({ severity: 'error', kind: 'kustomize', message, place: { file } });
  }
  return result;
}

function addReference(
  tree: WorkTree,
  folder: string,
  reference: FileReference,
  manifest: Manifest,
  result: KustomizationFolder,
): void {
  const { target, field } = reference;
  const { kind, name, real } = follow(tree, folder, target);
  if (kind === 'file') {
    result.files.set(name, real);
    if (reference.isPlugin) addPlugins(tree, folder, real, result);
  } else if (kind === 'folder') {
    result.folders.set(name, real);
  } else if (isRemote(target) && resourceFields.some((name) => name === field[0])) {
    result.remote.push({ target, manifest, field });
  } else if (kind === 'outside' || isRemote(target)) {
    result.faults.push({
      severity: 'error',
      kind: 'kustomize',
      message: `The kustomization reads ${JSON.stringify(target)}, which lies outside of this repository.`,
      place: manifest.placeOf(...field),
    });
  }
}

function follow(tree: WorkTree, folder: string, target: string) {
  const name = path.posix.join(folder, target).replace(/\/+$/, '');
  const found = path.posix.isAbsolute(target) ? { kind: 'outside' as const } : tree.resolve(name);
  return { kind: found.kind, name, real: 'path' in found ? found.path : name };
}

/** Configurations of generators and transformers name files relative to the kustomization that uses them. */
function addPlugins(tree: WorkTree, folder: string, file: string, result: KustomizationFolder): void {
  for (const manifest of parseManifests(readFileSync(path.join(tree.root, file), 'utf8'), file).manifests) {
    for (const reference of namedFiles(manifest.object)) addReference(tree, folder, reference, manifest, result);
  }
}

function addInlinePlugins(
  tree: WorkTree,
  folder: string,
  field: string,
  manifest: Manifest,
  result: KustomizationFolder,
) {
  const items = manifest.object[field];
  if (!Array.isArray(items)) return;
  for (const item of items.filter((text) => typeof text === 'string' && isInlineYaml(text))) {
    for (const { object } of parseManifests(String(item), result.file ?? '').manifests.filter(({ object }) =>
      isObject(object),
    )) {
      for (const reference of namedFiles(object))
        addReference(tree, folder, { ...reference, field: [field] }, manifest, result);
    }
  }
}

/**
 * The kustomization that Flux generates for a folder without one: every YAML file below it, and folders that have a
 * kustomization whole (fluxcd/pkg, kustomize/kustomize_generator.go: scanManifests).
 */
function generateFolder(
  tree: WorkTree,
  top: string,
  kustomizationFile: (folder: string) => string | undefined,
  isIgnored: (file: string) => boolean,
): KustomizationFolder {
  const result = emptyFolder();
  const resources: string[] = [];
  const add = (name: string) => {
    resources.push(`./${path.posix.relative(top, name)}`);
  };
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(tree.root, folder), { withFileTypes: true }).sort(byName)) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) addFolder(name, entry.name);
      else if (/\.ya?ml$/.test(name) && !isIgnored(name)) addFile(name);
    }
  };
  const addFolder = (name: string, last: string) => {
    if (last === '.git' || isIgnored(`${name}/`)) return;
    if (!kustomizationFile(name)) return walk(name);
    result.folders.set(name, name);
    add(name);
  };
  const addFile = (name: string) => {
    const target = tree.resolve(name);
    if (target.kind !== 'file') return;
    result.files.set(name, target.path);
    add(name);
  };
  walk(top);
  result.content = { resources };
  return result;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
