import type { Cache } from '../cache.js';
import type { Problem } from '../problem.js';
import type { Tools } from '../tools/tools.js';
import { type ClusterConfiguration, readClusterConfiguration } from './cluster-config';
import { findClusterFolder } from './cluster-folder.js';
import { openRepository } from './files/repository';
import { createBuilder } from './kustomize/builder.js';
import type { LoadOptions } from './options.js';
import { loadPlainFiles } from './plain/plain-files';
import type { Release } from './release.js';
import { groupUnsetVariables } from './substitution/unset-variables';
import { loadTree } from './tree/load-tree.js';
import { buildPlainKustomizations } from './tree/plain-builds.js';

export interface Discovery {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  problems: Problem[];
  /** `false` when something that may hold a labelled release could not be read: then no generated file is removed. */
  complete: boolean;
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
}

/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @throws FatalError when there is no cluster of that name, or more than one.
 */
export async function loadReleases(options: LoadOptions, tools: Tools, cache: Cache): Promise<Discovery> {
  const repository = openRepository(options);
  const folder = options.clusterName && findClusterFolder(repository.files, options.clusterName);
  const cluster = folder ? readClusterConfiguration(repository.files, folder) : noConfiguration;
  const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
  const plain = variables.size > 0 ? variables : undefined;
  const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
  try {
    const discovery = options.fluxMonorepo
      ? ((await loadTree(repository, folder, variables, options, builder)) ??
        (await loadPlainFiles(repository, plain, options, (labelledFiles, objects) =>
          buildPlainKustomizations(repository, labelledFiles, objects, folder, variables, options, builder),
        )))
      : await loadPlainFiles(repository, plain, options);
    return { ...discovery, problems: [...cluster.problems, ...groupUnsetVariables(discovery.problems)] };
  } finally {
    await builder.close();
  }
}

const noConfiguration: ClusterConfiguration = { variables: new Map(), problems: [] };
