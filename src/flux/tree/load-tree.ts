import type { Problem } from '../../problem.js';
import type { Tools } from '../../tools/tools.js';
import { sortReleases } from '../distinct-releases.js';
import { isHelmRelease, isLabelled, isPatch, type ReleaseOutcome, readRelease } from '../helm-release.js';
import { textAt } from '../json.js';
import { createBuilder } from '../kustomize/builder.js';
import { findReach } from '../kustomize/reach.js';
import type { Discovery, FluxOptions } from '../load-releases.js';
import { describe, type Manifest, type ObjectReference } from '../manifest.js';
import type { RepositoryFiles } from '../repository-files.js';
import { repositoryManifests } from '../repository-manifests.js';
import { sourceGroup } from '../source-kinds.js';
import { textOfLabel } from '../text-of-label.js';
import { openWorkTree, type WorkTree } from '../work-tree.js';
import { artifactFolder, generatorText } from './artifact.js';
import { ClusterTree, type TreeContext } from './cluster-tree.js';
import { declaredKustomizations, type EntryContext, findEntries, selfSynced } from './entries.js';
import { folderOf, kustomizationText, sourceOf } from './flux-kustomization.js';
import { findSyncedSources, type SyncedSources } from './synced-source.js';

/** Text of every manifest that tells an operator what to sync. */
const syncText = 'sync:';

/**
 * Follows the Flux Kustomizations of the repository and takes the labelled HelmReleases as they are applied.
 * @param clusterFolder Of the cluster to take; empty for all that are found.
 * @param fallback Variables for what Git does not say.
 * @returns `undefined` when the repository has no Flux Kustomizations for it.
 */
export async function loadTree(
  files: RepositoryFiles,
  clusterFolder: string,
  fallback: ReadonlyMap<string, string>,
  options: FluxOptions,
  tools: Tools,
): Promise<Discovery | undefined> {
  const labelText = textOfLabel(options.label);
  const hits = files.search([labelText, kustomizationText, sourceGroup, syncText, generatorText]);
  const filesWith = (text: string) => hits.get(text) ?? [];
  const tree = openWorkTree(options.root);
  const manifests = repositoryManifests(files);
  const finder = findReach(tree, () => false);
  const entryContext: EntryContext = {
    tree,
    manifests,
    finder,
    kustomizationFiles: filesWith(kustomizationText),
    syncFiles: filesWith(syncText).filter((file) => /FluxInstance|instance:/.test(manifests.text(file))),
    clusterFolder,
  };
  const declared = declaredKustomizations(entryContext);
  const entries = findEntries(declared, entryContext);
  if (entries.length === 0) return undefined;

  const synced = findSyncedSources(manifests, filesWith(sourceGroup), selfSynced(declared, entryContext));
  const builder = createBuilder(tree, tools, options.concurrency);
  const context: TreeContext = {
    manifests,
    finder,
    builder,
    label: options.label,
    strictSubstitution: options.strictSubstitution,
    fallback,
    locate: locator(tree, synced, () => filesWith(generatorText).flatMap((file) => manifests.in(file))),
    buildEverything: options.buildEverything ?? false,
  };
  try {
    const clusters = await Promise.all(
      entries.map(async ({ roots }) => {
        const cluster = new ClusterTree(context, roots);
        return { cluster, outcomes: await readCluster(cluster, synced, options.label) };
      }),
    );
    const problems = [
      ...severalClusters(entries.map(({ cluster }) => cluster)),
      ...clusters.flatMap(({ cluster, outcomes }) => [
        ...cluster.problems,
        ...outcomes.flatMap((outcome) => outcome.problems),
      ]),
    ];
    const reached = new Set(clusters.flatMap(({ cluster }) => [...cluster.files()]));
    const unreached = filesWith(labelText).filter(
      (file) =>
        !reached.has(file) &&
        manifests
          .in(file)
          .some(({ object }) => isHelmRelease(object) && isLabelled(object, options.label) && !isPatch(object)),
    );
    const live = clusters.reduce((sum, { cluster }) => sum + cluster.size, 0);
    return {
      releases: sortReleases(clusters.flatMap(({ outcomes }) => outcomes.flatMap(({ release }) => release ?? []))),
      problems: [...distinctProblems(problems), ...leftOut(unreached)],
      complete: clusters.every(({ cluster }) => cluster.complete),
      summary: [`${files.all.length} YAML files`, `${builder.count()} of ${live} Kustomizations built`],
    };
  } finally {
    await builder.close();
  }
}

/** Reads the labelled releases; what they miss is looked for in Kustomizations that are not built yet. */
async function readCluster(cluster: ClusterTree, synced: SyncedSources, label: string): Promise<ReleaseOutcome[]> {
  for (;;) {
    await cluster.expand();
    const missing: ObjectReference[] = [];
    const find = (reference: ObjectReference) => {
      const found = cluster.find(reference);
      if (!found) missing.push(reference);
      return found;
    };
    const outcomes = cluster.labelled().map((manifest) =>
      readRelease(manifest, {
        label,
        sources: { find, known: (kind) => cluster.known(kind), isThisRepository: synced.isThisRepository },
        findValues: (reference) => find(reference)?.object,
      }),
    );
    if (missing.filter((reference) => cluster.want(reference)).length === 0) return outcomes;
  }
}

/** Which folder a Kustomization builds, or why it is not followed. */
function locator(tree: WorkTree, synced: SyncedSources, generators: () => Manifest[]): TreeContext['locate'] {
  return (kustomization) => {
    const { manifest, reference, spec } = kustomization;
    const source = sourceOf(kustomization);
    const isArtifact = source.kind === 'ExternalArtifact';
    const folder = isArtifact
      ? artifactFolder(kustomization, generators(), tree, synced.isThisRepository)
      : folderOf(kustomization, tree);
    const about = { kind: 'kustomize' as const, object: describe(reference) };
    if (isArtifact ? folder === undefined : !synced.buildsHere(kustomization)) {
      const message = `The Kustomization builds ${describe(source)}, which is not this repository: it is not followed.`;
      return { skipped: { ...about, severity: 'notice', message, place: manifest.placeOf('spec', 'sourceRef') } };
    }
    if (folder !== undefined) return { folder };
    const message = `The Kustomization builds ${JSON.stringify(textAt(spec, 'path'))}, which is no folder of this repository: nothing of it is seen.`;
    return { missing: { ...about, severity: 'warning', message, place: manifest.placeOf('spec', 'path') } };
  };
}

function severalClusters(names: readonly string[]): Problem[] {
  if (names.length < 2) return [];
  const message = `${names.length} clusters are found (${names.join(', ')}), and the pre-pullers are for all of them. Choose one by the input 'cluster-name'.`;
  return [{ severity: 'notice', kind: 'kustomize', message }];
}

/** Two clusters that share a Kustomization share its problems. */
function distinctProblems(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

const filesInAMessage = 10;

function leftOut(files: readonly string[]): Problem[] {
  const [file] = files;
  if (file === undefined) return [];
  const names = files.slice(0, filesInAMessage).join(', ');
  const more = files.length > filesInAMessage ? ` and ${files.length - filesInAMessage} more` : '';
  const message = `Labelled HelmReleases that no Kustomization reaches are left out, for Flux does not run them: ${names}${more}.`;
  return [{ severity: 'notice', kind: 'kustomize', message, place: { file } }];
}
