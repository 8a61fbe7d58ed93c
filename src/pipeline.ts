import { detectChanges } from './changes/detect-changes.js';
import type { Rendering } from './charts/rendering.js';
import type { RunEvent } from './event.js';
import type { Release } from './flux/release.js';
import type { CommitResult, Superseded } from './git/commit-changes.js';
import type { Inputs } from './inputs/inputs.js';
import type { FileChange } from './prepullers/generated-file.js';
import type { PrepullerSource } from './prepullers/write-prepullers.js';
import { type Problem, type ReleaseId, releaseKey } from './problem.js';
import { line } from './report/log.js';
import { reportProblems } from './report/problems.js';
import { type RenderedRelease, renderedReleases } from './report/rendered-release.js';
import { reportChanges, reportCommit, reportDiscovery, reportImages } from './report/story.js';
import { Timing } from './report/timing.js';

/** What a run found and did; the outputs and the summary are made of it. */
export interface RunResult {
  /** Labelled HelmReleases, those that failed included. */
  releases: number;
  /** Those that did not fail, with their images. */
  rendered: RenderedRelease[];
  changes: FileChange[];
  problems: Problem[];
  commit: CommitOutcome;
}

/** A commit that failed comes with what was thrown: what the run found is worth reporting all the same. */
export type CommitOutcome = Exclude<CommitResult, Superseded> | { kind: 'failed'; error: unknown };

/** What the run itself reads of the inputs, beside what its stages do. */
export interface RunOptions {
  /** Write nothing. */
  check: boolean;
  commitChanges: boolean;
  /** Absolute path of the cache's folder. */
  cachePath: string;
  /** MiB. */
  cacheMaxSize: number;
  /** Print the time that every stage took. */
  timing: boolean;
}

/** The whole action, from the event to the commit. */
export async function runPipeline(inputs: Inputs, event: RunEvent): Promise<RunResult> {
  const timing = new Timing();
  const relevance = await timing.of('changes', () => detectChanges(inputs, event));
  line(relevance.reason);
  if (!relevance.relevant) return nothingToDo;

  const { targetBranch } = await timing.of('loading', () => import('./stages.js'));
  // What cannot be committed is refused before the work is done.
  if (inputs.commitChanges && !inputs.check) targetBranch(inputs, event);
  const result = await generateAndCommit(inputs, event, timing);
  if (inputs.timing) timing.report();
  return result;
}

const nothingToDo: RunResult = { releases: 0, rendered: [], changes: [], problems: [], commit: { kind: 'unchanged' } };

/** @param previous Of the run before, when this one repeats it on a newer tip of the branch; their number is bounded. */
async function generateAndCommit(
  inputs: Inputs,
  event: RunEvent,
  timing: Timing,
  previous?: Superseded,
): Promise<RunResult> {
  const { commitChanges } = await import('./stages.js');
  const generated = await generate(inputs, timing);
  const commit = await timing
    .of('git', () => commitChanges(generated.changes, inputs, event, previous))
    .catch((error: unknown) => ({ kind: 'failed' as const, error }));
  reportCommit(commit);
  if (commit.kind !== 'superseded') return { ...generated, commit };
  return await generateAndCommit({ ...inputs, root: commit.root }, event, timing, commit);
}

/** From the manifests at hand to the generated files. */
async function generate(inputs: Inputs, timing: Timing): Promise<Omit<RunResult, 'commit'>> {
  const stages = await import('./stages.js');
  const {
    createTools,
    extractImages,
    imagesKey,
    loadReleases,
    openCache,
    readImageControl,
    renderCharts,
    writePrepullers,
  } = stages;
  const tools = createTools(inputs);
  const cache = openCache(inputs.cachePath, inputs.cacheMaxSize);

  const discovery = await timing.of('flux', () => loadReleases(inputs, tools, cache));
  reportDiscovery(discovery, inputs.label);

  const reader = {
    key: (release: Release) => imagesKey(release, inputs),
    read: async (rendering: Rendering) => {
      const control = await readImageControl(rendering.release.control, inputs.label);
      return timing.ofSync('images', () => extractImages(rendering, control, inputs));
    },
  };
  const rendered = await timing.of('charts', () => renderCharts(discovery.releases, inputs, tools, cache, reader));
  cache.trim();
  const problems = [
    ...discovery.problems,
    ...rendered.problems,
    ...rendered.results.flatMap(({ content }) => content.problems),
  ];
  const found = rendered.results.map(({ content, ...rest }) => ({ ...rest, images: content.images }));
  const sources = withoutFailed(found, problems);
  const unrendered = { failed: [...failedReleases(problems).values()], complete: discovery.complete };
  const written = await timing.of('prepullers', () => writePrepullers(sources, unrendered, inputs));
  problems.push(...written.problems);
  const releases = renderedReleases(withoutFailed(sources, problems));
  reportImages(releases);
  reportProblems(problems);
  reportChanges(written.changes, inputs.check);

  const count = releases.length + failedReleases(problems).size;
  return { releases: count, rendered: releases, changes: written.changes, problems };
}

function withoutFailed(sources: readonly PrepullerSource[], problems: readonly Problem[]): PrepullerSource[] {
  const failed = failedReleases(problems);
  return sources.filter(({ release }) => !failed.has(releaseKey(release.id)));
}

/** Each release that an error names, by its key. */
function failedReleases(problems: readonly Problem[]): Map<string, ReleaseId> {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return new Map(errors.flatMap(({ release }) => (release ? [[releaseKey(release), release]] : [])));
}
