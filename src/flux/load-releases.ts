import type { Inputs } from '../inputs.js';
import type { Problem } from '../problem.js';
import type { Tools } from '../tools/tools.js';
import { findClusterFolder, readClusterConfiguration } from './cluster.js';
import { loadPlainFiles } from './plain-files.js';
import type { Release } from './release.js';
import { listRepository } from './repository-files.js';
import { loadTree } from './tree/load-tree.js';

export interface Discovery {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  problems: Problem[];
  /** `false` when something that may hold a labelled release could not be read: then no generated file is removed. */
  complete: boolean;
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
}

export type FluxOptions = Pick<
  Inputs,
  | 'root'
  | 'fluxMonorepo'
  | 'clusterName'
  | 'label'
  | 'outputPath'
  | 'substitutions'
  | 'strictSubstitution'
  | 'concurrency'
> & {
  /** Build every Kustomization, needed or not: for the test that the result is the same. */
  buildEverything?: boolean;
};

/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @throws FatalError when there is no cluster of that name.
 */
export async function loadReleases(options: FluxOptions, tools: Tools): Promise<Discovery> {
  const files = listRepository(options);
  const folder = options.clusterName && findClusterFolder(files, options.clusterName);
  const cluster = folder ? readClusterConfiguration(files, folder) : { variables: new Map(), problems: [] };
  const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
  const tree = options.fluxMonorepo ? await loadTree(files, folder, variables, options, tools) : undefined;
  const discovery = tree ?? loadPlainFiles(files, variables.size > 0 ? variables : undefined, options);
  return { ...discovery, problems: [...cluster.problems, ...discovery.problems] };
}
