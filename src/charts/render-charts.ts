import type { Release } from '../flux/release.js';
import type { Inputs } from '../inputs.js';
import type { Problem } from '../problem.js';
import type { Tools } from '../tools/tools.js';
import type { Rendering } from './rendering.js';

export type ChartOptions = Pick<
  Inputs,
  | 'root'
  | 'apiVersions'
  | 'kubeVersion'
  | 'chartMirrors'
  | 'registryCredentials'
  | 'caFile'
  | 'concurrency'
  | 'cachePath'
  | 'cacheMaxSize'
>;

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
  _releases: readonly Release[],
  _options: ChartOptions,
  _tools: Tools,
  _use: (rendering: Rendering) => T,
): Promise<RenderedCharts<T>> {
  throw new Error('not there yet');
}
