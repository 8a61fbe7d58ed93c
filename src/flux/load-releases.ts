import type { Cache } from '../cache.js';
import { filesNotCheckedOut } from '../tools/sparse-checkout.js';
import type { Tools } from '../tools/tools.js';
import { type ClusterConfiguration, readClusterConfiguration } from './cluster-config';
import { findClusterFolder } from './cluster-folder.js';
import type { Discovery } from './discovery';
import { openRepository } from './files/repository';
import { manifestsAmong } from './hidden-files';
import { createBuilder } from './kustomize/builder.js';
import type { LoadContext } from './load-context';
import type { LoadOptions } from './options';
import { loadPlainFiles } from './plain/plain-files';
import { groupUnsetVariables } from './substitution/unset-variables';
import { loadTree } from './tree/load-tree.js';
import { buildPlainKustomizations } from './tree/plain-builds.js';

/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @throws FatalError when there is no cluster of that name, or more than one.
 */
export async function loadReleases(options: LoadOptions, tools: Tools, cache: Cache): Promise<Discovery> {
  const repository = openRepository(options);
  const clusterFolder = options.clusterName && findClusterFolder(repository.files, options.clusterName);
  const cluster = clusterFolder ? readClusterConfiguration(repository.files, clusterFolder) : noConfiguration;
  const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
  const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
  try {
    const absentFiles = manifestsAmong(await filesNotCheckedOut(options.root), options.outputPath);
    const context = { repository, options, builder, tools, clusterFolder, variables, absentFiles };
    const discovery = await discover(context);
    return { ...discovery, problems: [...cluster.problems, ...groupUnsetVariables(discovery.problems)] };
  } finally {
    await builder.close();
  }
}

async function discover(context: LoadContext): Promise<Discovery> {
  if (!context.options.fluxMonorepo) return await loadPlainFiles(context);
  const followed = await loadTree(context);
  if (followed) return followed;
  return await loadPlainFiles(context, (labelledFiles, objects) =>
    buildPlainKustomizations(context, labelledFiles, objects),
  );
}

const noConfiguration: ClusterConfiguration = { variables: new Map(), problems: [] };
