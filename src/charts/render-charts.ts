import type { Cache } from '../cache.js';
import type { Release } from '../flux/release.js';
import type { Inputs } from '../inputs.js';
import { type Credentials, loadCredentials } from '../network/credentials.js';
import { createHttpClient, type Patience } from '../network/http-client.js';
import type { Problem } from '../problem.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../tools/temporary-folder.js';
import type { Tools } from '../tools/tools.js';
import { createChartStore } from './chart-store.js';
import { createRenderer, type Renderer } from './renderer.js';
import type { Rendering } from './rendering.js';
import { renderingProblem } from './rendering-problem.js';

export interface ChartOptions
  extends Pick<
    Inputs,
    'root' | 'apiVersions' | 'kubeVersion' | 'chartMirrors' | 'registryCredentials' | 'caFile' | 'concurrency'
  > {
  /** How long to wait for chart sources, and how often to try. */
  patience?: Patience;
}

export interface RenderedCharts<T> {
  /** In the order of the releases, less those that failed. */
  results: T[];
  problems: Problem[];
}

/**
 * Pulls each distinct chart once and renders each release, many at a time.
 * Every rendering goes through `use` the moment it is there and is then dropped, so that memory stays bounded.
 */
export async function renderCharts<T>(
  releases: readonly Release[],
  options: ChartOptions,
  tools: Tools,
  cache: Cache,
  use: (rendering: Rendering) => T | Promise<T>,
): Promise<RenderedCharts<T>> {
  if (releases.length === 0) return { results: [], problems: [] };
  const client = createHttpClient(options);
  const scratch = createTemporaryFolder();
  try {
    const credentials = await loadCredentials(options.registryCredentials);
    const { root, chartMirrors: mirrors, caFile } = options;
    const store = createChartStore({ root, scratch, mirrors, cache, client, credentials, caFile });
    const render = createRenderer({ store, cache, scratch, tools, options });
    const outcomes = await allDone(releases.map((release) => outcome(release, render, use, credentials)));
    return {
      results: outcomes.flatMap((each) => ('result' in each ? [each.result] : [])),
      problems: outcomes.flatMap((each) => ('problem' in each ? [each.problem] : [])),
    };
  } finally {
    await client.close();
    await removeTemporaryFolder(scratch);
  }
}

/** Waits for all, also when one fails: what is still under way must not lose its folder. */
async function allDone<T>(work: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

async function outcome<T>(
  release: Release,
  render: Renderer,
  use: (rendering: Rendering) => T | Promise<T>,
  credentials: Credentials,
): Promise<{ result: T } | { problem: Problem }> {
  try {
    return { result: await render(release, use) };
  } catch (error) {
    return { problem: renderingProblem(release, error, credentials) };
  }
}
