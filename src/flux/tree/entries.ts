import path from 'node:path';
import { fieldAt, type JsonObject, textAt } from '../../json.js';
import { memoize } from '../../memoize';
import { isWithin } from '../files/folders';
import type { RepositoryManifests } from '../files/repository-manifests';
import type { WorkTree } from '../files/work-tree';
import type { ReachFinder } from '../kustomize/reach.js';
import { fluxSystem } from '../manifests/flux-system';
import {
  entryKustomization,
  type FluxKustomization,
  fluxKustomization,
  folderOf,
  folderOfSource,
  isFluxKustomization,
  sourceOf,
} from './flux-kustomization.js';

/** Where Flux begins: one cluster, and the Kustomizations that nothing in Git yields. */
export interface Entry {
  /** For messages; empty when the repository is about one cluster. */
  cluster: string;
  roots: FluxKustomization[];
}

export interface EntryContext {
  tree: WorkTree;
  manifests: RepositoryManifests;
  kustomizations: ReachFinder;
  /** Files that may declare Flux Kustomizations. */
  kustomizationFiles: readonly string[];
  /** Files that may say what an operator syncs. */
  syncFiles: readonly string[];
  /** The folder of `cluster-name`; empty for all clusters. */
  clusterFolder: string;
}

/** What the files declare, before Flux rewrites any of it. */
export function declaredKustomizations({ manifests, kustomizationFiles }: EntryContext): FluxKustomization[] {
  return kustomizationFiles
    .flatMap((file) => manifests.in(file))
    .filter(({ object }) => isFluxKustomization(object) && fieldAt(object, 'spec', 'sourceRef') !== undefined)
    .map(fluxKustomization);
}

/** Kustomizations that apply the file that declares them, as `flux bootstrap` writes them. */
export function selfSynced(
  declared: readonly FluxKustomization[],
  { tree, kustomizations }: EntryContext,
): FluxKustomization[] {
  return declared.filter((kustomization) => {
    const { file } = kustomization.manifest.placeOf();
    if (sourceOf(kustomization).kind === 'ExternalArtifact') return false;
    const folder = ownFolder(kustomization, tree);
    return folder !== undefined && isWithin(file, folder) && kustomizations.reach(folder).files.has(file);
  });
}

/**
 * The folder that it builds, as far as its path is a sign that the source is this repository. The root holds every file,
 * and is what others build of their own sources: there the source must have the name that `flux bootstrap` gives it,
 * which is that of the namespace.
 */
function ownFolder(kustomization: FluxKustomization, tree: WorkTree): string | undefined {
  const { name } = sourceOf(kustomization);
  const { reference } = kustomization;
  const isBootstrapped = name === fluxSystem || (name === reference.name && name === reference.namespace);
  const folder = folderOf(kustomization, tree);
  return folder === '.' && !isBootstrapped ? undefined : folder;
}

/**
 * The entries, from the surest sign to the weakest: Kustomizations that sync themselves, folders that the Flux operator
 * is told to sync, `clusters/<name>`, and at last every Kustomization that no other yields.
 */
export function findEntries(declared: readonly FluxKustomization[], context: EntryContext): Entry[] {
  const certain = bootstrapped(declared, context);
  if (context.clusterFolder === '') return entriesOfAll(declared, certain, context);
  const own = entriesOfCluster(declared, certain, context);
  if (own.length > 0) return own;
  // The folder may hold no more than the variables of the only cluster there is.
  const all = entriesOfAll(declared, certain, context);
  return all.length === 1 ? all : [];
}

function entriesOfAll(
  declared: readonly FluxKustomization[],
  certain: readonly Entry[],
  context: EntryContext,
): Entry[] {
  const covered = certain.flatMap(({ roots }) => roots.flatMap((root) => folderOf(root, context.tree) ?? []));
  const folders = clusterFolders(declared).filter((folder) => !covered.some((other) => isWithin(other, folder)));
  const entries = [...certain, ...folders.map(entryOfFolder)];
  return entries.length > 0 ? entries : entryOf('', unyielded(declared, context));
}

function entriesOfCluster(
  declared: readonly FluxKustomization[],
  certain: readonly Entry[],
  context: EntryContext,
): Entry[] {
  const { clusterFolder, tree } = context;
  const isOwn = (root: FluxKustomization) =>
    isWithin(folderOf(root, tree) ?? '', clusterFolder) || isWithin(root.manifest.placeOf().file, clusterFolder);
  const own = certain.filter(({ roots }) => roots.some(isOwn));
  if (own.length > 0) return own;
  if (isEntryFolder(declared, context)) return [entryOfFolder(clusterFolder)];
  return entryOf(clusterFolder, unyielded(declared, context).filter(isOwn));
}

function entryOfFolder(folder: string): Entry {
  return { cluster: folder, roots: [entryKustomization(folder)] };
}

function entryOf(cluster: string, roots: FluxKustomization[]): Entry[] {
  return roots.length > 0 ? [{ cluster, roots }] : [];
}

function bootstrapped(declared: readonly FluxKustomization[], context: EntryContext): Entry[] {
  const own = selfSynced(declared, context).map((root) => ({
    cluster: folderOf(root, context.tree) ?? '',
    roots: [root],
  }));
  const synced = operatorFolders(context)
    .filter((folder) => !own.some(({ cluster }) => cluster === folder))
    .map(entryOfFolder);
  return [...own, ...synced];
}

/** `spec.sync.path` of a FluxInstance, or the same in the values of the chart that makes one. */
function operatorFolders({ syncFiles, manifests, tree }: EntryContext): string[] {
  const folders = syncFiles
    .flatMap((file) => manifests.in(file))
    .flatMap((manifest) =>
      syncPaths(manifest.object).flatMap((written) => folderOfSource(written, manifest, tree) ?? []),
    );
  return [...new Set(folders)];
}

function syncPaths(object: JsonObject): string[] {
  const paths =
    textAt(object, 'kind') === 'FluxInstance'
      ? [textAt(object, 'spec', 'sync', 'path')]
      : [textAt(object, 'spec', 'values', 'instance', 'sync', 'path'), textAt(object, 'instance', 'sync', 'path')];
  return paths.filter(Boolean);
}

/** `clusters/<name>` of the Kustomizations that lie in such a folder. */
function clusterFolders(declared: readonly FluxKustomization[]): string[] {
  const folders = declared.map(({ manifest }) => /^(?:.*\/)?clusters\/[^/]+(?=\/)/.exec(manifest.placeOf().file)?.[0]);
  return [...new Set(folders.flatMap((folder) => folder ?? []))].sort();
}

/** Does Flux build the cluster's folder itself? Then Kustomizations stand in it, or a kustomization at its top. */
function isEntryFolder(
  declared: readonly FluxKustomization[],
  { clusterFolder, kustomizations }: EntryContext,
): boolean {
  if (kustomizations.kustomizationFile(clusterFolder)) return true;
  const isUsual = clusterFolders(declared).includes(clusterFolder);
  return isUsual || declared.some(({ manifest }) => path.posix.dirname(manifest.placeOf().file) === clusterFolder);
}

/** Kustomizations whose file no other one reads: what applies them is outside of Git. */
function unyielded(
  declared: readonly FluxKustomization[],
  { tree, kustomizations }: EntryContext,
): FluxKustomization[] {
  const filesOf = memoize((folder: string) => new Set(kustomizations.reach(folder).files.values()));
  const folders = [...new Set(declared.flatMap((kustomization) => ownFolder(kustomization, tree) ?? []))];
  const read = new Set(folders.flatMap((folder) => [...filesOf(folder)]));
  return declared.filter(({ manifest }) => !read.has(manifest.placeOf().file));
}
