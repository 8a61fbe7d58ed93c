import { enumerate } from '../../enumerate';
import { FatalError, type Problem } from '../../problem.js';
import { distinctReleases, sortReleases } from '../distinct-releases.js';
import type { Repository } from '../files/repository';
import { isHelmRelease, isLabelled, isPatch, type ReleaseOutcome } from '../helm-release/read-release';
import type { Builder } from '../kustomize/builder.js';
import type { Discovery } from '../load-releases.js';
import { sourceGroup } from '../manifests/source-kinds';
import type { LoadOptions } from '../options.js';
import type { Release } from '../release.js';
import { textOfLabel } from '../text-of-label.js';
import { generatorText } from './artifact.js';
import { ClusterTree, type TreeContext } from './cluster-tree.js';
import { declaredKustomizations, type Entry, type EntryContext, findEntries, selfSynced } from './entries.js';
import { type FluxKustomization, kustomizationText } from './flux-kustomization.js';
import { createLocator, notFollowed } from './locate.js';
import { readCluster } from './read-cluster.js';
import { findSyncedSources, type SyncedSources } from './synced-source.js';

/** Text of every manifest that tells an operator what to sync. */
const syncText = 'sync:';

interface ReadCluster {
  cluster: ClusterTree;
  outcomes: ReleaseOutcome[];
}

/**
 * Follows the Flux Kustomizations of the repository and takes the labelled HelmReleases as they are applied.
 * @param clusterFolder Of the cluster to take; empty for all that are found.
 * @param fallback Variables for what Git does not say.
 * @returns `undefined` when Flux Kustomizations say nothing of what runs: the files are then taken as they are.
 * @throws FatalError when Flux begins elsewhere than in the folder of the cluster.
 */
export async function loadTree(
  repository: Repository,
  clusterFolder: string,
  fallback: ReadonlyMap<string, string>,
  options: LoadOptions,
  builder: Builder,
): Promise<Discovery | undefined> {
  const { files, manifests } = repository;
  const labelText = textOfLabel(options.label);
  const hits = files.search([labelText, kustomizationText, sourceGroup, syncText, generatorText]);
  const filesWith = (text: string) => hits.get(text) ?? [];
  const entryContext: EntryContext = {
    ...repository,
    kustomizationFiles: filesWith(kustomizationText),
    syncFiles: filesWith(syncText).filter((file) => /FluxInstance|instance:/.test(manifests.text(file))),
    clusterFolder,
  };
  const declared = declaredKustomizations(entryContext);
  const entries = findEntries(declared, entryContext);
  if (entries.length === 0) {
    if (clusterFolder !== '') refuseOtherClusters(declared, entryContext);
    return undefined;
  }

  const synced = findSyncedSources(manifests, filesWith(sourceGroup), selfSynced(declared, entryContext));
  const context: TreeContext = {
    ...repository,
    builder,
    label: options.label,
    strictSubstitution: options.strictSubstitution,
    fallback,
    locate: createLocator(repository, synced, filesWith(generatorText), options.outputPath),
    buildEverything: options.buildEverything ?? false,
  };
  const clusters = await Promise.all(entries.map((entry) => followEntry(entry, context, synced)));
  // Where Flux begins was not found: that nothing is followed does not mean that nothing runs.
  if (clusters.every(({ cluster }) => cluster.size === 0 && cluster.complete)) return undefined;
  return summarize(entries, clusters, files.all.length, [
    ...severalClusters(entries),
    ...notFollowed(clusters.flatMap(({ cluster }) => cluster.elsewhere)),
    ...leftOut(unreached(filesWith(labelText), clusters, repository, options.label), isComplete(clusters)),
  ]);
}

/** What others sync says nothing of this cluster, and plain files would say it wrong. */
function refuseOtherClusters(declared: readonly FluxKustomization[], context: EntryContext): void {
  const others = findEntries(declared, { ...context, clusterFolder: '' }).map(({ cluster }) => cluster);
  if (declared.length === 0 && others.length === 0) return;
  const found = others.some(Boolean) ? ` Flux begins in ${enumerate(others.filter(Boolean))}.` : '';
  throw new FatalError(
    `Nothing of Flux is found for the input 'cluster-name', whose folder is ${context.clusterFolder}. Looked for: a Kustomization that applies its own file or a FluxInstance, with a path in this folder; a Kustomization in a file of this folder that no other one applies; a kustomization.yaml at its top.${found}`,
  );
}

async function followEntry({ roots }: Entry, context: TreeContext, synced: SyncedSources): Promise<ReadCluster> {
  const cluster = new ClusterTree(context, roots);
  return { cluster, outcomes: await readCluster(cluster, context.label, synced) };
}

function summarize(
  entries: readonly Entry[],
  clusters: readonly ReadCluster[],
  fileCount: number,
  notices: readonly Problem[],
): Discovery {
  const found = clusters.map(({ outcomes }) =>
    distinctReleases(
      outcomes.flatMap(({ release }) => release ?? []),
      collisionAdvice,
    ),
  );
  const problems = clusters.flatMap(({ cluster, outcomes }, index) => [
    ...cluster.problems,
    ...outcomes.flatMap((outcome) => outcome.problems),
    ...(found[index]?.problems ?? []),
  ]);
  const builds = new Set(clusters.flatMap(({ cluster }) => cluster.builds));
  const live = clusters.reduce((sum, { cluster }) => sum + cluster.size, 0);
  const of = entries.length > 1 ? ` of ${entries.length} clusters` : '';
  return {
    releases: sortReleases(found.flatMap(({ releases }): Release[] => releases)),
    problems: [...distinctProblems(problems), ...notices],
    complete: isComplete(clusters),
    summary: [`${fileCount} YAML files`, `${builds.size} of ${live} Kustomizations${of} built`],
  };
}

function isComplete(clusters: readonly ReadCluster[]): boolean {
  return clusters.every(({ cluster }) => cluster.complete);
}

const collisionAdvice =
  "In a cluster they replace each other again and again: remove one, or choose one cluster by the input 'cluster-name'.";

/** Two clusters that share a Kustomization share its problems. */
function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function severalClusters(entries: readonly Entry[]): Problem[] {
  if (entries.length < 2) return [];
  const names = enumerate(entries.map(({ cluster }) => cluster));
  const message = `${entries.length} clusters are found (${names}), and the pre-pullers are for all of them. Choose one by the input 'cluster-name'.`;
  return [{ severity: 'notice', kind: 'kustomize', message }];
}

function unreached(
  labelledFiles: readonly string[],
  clusters: readonly ReadCluster[],
  { manifests }: Repository,
  label: string,
): string[] {
  const reached = new Set(clusters.flatMap(({ cluster }) => [...cluster.files()]));
  return labelledFiles.filter(
    (file) =>
      !reached.has(file) &&
      manifests.in(file).some(({ object }) => isHelmRelease(object) && isLabelled(object, label) && !isPatch(object)),
  );
}

/** @param complete Was everything built? Else what failed may be what reaches them. */
function leftOut(files: readonly string[], complete: boolean): Problem[] {
  const [file] = files;
  if (file === undefined) return [];
  const why = complete
    ? 'that no Kustomization reaches are left out, for Flux does not run them'
    : 'could not be looked at, for what may reach them could not be built';
  const message = `Labelled HelmReleases ${why}: ${enumerate(files)}.`;
  return [{ severity: 'notice', kind: 'kustomize', message, place: { file } }];
}
