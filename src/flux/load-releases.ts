import type { Cache } from '../cache.js';
import { filesNotCheckedOut } from '../tools/sparse-checkout.js';
import type { Tools } from '../tools/tools.js';
import { labelMistakes } from './advice/label-mistakes.js';
import { type ClusterConfiguration, readClusterConfiguration } from './cluster-config.js';
import { findClusterFolder } from './cluster-folder.js';
import type { Discovery } from './discovery.js';
import { openRepository } from './files/repository.js';
import { createFollower } from './follow-sources.js';
import { manifestsAmong } from './hidden-files.js';
import { type Builder, createBuilder } from './kustomize/builder.js';
import type { LoadContext } from './load-context.js';
import type { LoadOptions } from './options.js';
import { openParsedTexts, type ParsedTexts } from './parsed-texts.js';
import { loadPlainFiles } from './plain/plain-files.js';
import type { FetchSource } from './source-contents.js';
import { groupUnsetVariables } from './substitution/unset-variables.js';
import { loadTree } from './tree/load-tree.js';
import { buildPlainKustomizations } from './tree/plain-builds.js';
import type { SourceFiles } from './tree/source-files.js';

/**
 * What does Flux run? Reads the repository's manifests and gives every release that carries the label.
 * @param fetchSource None where other sources are not followed.
 * @throws FatalError when there is no cluster of that name, or more than one.
 */
export async function loadReleases(
  options: LoadOptions,
  tools: Tools,
  cache: Cache,
  fetchSource?: FetchSource,
): Promise<Discovery> {
  const parsed = openParsedTexts(cache);
  const repository = openRepository(options, { parsed, ...(fetchSource && { fetchSource }) });
  const clusterFolder = options.clusterName && findClusterFolder(repository.files, options.clusterName);
  const cluster = clusterFolder ? readClusterConfiguration(repository.files, clusterFolder) : noConfiguration;
  const variables = new Map([...cluster.variables, ...Object.entries(options.substitutions)]);
  const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
  const builders = [builder];
  try {
    const absentFiles = manifestsAmong(await filesNotCheckedOut(options.root), options.outputPath);
    const context = { repository, options, builder, tools, cache, parsed, clusterFolder, variables, absentFiles };
    const follow =
      fetchSource && createFollower(fetchSource, opener({ options, tools, cache, parsed, builders, fetchSource }));
    const discovery = await discover({ ...context, ...(follow && { follow }) });
    const advice = [...discovery.advice, ...labelMistakes(repository, options.label, discovery)];
    return { ...discovery, problems: [...cluster.problems, ...groupUnsetVariables(discovery.problems)], advice };
  } finally {
    parsed.save();
    for (const one of builders) one.close();
  }
}

interface OpenerContext {
  options: LoadOptions;
  tools: Tools;
  cache: Cache;
  parsed: ParsedTexts;
  /** Gets each builder that is made. */
  builders: Builder[];
  fetchSource: FetchSource;
}

/** Opens sources that were fetched; what this repository's own output folder is called means nothing there. */
function opener({
  options,
  tools,
  cache,
  parsed,
  builders,
  fetchSource,
}: OpenerContext): (folder: string, prefix: string) => SourceFiles {
  return (root, prefix) => {
    const repository = openRepository({ root, outputPath: noOutput }, { fetchSource, parsed });
    const builder = createBuilder({ ...repository, tools, cache }, options.concurrency);
    builders.push(builder);
    return { ...repository, builder, prefix };
  };
}

/** Git has no file of this name. */
const noOutput = '.git';

async function discover(context: LoadContext): Promise<Discovery> {
  if (!context.options.fluxMonorepo) return await loadPlainFiles(context);
  const followed = await loadTree(context);
  if (followed) return followed;
  return await loadPlainFiles(context, (labelledFiles, objects) =>
    buildPlainKustomizations(context, labelledFiles, objects),
  );
}

const noConfiguration: ClusterConfiguration = { variables: new Map(), problems: [] };
