import type { SourceRules } from '../../source-ignore/source-ignore.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import type { WorkTree } from '../files/work-tree.js';
import type { Builder } from '../kustomize/builder.js';
import type { KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import type { RemoteBases } from '../kustomize/remote-bases.js';

/** The files of a source, as a tree of Kustomizations needs them. */
export interface SourceFiles {
  tree: WorkTree;
  manifests: RepositoryManifests;
  kustomizationsUnder(rules: SourceRules): KustomizationGraphs;
  /** What its kustomizations name that lies elsewhere; missing where nothing is fetched. */
  bases?: RemoteBases;
  builder: Builder;
  /** Stands before the paths of files of other sources; empty for this repository. */
  prefix: string;
}
