import { memoize } from '../../memoize.js';
import { readSourceIgnore } from '../../source-ignore/source-ignore.js';
import { createKustomizationGraphs, type KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import type { FluxOptions } from '../options.js';
import { listRepository, type RepositoryFiles } from './repository-files.js';
import { type RepositoryManifests, repositoryManifests } from './repository-manifests.js';
import { openWorkTree, type WorkTree } from './work-tree.js';

/** The checkout at hand, as the several ways to look at it. Nothing is read before it is asked for. */
export interface Repository {
  files: RepositoryFiles;
  tree: WorkTree;
  manifests: RepositoryManifests;
  kustomizations: KustomizationGraphs;
  /** The same for a source with a `spec.ignore`. */
  kustomizationsWithout(ignored: string): KustomizationGraphs;
}

export function openRepository(options: Pick<FluxOptions, 'root' | 'outputPath'>): Repository {
  const files = listRepository(options);
  const tree = openWorkTree(options.root);
  const ignoreFiles = new Map(files.sourceIgnores.map((file) => [file, files.read(file)]));
  const kustomizationsWithout = memoize((spec: string) =>
    createKustomizationGraphs(tree, {
      outputPath: options.outputPath,
      isIgnored: readSourceIgnore({ files: ignoreFiles, spec }),
    }),
  );
  return {
    files,
    tree,
    manifests: repositoryManifests(files, tree),
    kustomizations: kustomizationsWithout(''),
    kustomizationsWithout,
  };
}
