import type { Problem } from '../../problem.js';
import type { LoadContext, LoadResources } from '../load-context.js';
import type { Manifest } from '../manifests/manifest.js';
import { patchSync } from '../operator/patched-sync.js';
import { checkoutContext } from './checkout-context.js';
import { ClusterTree } from './cluster-tree.js';
import type { Entry } from './entries.js';
import { type FluxKustomization, fluxKustomization } from './flux-kustomization.js';
import { createLocator } from './locate.js';
import { type ClusterContent, readCluster } from './read-cluster.js';
import type { SourceDeclarations } from './source-declarations.js';
import { findSyncedSources, type SyncedSources } from './synced-source.js';
import type { TreeContext } from './tree-state.js';

/** A cluster that was followed from where it begins. */
export interface ReadCluster extends ClusterContent {
  cluster: ClusterTree;
  /** About what the operator syncs. */
  problems: Problem[];
}

/** What the files of the repository declare, for all clusters. */
export interface DeclaredObjects {
  declarations: SourceDeclarations;
  /** Kustomizations that apply the very file that declares them. */
  selfSynced: readonly FluxKustomization[];
  /** Files that may declare ArtifactGenerators. */
  generatorFiles: readonly string[];
}

/** Follows one cluster from its entry, and reads what is opted in there. */
export async function followEntry(entry: Entry, context: LoadContext, declared: DeclaredObjects): Promise<ReadCluster> {
  const { roots, sources, problems } = await beginningOf(entry, context);
  const synced = findSyncedSources(declared.declarations, { roots, sources, selfSynced: declared.selfSynced });
  const cluster = new ClusterTree(treeContextOf(context, synced, declared), roots);
  return { cluster, ...(await readCluster(cluster, context.options.label, synced)), problems };
}

interface EntryBeginning {
  roots: FluxKustomization[];
  /** Those that the operator makes. */
  sources: Manifest[];
  problems: Problem[];
}

/** Where a cluster begins, once the operator has patched what it syncs. */
async function beginningOf({ roots, instance }: Entry, resources: LoadResources): Promise<EntryBeginning> {
  if (!instance) return { roots, sources: [], problems: [] };
  const { kustomization, source, problems } = await patchSync(instance, resources);
  const isOfInstance = ({ manifest }: FluxKustomization) => manifest === instance.kustomization;
  const patched = roots.map((root) => (isOfInstance(root) ? fluxKustomization(kustomization) : root));
  return { roots: patched, sources: [source], problems };
}

function treeContextOf(
  context: LoadContext,
  synced: SyncedSources,
  { declarations, generatorFiles }: DeclaredObjects,
): TreeContext {
  const { repository, options, follow } = context;
  return {
    ...checkoutContext(context),
    locate: createLocator(repository, synced, generatorFiles, options.outputPath),
    learnFrom: synced.learnFrom,
    ...(follow && { others: { declarations, follow } }),
  };
}
