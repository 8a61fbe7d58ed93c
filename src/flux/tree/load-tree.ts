import { enumerate } from '../../enumerate.js';
import { textOfLabel } from '../../opt-in.js';
import { FatalError, type Problem } from '../../problem.js';
import { unappliedOutput } from '../advice/unapplied-output.js';
import { type Coverage, coverageOf } from '../coverage.js';
import type { Discovery } from '../discovery.js';
import type { Repository } from '../files/repository.js';
import {
  generatorText,
  kustomizationText,
  operatorVersionText,
  releaseText,
  sourceGroup,
  syncText,
} from '../files/search-texts.js';
import { notCheckedOut } from '../hidden-files.js';
import type { LoadContext } from '../load-context.js';
import { withoutChartTemplates } from '../plain/labelled-files.js';
import { chartsInUse, chartsOfReleases, notRendered } from './charts-of-releases.js';
import type { ClusterTree } from './cluster-tree.js';
import { declaredKustomizations, type Entry, type EntryContext, findEntries, selfSynced } from './entries.js';
import type { FluxKustomization } from './flux-kustomization.js';
import { followEntry, type ReadCluster } from './follow-entry.js';
import { absentFilesOf, leftOut, unreachedFiles } from './left-out.js';
import { notFollowed } from './locate.js';
import { plainObjectsOf, releasesOf, summaryOf } from './merge-clusters.js';
import { sourceDeclarations } from './source-declarations.js';

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

  const declaredObjects = {
    declarations: sourceDeclarations(repository, filesWith(sourceGroup)),
    selfSynced: selfSynced(declared, entryContext),
    generatorFiles: filesWith(generatorText),
  };
  const clusters = await Promise.all(entries.map((entry) => followEntry(entry, context, declaredObjects)));
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
  const { releases, problems } = releasesOf(clusters);
  return {
    releases,
    problems: [...problems, ...notices],
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

type FilesWith = (text: string) => readonly string[];

/** In objects that make what runs: releases, or further objects of Flux. */
const producingTexts = [releaseText, kustomizationText, operatorVersionText] as const;

/** Reads every file once, for all that is looked for. */
function searchFiles({ files }: Repository, labelText: string): FilesWith {
  const hits = files.search([labelText, ...producingTexts, sourceGroup, syncText, generatorText]);
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

/** What others sync says nothing of this cluster, and plain files would say it wrong. */
function refuseOtherClusters(declared: readonly FluxKustomization[], context: EntryContext): void {
  const others = findEntries(declared, { ...context, clusterFolder: '' }).map(({ cluster }) => cluster);
  if (declared.length === 0 && others.length === 0) return;
  const found = others.some(Boolean) ? ` Flux begins in ${enumerate(others.filter(Boolean))}.` : '';
  throw new FatalError(
    `Nothing of Flux is found for the input 'cluster-name', whose folder is ${context.clusterFolder}. Looked for: a Kustomization that applies its own file or a FluxInstance, with a path in this folder; a Kustomization in a file of this folder that no other one applies; a kustomization.yaml at its top.${found}`,
  );
}

/** What is known to be there and is not read. */
function unseenOf(
  { repository, absentFiles, clusterFolder }: LoadContext,
  clusters: readonly ReadCluster[],
  filesWith: FilesWith,
): Problem[] {
  const trees = treesOf(clusters);
  const candidates = [...new Set(producingTexts.flatMap(filesWith))];
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

function severalClusters(entries: readonly Entry[]): Problem[] {
  if (entries.length < 2) return [];
  const names = enumerate(entries.map(({ cluster }) => cluster));
  const message = `${entries.length} clusters are found (${names}), and the pre-pullers are for all of them. Choose one by the input 'cluster-name'.`;
  return [{ severity: 'notice', kind: 'kustomize', message }];
}
