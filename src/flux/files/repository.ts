import { memoize } from '../../memoize.js';
import { readSourceIgnore, type SourceRules } from '../../source-ignore/source-ignore.js';
import { createKustomizationGraphs, type KustomizationGraphs } from '../kustomize/kustomization-graph.js';
import { createRemoteBases, type RemoteBases } from '../kustomize/remote-bases.js';
import { usualRules } from '../manifests/source-rules.js';
import type { FluxOptions } from '../options.js';
import { type ParsedTexts, parsedAnew } from '../parsed-texts.js';
import type { FetchSource } from '../source-contents.js';
import { listRepository, type RepositoryFiles } from './repository-files.js';
import { type RepositoryManifests, repositoryManifests } from './repository-manifests.js';
import { openWorkTree, type WorkTree } from './work-tree.js';

/** The checkout at hand, as the several ways to look at it. Nothing is read before it is asked for. */
export interface Repository {
  files: RepositoryFiles;
  tree: WorkTree;
  manifests: RepositoryManifests;
  parsed: ParsedTexts;
  kustomizations: KustomizationGraphs;
  /** The same for a source with rules of its own. */
  kustomizationsUnder(rules: SourceRules): KustomizationGraphs;
  /** What its kustomizations name that lies elsewhere; missing where nothing is fetched. */
  bases?: RemoteBases;
}

interface Surroundings {
  /** None where what lies elsewhere is not fetched. */
  fetchSource?: FetchSource;
  /** None where all is parsed anew. */
  parsed?: ParsedTexts;
}

export function openRepository(
  options: Pick<FluxOptions, 'root' | 'outputPath'>,
  { fetchSource, parsed = parsedAnew }: Surroundings = {},
): Repository {
  const files = listRepository(options);
  const tree = openWorkTree(options.root);
  const bases = fetchSource && createRemoteBases(tree, fetchSource);
  const ignoreFiles = files.sourceIgnores();
  const kustomizationsBy = memoize((rules: string) =>
    createKustomizationGraphs(tree, {
      outputPath: options.outputPath,
      parsed,
      isIgnored: readSourceIgnore({ files: ignoreFiles, ...(JSON.parse(rules) as SourceRules) }),
      ...(bases && { bases }),
    }),
  );
  const kustomizationsUnder = (rules: SourceRules) => kustomizationsBy(JSON.stringify(rules));
  return {
    files,
    tree,
    manifests: repositoryManifests(tree, parsed),
    parsed,
    kustomizations: kustomizationsUnder(usualRules),
    kustomizationsUnder,
    ...(bases && { bases }),
  };
}
