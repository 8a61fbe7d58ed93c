import type { Cache } from '../cache.js';
import type { Release } from '../flux/release.js';
import type { Credentials } from '../network/credentials.js';
import type { Network } from '../network/network.js';
import type { Problem } from '../problem.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../tools/temporary-folder.js';
import type { Tools } from '../tools/tools.js';
import { type ChartStore, createChartStore } from './chart-store.js';
import type { ChartOptions } from './options.js';
import type { OwnRepository } from './own-repository.js';
import { createRenderer, type RenderedRelease, type Renderer, type RenderingReader } from './renderer.js';
import { chartRemark, renderingProblem } from './rendering-problem.js';

/** What the stage works with, beside its options. */
export interface RenderResources {
  tools: Tools;
  cache: Cache;
  network: Network;
  onStage?: OnStage | undefined;
  /** This repository, whose other branches and tags may hold charts. */
  own?: OwnRepository;
}

/** Is told how far a release is: its chart is brought, rendered and read, or done, well or not. */
export type OnStage = (release: Release, stage: 'chart' | 'rendering' | 'done') => void;

export interface RenderedCharts<T> {
  /** In the order of the releases, less those that failed. */
  results: RenderedRelease<T>[];
  problems: Problem[];
}

/**
 * Pulls each distinct chart once and renders each release, many at a time.
 * Every rendering is read the moment it is there and is then dropped, so that memory stays bounded.
 */
export async function renderCharts<T>(
  releases: readonly Release[],
  options: ChartOptions,
  { tools, cache, network, own, onStage = () => {} }: RenderResources,
  reader: RenderingReader<T>,
): Promise<RenderedCharts<T>> {
  if (releases.length === 0) return { results: [], problems: [] };
  const scratch = createTemporaryFolder();
  try {
    const { root, chartMirrors: mirrors } = options;
    const store = createChartStore({ root, scratch, mirrors, cache, network, ...(own && { own }) });
    const render = createRenderer({ store, cache, scratch, tools, options, onStage }, reader);
    const outcomes = await allDone(
      releases.map(async (release) => {
        onStage(release, 'chart');
        return await outcome(release, { store, render, credentials: network.credentials }).finally(() =>
          onStage(release, 'done'),
        );
      }),
    );
    return {
      results: outcomes.flatMap((each) => (each.result ? [each.result] : [])),
      problems: outcomes.flatMap(({ problems }) => problems),
    };
  } finally {
    await removeTemporaryFolder(scratch);
  }
}

/** Waits for all, also when one fails: what is still under way must not lose its folder. */
async function allDone<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

interface OutcomeContext<T> {
  store: ChartStore;
  render: Renderer<T>;
  credentials: Credentials;
}

async function outcome<T>(
  release: Release,
  { store, render, credentials }: OutcomeContext<T>,
): Promise<{ result?: RenderedRelease<T>; problems: Problem[] }> {
  try {
    const { result, warnings, notices } = await render(release);
    const problems = [
      ...warnings.map((warning) => chartRemark(release, 'warning', warning)),
      ...notices.map((notice) => chartRemark(release, 'notice', notice)),
    ];
    return { result, problems };
  } catch (error) {
    const problem = renderingProblem(release, error, credentials);
    // What is odd about the chart may be why.
    const warnings = await store.prepare(release.chart).then(
      (chart) => chart.warnings,
      () => [],
    );
    return { problems: [problem, ...warnings.map((warning) => chartRemark(release, 'warning', warning))] };
  }
}
