import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names';
import type { Place, Problem } from '../../problem.js';
import type { WorkTree } from '../files/work-tree';
import type { Manifest } from '../manifests/manifest';
import { parseManifests } from '../manifests/parse-manifests';
import {
  type FileReference,
  fileReference,
  fileReferences,
  inlinePlugins,
  isRemote,
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
  /** References to what is not there: kustomize says which, and what they would yield is not known. */
  dangling: string[];
  /** Why it must not be built. */
  faults: Problem[];
}

/** Where folders are read. */
export interface FolderContext {
  tree: WorkTree;
  /** Is it what prepuller writes? */
  isOutput(name: string): boolean;
}

/** As if the kustomization of the folder named them; Flux takes none from elsewhere (kustomize_generator.go: IsLocalRelativePath). */
export function addedComponents(
  context: FolderContext,
  folder: string,
  components: readonly string[],
): KustomizationFolder {
  const result = emptyFolder();
  const manifest: Manifest = { object: {}, placeOf: () => ({ file: folder }) };
  for (const target of components) {
    if (isRemote(target)) result.faults.push(readsOutside(target, manifest.placeOf()));
    else addReference(context, folder, fileReference(target, 'components'), manifest, result);
  }
  return result;
}

export function emptyFolder(): KustomizationFolder {
  return {
    content: {},
    files: new Map(),
    folders: new Map(),
    remote: [],
    omitted: new Set(),
    dangling: [],
    faults: [],
  };
}

export function readFolder(context: FolderContext, folder: string, file: string | undefined): KustomizationFolder {
  const result = emptyFolder();
  if (file === undefined) {
    result.dangling.push(path.posix.join(folder, 'kustomization.yaml'));
    return result;
  }
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

function readText({ tree }: FolderContext, file: string): string {
  return readFileSync(path.join(tree.root, file), 'utf8');
}

function addReference(
  context: FolderContext,
  folder: string,
  { target, field, isPlugin, isInline }: FileReference,
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
  } else if (!isInline) {
    result.dangling.push(name);
  }
}

function readsOutside(target: string, place: Place): Problem {
  return {
    severity: 'error',
    kind: 'kustomize',
    message: `The kustomization reads ${JSON.stringify(target)}, which lies outside of this repository or in its .git: it is not built.`,
    place,
  };
}

function follow({ tree }: FolderContext, folder: string, target: string) {
  const name = path.posix.join(folder, target).replace(/\/+$/, '');
  const found = path.posix.isAbsolute(target) ? { kind: 'outside' as const } : tree.resolve(name);
  return { kind: found.kind, name, real: 'path' in found ? found.path : name };
}

/**
 * Configurations of generators and transformers name files, relative to the folder of the kustomization that uses them.
 * @param file Where the text stands.
 */
function addPlugins(
  context: FolderContext,
  folder: string,
  text: string,
  file: string,
  result: KustomizationFolder,
): void {
  for (const manifest of parseManifests(text, file).manifests) {
    for (const reference of namedFiles(manifest.object)) addReference(context, folder, reference, manifest, result);
  }
}

/** A folder of such configurations, and those that it uses in turn. */
function addPluginFolder(context: FolderContext, folder: string, top: string, result: KustomizationFolder): void {
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

function isFile({ tree }: FolderContext, name: string): boolean {
  return tree.resolve(name).kind === 'file';
}
