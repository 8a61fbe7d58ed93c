import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place, Problem } from '../../problem.js';
import { type Manifest, parseManifests } from '../manifest.js';
import { memoize } from '../memoize.js';
import type { JsonObject } from '../release.js';
import type { WorkTree } from '../work-tree.js';
import {
  type FileReference,
  fileReferences,
  inlinePlugins,
  isRemote,
  kustomizationFileNames,
  namedFiles,
  parseKustomization,
  resourceFields,
} from './kustomization-file.js';

/** A reference to another repository or a URL. */
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
  /** Not fetched. */
  remote: ForeignReference[];
  /** References that a build goes without: what is remote, and the folder that prepuller writes. */
  omitted: Set<string>;
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
  remote: ForeignReference[];
  faults: Problem[];
}

/** What is no part of the builds. */
export interface ReachOptions {
  /** The folder that prepuller writes; it may not be there yet, and what it holds does not matter. */
  outputPath: string;
  /** Is the file, or the folder with a slash at its end, left out of Flux's source? */
  isIgnored(file: string): boolean;
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

export function findReach(tree: WorkTree, options: ReachOptions): ReachFinder {
  const context: Context = { tree, isOutput: (name) => isWithin(name, options.outputPath) };
  const kustomizationFile = memoize((folder: string) =>
    kustomizationFileNames
      .map((name) => path.posix.join(folder, name))
      .find((file) => tree.resolve(file).kind === 'file'),
  );
  const written = memoize((folder: string) => readFolder(context, folder, kustomizationFile(folder)));
  const generated = memoize((folder: string) => generateFolder(context, folder, kustomizationFile, options.isIgnored));

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
        remote: [],
        faults: [],
      };
      const open = [top, addedComponents(context, folder, components)];
      for (let current = open.pop(); current; current = open.pop()) {
        found.faults.push(...current.faults);
        found.remote.push(...current.remote);
        open.push(...addToReach(found, current, written));
      }
      return found;
    },
  };
}

interface Context {
  tree: WorkTree;
  isOutput(name: string): boolean;
}

function isWithin(name: string, folder: string): boolean {
  return name === folder || name.startsWith(`${folder}/`);
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

/** As if the kustomization of the folder named them; Flux takes none from elsewhere (kustomize_generator.go: IsLocalRelativePath). */
function addedComponents(context: Context, folder: string, components: readonly string[]): KustomizationFolder {
  const result = emptyFolder();
  const manifest: Manifest = { object: {}, placeOf: () => ({ file: folder }) };
  for (const target of components) {
    if (isRemote(target)) result.faults.push(readsOutside(target, manifest.placeOf()));
    else addReference(context, folder, { target, field: ['components'], isPlugin: false }, manifest, result);
  }
  return result;
}

function emptyFolder(): KustomizationFolder {
  return { content: {}, files: new Map(), folders: new Map(), remote: [], omitted: new Set(), faults: [] };
}

function readFolder(context: Context, folder: string, file: string | undefined): KustomizationFolder {
  const result = emptyFolder();
  // kustomize itself says that a folder has no kustomization.
  if (file === undefined) return result;
  result.file = file;
  result.files.set(file, file);
  try {
    const manifest = parseKustomization(readText(context, file), file);
    result.content = manifest.object;
    for (const reference of fileReferences(manifest.object)) addReference(context, folder, reference, manifest, result);
    for (const plugin of inlinePlugins(manifest.object)) addPlugins(context, folder, plugin, file, result);
  } catch (error) {
    const message = `The kustomization cannot be read: ${error instanceof Error ? error.message : error}`;
    result.faults.push({ severity: 'error', kind: 'kustomize', message, place: { file } });
  }
  return result;
}

function readText({ tree }: Context, file: string): string {
  return readFileSync(path.join(tree.root, file), 'utf8');
}

function addReference(
  context: Context,
  folder: string,
  { target, field, isPlugin }: FileReference,
  manifest: Manifest,
  result: KustomizationFolder,
): void {
  const { kind, name, real } = follow(context, folder, target);
  const isResource = resourceFields.some((resourceField) => resourceField === field[0]);
  if (isResource && context.isOutput(name)) {
    result.omitted.add(target);
  } else if (kind === 'file') {
    result.files.set(name, real);
    if (isPlugin) addPlugins(context, folder, readText(context, real), real, result);
  } else if (kind === 'folder') {
    result.folders.set(name, real);
    if (isPlugin) addPluginFolder(context, folder, real, result);
  } else if (isResource && isRemote(target)) {
    result.omitted.add(target);
    result.remote.push({ target, manifest, field });
  } else if (kind === 'outside' || isRemote(target)) {
    result.faults.push(readsOutside(target, manifest.placeOf(...field)));
  }
}

function readsOutside(target: string, place: Place): Problem {
  return {
    severity: 'error',
    kind: 'kustomize',
    message: `The kustomization reads ${JSON.stringify(target)}, which lies outside of this repository: it is not built.`,
    place,
  };
}

function follow({ tree }: Context, folder: string, target: string) {
  const name = path.posix.join(folder, target).replace(/\/+$/, '');
  const found = path.posix.isAbsolute(target) ? { kind: 'outside' as const } : tree.resolve(name);
  return { kind: found.kind, name, real: 'path' in found ? found.path : name };
}

/**
 * Configurations of generators and transformers name files, relative to the folder of the kustomization that uses them.
 * @param file Where the text stands.
 */
function addPlugins(context: Context, folder: string, text: string, file: string, result: KustomizationFolder): void {
  for (const manifest of parseManifests(text, file).manifests) {
    for (const reference of namedFiles(manifest.object)) addReference(context, folder, reference, manifest, result);
  }
}

/** A folder of such configurations, and those that it uses in turn. */
function addPluginFolder(context: Context, folder: string, top: string, result: KustomizationFolder): void {
  const seen = new Set([top]);
  for (const current of seen) {
    const file = kustomizationFileNames
      .map((name) => path.posix.join(current, name))
      .find((name) => isFile(context, name));
    const references =
      file === undefined ? [] : fileReferences(parseKustomization(readText(context, file), file).object);
    for (const { target } of references) {
      const { kind, real } = follow(context, current, target);
      if (kind === 'folder') seen.add(real);
      if (kind === 'file') addPlugins(context, folder, readText(context, real), real, result);
    }
  }
}

function isFile({ tree }: Context, name: string): boolean {
  return tree.resolve(name).kind === 'file';
}

/**
 * The kustomization that Flux generates for a folder without one: every YAML file below it, and folders that have a
 * kustomization whole (fluxcd/pkg, kustomize/kustomize_generator.go: scanManifests).
 */
function generateFolder(
  { tree, isOutput }: Context,
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
    if (last === '.git' || isOutput(name) || isIgnored(`${name}/`)) return;
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
