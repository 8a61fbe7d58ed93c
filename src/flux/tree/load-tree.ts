import { enumerate } from '../../enumerate.js';
import { textOfLabel } from '../../opt-in.js';
import { FatalError, type Problem } from '../../problem.js';
import type { Tools } from '../../tools/tools.js';
import { unappliedOutput } from '../advice/unapplied-output.js';
import { type Coverage, coverageOf } from '../coverage.js';
import type { Discovery } from '../discovery.js';
import { distinctReleases, sortReleases } from '../distinct-releases.js';
import type { Repository } from '../files/repository.js';
import { generatorText, kustomizationText, releaseText, sourceGroup, syncText } from '../files/search-texts.js';
import { notCheckedOut } from '../hidden-files.js';
import type { LoadContext } from '../load-context.js';
import type { Manifest } from '../manifests/manifest.js';
import { fluxControllers } from '../operator/controllers.js';
import { patchSync } from '../operator/patched-sync.js';
import { withoutChartTemplates } from '../plain/labelled-files.js';
import type { Release } from '../release.js';
import { chartsInUse, chartsOfReleases, notRendered } from './charts-of-releases.js';
import { ClusterTree, type TreeContext } from './cluster-tree.js';
import { declaredKustomizations, type Entry, type EntryContext, findEntries, selfSynced } from './entries.js';
import { applierId, type FluxKustomization, fluxKustomization, sourceOf } from './flux-kustomization.js';
import { absentFilesOf, leftOut, unreachedFiles } from './left-out.js';
import { createLocator, notFollowed } from './locate.js';
import { type ClusterContent, readCluster } from './read-cluster.js';
import { type SourceDeclarations, sourceDeclarations } from './source-declarations.js';
import { findSyncedSources, type SyncedSources } from './synced-source.js';

interface ReadCluster extends ClusterContent {
  cluster: ClusterTree;
  /** About what the operator syncs. */
  problems: Problem[];
}

/**
 * Follows the Flux Kustomizations of the repository and takes the labelled HelmReleases as they are applied.
 * @returns `undefined` when Flux Kustomizations say nothing of what runs: the files are then taken as they are.
 * @throws FatalError when Flux begins elsewhere than in the folder of the cluster.
 */
export async function loadTree(context: LoadContext): Promise<Discovery | undefined> {
  const { repository, options } = context;
  const labelText = textOfLabel(options.label);
  const filesWith = searchFiles(repository, labelText);
  const entryContext = entryContextOf(context, filesWith);
  const declared = declaredKustomizations(entryContext);
  const entries = findEntries(declared, entryContext);
  if (entries.length === 0) {
    if (context.clusterFolder !== '') refuseOtherClusters(declared, entryContext);
    return undefined;
  }

  const declarations = sourceDeclarations(repository, filesWith(sourceGroup));
  const ownSyncs = selfSynced(declared, entryContext);
  const clusters = await Promise.all(
    entries.map(async (entry) => {
      const beginning = await beginningOf(entry, context.tools);
      const synced = findSyncedSources(declarations, { ...beginning, selfSynced: ownSyncs });
      return await followEntry(
        beginning,
        treeContextOf(context, { synced, declarations, generatorFiles: filesWith(generatorText) }),
        synced,
      );
    }),
  );
  if (clusters.every(followsNothing)) return undefined;
  const unseen = unseenOf(context, clusters, filesWith);
  const coverage = coverageWith(clusters, unseen);
  const labelled = withoutChartTemplates(filesWith(labelText), repository);
  const unreached = unreachedFiles(labelled, treesOf(clusters), { ...repository, declared, label: options.label });
  const notices = [
    ...severalClusters(entries),
    ...notFollowed(clusters.flatMap(({ cluster }) => cluster.elsewhere)),
    ...unseen,
    ...leftOut(unreached, coverage.complete),
  ];
  return {
    ...withReleases(clusters, notices),
    ...plainObjectsOf(clusters),
    ...coverage,
    advice: coverage.complete ? unappliedOutput(options.outputPath, clusters) : [],
    summary: summaryOf(clusters, repository.files.all.length),
    readersOf: (file) => clusters.flatMap(({ cluster }) => cluster.readersOf(file)),
  };
}

/** Where Flux begins was not found: that nothing is followed does not mean that nothing runs. */
function followsNothing({ cluster }: ReadCluster): boolean {
  return cluster.size === 0 && !cluster.coverage.hidden;
}

function treesOf(clusters: readonly ReadCluster[]): ClusterTree[] {
  return clusters.map(({ cluster }) => cluster);
}

function plainObjectsOf(clusters: readonly ReadCluster[]): Pick<Discovery, 'workloads' | 'offered' | 'unbuilt'> {
  return {
    workloads: clusters.flatMap(({ workloads }) => workloads),
    offered: clusters.flatMap(({ offered }) => offered),
    unbuilt: clusters.flatMap(({ cluster }) => cluster.unbuilt().map(applierId)),
  };
}

type FilesWith = (text: string) => readonly string[];

/** Reads every file once, for all that is looked for. */
function searchFiles({ files }: Repository, labelText: string): FilesWith {
  const hits = files.search([labelText, kustomizationText, releaseText, sourceGroup, syncText, generatorText]);
  return (text) => hits.get(text) ?? [];
}

function entryContextOf({ repository, clusterFolder }: LoadContext, filesWith: FilesWith): EntryContext {
  const { manifests } = repository;
  return {
    ...repository,
    kustomizationFiles: filesWith(kustomizationText),
    syncFiles: filesWith(syncText).filter((file) => /FluxInstance|instance:/.test(manifests.text(file))),
    clusterFolder,
  };
}

interface ClusterSources {
  synced: SyncedSources;
  declarations: SourceDeclarations;
  /** Files that may declare ArtifactGenerators. */
  generatorFiles: readonly string[];
}

function treeContextOf(
  { repository, options, builder, tools, variables, follow }: LoadContext,
  { synced, declarations, generatorFiles }: ClusterSources,
): TreeContext {
  return {
    own: { ...repository, builder, prefix: '' },
    tools,
    label: options.label,
    workloads: options.workloads,
    strictSubstitution: options.strictSubstitution,
    fallback: variables,
    controllersOf: fluxControllers(repository),
    locate: createLocator(repository, synced, generatorFiles, options.outputPath),
    learnFrom: synced.learnFrom,
    ...(follow && {
      others: {
        declarationOf: (kustomization) =>
          declarations.find(sourceOf(kustomization), kustomization.manifest.placeOf().file),
        follow,
      },
    }),
    buildEverything: options.buildEverything ?? false,
  };
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

async function followEntry(
  { roots, problems }: EntryBeginning,
  context: TreeContext,
  synced: SyncedSources,
): Promise<ReadCluster> {
  const cluster = new ClusterTree(context, roots);
  return { cluster, ...(await readCluster(cluster, context.label, synced)), problems };
}

interface EntryBeginning {
  roots: FluxKustomization[];
  /** Those that the operator makes. */
  sources: Manifest[];
  problems: Problem[];
}

/** Where a cluster begins, once the operator has patched what it syncs. */
async function beginningOf({ roots, instance }: Entry, tools: Tools): Promise<EntryBeginning> {
  if (!instance) return { roots, sources: [], problems: [] };
  const { kustomization, source, problems } = await patchSync(instance, tools);
  const isOfInstance = ({ manifest }: FluxKustomization) => manifest === instance.kustomization;
  const patched = roots.map((root) => (isOfInstance(root) ? fluxKustomization(kustomization) : root));
  return { roots: patched, sources: [source], problems };
}

/** What is known to be there and is not read. */
function unseenOf(
  { repository, absentFiles, clusterFolder }: LoadContext,
  clusters: readonly ReadCluster[],
  filesWith: FilesWith,
): Problem[] {
  const trees = treesOf(clusters);
  const candidates = [...new Set([...filesWith(releaseText), ...filesWith(kustomizationText)])];
  const charts = chartsOfReleases(candidates, repository);
  const texts = () => trees.flatMap((tree) => [...tree.files()].map(repository.manifests.text));
  return [
    ...notCheckedOut(absentFilesOf(absentFiles, trees, clusterFolder)),
    ...notRendered(chartsInUse(charts, texts)),
  ];
}

function coverageWith(clusters: readonly ReadCluster[], unseen: readonly Problem[]): Coverage {
  const ofClusters = clusters.map(({ cluster, problems }) => {
    const coverage = cluster.coverage;
    return { ...coverage, hidden: coverage.hidden || problems.length > 0 || unseen.length > 0 };
  });
  return coverageOf(ofClusters);
}

function withReleases(
  clusters: readonly ReadCluster[],
  notices: readonly Problem[],
): Pick<Discovery, 'releases' | 'problems'> {
  const found = clusters.map(({ outcomes }) =>
    distinctReleases(
      outcomes.flatMap(({ release }) => release ?? []),
      collisionAdvice,
    ),
  );
  const problems = clusters.flatMap(({ cluster, outcomes, problems: ofEntry }, index) => [
    ...ofEntry,
    ...cluster.problems,
    ...outcomes.flatMap((outcome) => outcome.problems),
    ...(found[index]?.problems ?? []),
  ]);
  return {
    releases: sortReleases(found.flatMap(({ releases }): Release[] => releases)),
    problems: [...distinctProblems(problems), ...notices],
  };
}

function summaryOf(clusters: readonly ReadCluster[], fileCount: number): string[] {
  const builds = new Set(clusters.flatMap(({ cluster }) => cluster.builds));
  const live = clusters.reduce((sum, { cluster }) => sum + cluster.size, 0);
  const of = clusters.length > 1 ? ` of ${clusters.length} clusters` : '';
  return [`${fileCount} YAML files`, `${builds.size} of ${live} Kustomizations${of} built`];
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
