import path from 'node:path';
import { fieldAt } from '../../json.js';
import { memoize } from '../../memoize.js';
import { isWithin } from '../files/folders.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import type { WorkTree } from '../files/work-tree.js';
import type { KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import { fluxSystem } from '../manifests/flux-system.js';
import { type FluxInstance, readFluxInstances } from '../operator/flux-instance.js';
import {
  entryKustomization,
  type FluxKustomization,
  fluxKustomization,
  intendedFolderOf,
  isFluxKustomization,
  sourceOf,
} from './flux-kustomization.js';
import { filesBelow } from './static-reach.js';

/** Where Flux begins: one cluster, and the Kustomizations that nothing in Git yields. */
export interface Entry {
  /** For messages; empty when the repository is about one cluster. */
  cluster: string;
  roots: FluxKustomization[];
  /** What the Flux operator is told to sync; its Kustomization is among the roots, as it is before its patches. */
  instance?: FluxInstance;
}

export interface EntryContext {
  tree: WorkTree;
  manifests: RepositoryManifests;
  kustomizations: KustomizationGraphs;
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
    return folder !== undefined && isWithin(file, folder) && kustomizations.graphOf(folder).files.has(file);
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
  const folder = intendedFolderOf(kustomization, tree);
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
  const covered = certain.flatMap(({ roots }) => roots.flatMap((root) => intendedFolderOf(root, context.tree) ?? []));
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
    isWithin(intendedFolderOf(root, tree) ?? '', clusterFolder) ||
    isWithin(root.manifest.placeOf().file, clusterFolder);
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
  const own = selfSynced(declared, context).map(
    (root): Entry => ({
      cluster: intendedFolderOf(root, context.tree) ?? '',
      roots: [root],
    }),
  );
  const ofOperator = operatorEntries(context);
  // Where both sync one folder, the operator's Kustomization is in the cluster, and matters where it has patches.
  const isPatched = ({ cluster }: Entry) =>
    ofOperator.some((entry) => entry.cluster === cluster && (entry.instance?.patches.length ?? 0) > 0);
  const others = own.filter((entry) => !isPatched(entry));
  const instances = ofOperator.filter(({ cluster }) => !others.some((entry) => entry.cluster === cluster));
  return withInstances(others, instances, declared, context);
}

/** Of several that tell of one folder, such as a FluxInstance and the values that it was installed with, one is taken. */
function operatorEntries({ syncFiles, manifests, tree }: EntryContext): Entry[] {
  const entries = syncFiles
    .flatMap((file) => manifests.in(file))
    .flatMap(readFluxInstances)
    .sort((a, b) => Math.sign(b.patches.length) - Math.sign(a.patches.length))
    .flatMap((instance): Entry[] => {
      const root = fluxKustomization(instance.kustomization);
      const cluster = intendedFolderOf(root, tree);
      return cluster === undefined ? [] : [{ cluster, roots: [root], instance }];
    });
  const first = new Map([...entries].reverse().map((entry) => [entry.cluster, entry]));
  return entries.filter((entry) => first.get(entry.cluster) === entry);
}

/**
 * A FluxInstance that another entry applies is in the same cluster: what it syncs is one more root there, beside the
 * sources of the others.
 */
function withInstances(
  entries: readonly Entry[],
  instances: readonly Entry[],
  declared: readonly FluxKustomization[],
  context: EntryContext,
): Entry[] {
  if (entries.length === 0 || instances.length === 0) return [...entries, ...instances];
  const applied = new Set<Entry>();
  const merged = entries.map((entry) => {
    const files = filesBelow(entry.roots, { ...context, declared });
    const own = instances.filter(({ roots }) => roots.some(({ manifest }) => files.has(manifest.placeOf().file)));
    const [instance] = own;
    // One cluster has one instance: several are those of other clusters.
    if (own.length !== 1 || instance === undefined) return entry;
    applied.add(instance);
    return { ...instance, cluster: entry.cluster, roots: [...entry.roots, ...instance.roots] };
  });
  return [...merged, ...instances.filter((instance) => !applied.has(instance))];
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
  const filesOf = memoize((folder: string) => new Set(kustomizations.graphOf(folder).files.values()));
  const folders = [...new Set(declared.flatMap((kustomization) => ownFolder(kustomization, tree) ?? []))];
  const read = new Set(folders.flatMap((folder) => [...filesOf(folder)]));
  return declared.filter(({ manifest }) => !read.has(manifest.placeOf().file));
}
