import { findReach, type ReachFinder } from './kustomize/reach.js';
import type { FluxOptions } from './load-releases.js';
import { listRepository, type RepositoryFiles } from './repository-files.js';
import { type RepositoryManifests, repositoryManifests } from './repository-manifests.js';
import { readSourceIgnore } from './source-ignore.js';
import { openWorkTree, type WorkTree } from './work-tree.js';

/** The checkout at hand, as the several ways to look at it. Nothing is read before it is asked for. */
export interface Repository {
  files: RepositoryFiles;
  tree: WorkTree;
  manifests: RepositoryManifests;
  kustomizations: ReachFinder;
}

export function openRepository(options: Pick<FluxOptions, 'root' | 'outputPath'>): Repository {
  const files = listRepository(options);
  const tree = openWorkTree(options.root);
  return {
    files,
    tree,
    manifests: repositoryManifests(files, tree),
    kustomizations: findReach(tree, {
      outputPath: options.outputPath,
      isIgnored: readSourceIgnore(files.sourceIgnores, files.read),
    }),
  };
}
