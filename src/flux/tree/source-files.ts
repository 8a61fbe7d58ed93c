import type { RepositoryManifests } from '../files/repository-manifests';
import type { WorkTree } from '../files/work-tree';
import type { Builder } from '../kustomize/builder';
import type { KustomizationGraphs } from '../kustomize/kustomization-graph';

/** The files of a source, as a tree of Kustomizations needs them. */
export interface SourceFiles {
  tree: WorkTree;
  manifests: RepositoryManifests;
  /** @param ignored `spec.ignore` of the source. */
  kustomizationsWithout(ignored: string): KustomizationGraphs;
  builder: Builder;
  /** Stands before the paths of files of other sources; empty for this repository. */
  prefix: string;
}
