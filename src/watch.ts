import { Minimatch } from 'minimatch';
import { repositoryFileName } from './repository-file.js';
import type { ChangedFile } from './tools/changed-files.js';

export interface WatchOptions {
  /** Folder of the generated files, relative to the root of what is worked on, with `/`. */
  outputPath: string;
  /** Globs; empty for the default ones, which are also what a list takes out of that only takes out (`!`). */
  watchPaths: string[];
}

/**
 * What a run is made of, unless `watch-paths` says otherwise: YAML, what else kustomize reads into ConfigMaps and
 * patches, charts that lie in the repository, and what Flux and helm leave out.
 */
const defaultWatchPaths = [
  '**/*.{yaml,yml,json,env,properties}',
  '**/Kustomization',
  '**/templates/**',
  '**/*.tpl',
  '**/Chart.lock',
  '**/charts/*.tgz',
  '**/{.sourceignore,.helmignore}',
];

/** The workflow says with which version and which inputs the action runs; the repository's own file has inputs, too. */
const workflows = /^\.(?:github|forgejo|gitea)\/(?:workflows|actions)\//;

/**
 * Whether a file goes into a run. Generated files never do, so that a run does not bring about the next one.
 * @param prefix From the top of the repository to its part that is worked on: empty, or with a slash at its end.
 */
export function relevance(prefix: string, options: WatchOptions): (file: ChangedFile) => boolean {
  const isWatched = watch(options.watchPaths);
  return (file) => {
    if (workflows.test(file.path)) return true;
    if (!file.path.startsWith(prefix)) return false;
    const path = file.path.slice(prefix.length);
    if (path === repositoryFileName) return true;
    return !path.startsWith(`${options.outputPath}/`) && isWatched({ ...file, path });
  };
}

/** The first of the changed files that goes into a run. */
export function firstRelevant(
  files: readonly ChangedFile[],
  prefix: string,
  options: WatchOptions,
): ChangedFile | undefined {
  return files.find(relevance(prefix, options));
}

/**
 * As in a workflow's `paths`, the last pattern that matches decides, and `!` takes out; the patterns themselves are
 * globs with braces, which those of forges are not (`workflows/path-filter.ts`).
 */
function watch(watchPaths: readonly string[]): (file: ChangedFile) => boolean {
  const isDefault = watchPaths.every((glob) => glob.startsWith('!'));
  const patterns = [...(isDefault ? defaultWatchPaths : []), ...watchPaths].map((glob) => ({
    wanted: !glob.startsWith('!'),
    matcher: new Minimatch(glob.replace(/^!/, ''), { dot: true, nonegate: true, nocomment: true }),
  }));
  return (file) =>
    patterns.findLast(({ matcher }) => matcher.match(file.path))?.wanted ?? (isDefault && file.leadsElsewhere);
}
