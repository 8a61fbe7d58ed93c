import path from 'node:path';
import { textAt } from '../../json.js';
import { isWithin } from '../files/folders.js';
import type { Repository } from '../files/repository.js';
import { isKustomizationFile } from '../kustomize/kustomization-file.js';
import type { LoadContext } from '../load-context.js';
import { usualRules } from '../manifests/source-rules.js';
import type { FileObjects } from '../plain/file-objects.js';
import type { Built } from '../plain/plain-files.js';
import { checkoutContext } from './checkout-context.js';
import { ClusterTree } from './cluster-tree.js';
import { entryKustomization } from './flux-kustomization.js';
import { readCluster } from './read-cluster.js';

/**
 * Builds the kustomization.yaml files of a repository without Flux Kustomizations: those that no other one uses and
 * that read a labelled file. Those of the cluster's folder are preferred where it has some.
 */
export async function buildPlainKustomizations(
  context: LoadContext,
  labelledFiles: readonly string[],
  objects: FileObjects,
): Promise<Built> {
  const { repository, options, builder, clusterFolder } = context;
  const roots = findRoots(repository, labelledFiles, clusterFolder);
  const cluster = new ClusterTree(
    {
      ...checkoutContext(context),
      locate: ({ spec }) => ({ kind: 'folder', folder: textAt(spec, 'path'), rules: usualRules }),
    },
    roots.map((folder) => entryKustomization(folder, { name: folder, postBuild: {} })),
  );
  const { outcomes } = await readCluster(cluster, options.label, objects);
  return {
    files: cluster.files(),
    outcomes,
    problems: cluster.problems,
    others: cluster.optedIn().flatMap(({ objects }) => objects),
    coverage: cluster.coverage,
    summary: roots.length > 0 ? [`${builder.count()} kustomizations built`] : [],
  };
}

function findRoots(
  { files, kustomizations }: Repository,
  labelledFiles: readonly string[],
  clusterFolder: string,
): string[] {
  if (labelledFiles.length === 0) return [];
  const graphs = files.all.filter(isKustomizationFile).map((file) => kustomizations.graphOf(path.posix.dirname(file)));
  const used = new Set(
    graphs.flatMap((graph) => [...graph.kustomizations.keys()].filter((folder) => folder !== graph.folder)),
  );
  const roots = graphs
    .filter(({ folder, top }) => !used.has(folder) && textAt(top.content, 'kind') !== 'Component')
    .filter((graph) => labelledFiles.some((file) => graph.files.has(file)))
    .map(({ folder }) => folder);
  if (!clusterFolder) return roots;
  const ofCluster = roots.filter((folder) => isWithin(folder, clusterFolder));
  return ofCluster.length > 0 ? ofCluster : roots;
}
