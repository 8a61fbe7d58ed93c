import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { openCache } from '../../src/cache.js';
import type { ChartOptions } from '../../src/charts/options.js';
import { renderCharts } from '../../src/charts/render-charts.js';
import type { Rendering } from '../../src/charts/rendering.js';
import type { Release } from '../../src/flux/release.js';
import { openNetwork } from '../../src/network/network.js';
import type { NetworkOptions } from '../../src/network/options.js';
import type { Tools } from '../../src/tools/tools.js';
import { type Layer, unpackTools } from './tools.js';

/** The root of this project; its fixtures are charts of "this repository". */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export function fixtureChart(name: string): string {
  return path.join(projectRoot, 'fixtures/charts', name);
}

/** helm and kubectl of the test packages. */
export async function realTools(layer: Layer = 'v35'): Promise<Tools> {
  const { helm, kubectl } = await unpackTools(layer);
  const version = layer === 'v35' ? '4.1.4' : '3.17.2';
  return {
    helm: async () => ({ command: path.join(helm, 'helm'), args: [], version }),
    kustomize: async () => ({ command: path.join(kubectl, 'kubectl'), args: ['kustomize'], version: '1.35.2' }),
  };
}

/** Short enough for faults that last. */
export const impatient = { idle: 400, total: 3000, tries: 3, backoff: 5, longestRetryAfter: 2000 };

/** What started the run; its forge is none that is asked. */
const pushEvent = {
  name: 'push',
  repository: 'acme/fleet',
  serverUrl: 'https://forge.example.com',
  apiUrl: 'https://forge.example.com/api/v1',
};

export interface RenderChanges extends Partial<ChartOptions>, Partial<Omit<NetworkOptions, 'chartMirrors'>> {
  cachePath?: string;
  cacheMaxSize?: number;
}

/** Renders with a cache of its own, unless one is given. */
export async function render(
  releases: readonly Release[],
  { cachePath, ...changes }: RenderChanges = {},
  tools?: Tools,
): Promise<{ results: Rendering[]; problems: Awaited<ReturnType<typeof renderCharts>>['problems'] }> {
  const options = {
    root: projectRoot,
    apiVersions: [],
    kubeVersion: '',
    chartMirrors: [],
    imageMirrors: [],
    registryCredentials: [],
    caFile: '',
    restrictEgress: 'auto' as const,
    concurrency: 2,
    ...changes,
  };
  const cache = openCache(cachePath ?? (await passingFolder()), changes.cacheMaxSize ?? 100);
  const reader = { key: () => '', read: ({ manifests, listedImages }: Rendering) => ({ manifests, listedImages }) };
  const network = await openNetwork(options, pushEvent, impatient);
  const resources = { tools: tools ?? (await realTools()), cache, network };
  const { results, problems } = await renderCharts(releases, options, resources, reader).finally(network.close);
  cache.trim();
  return { results: results.map(({ content, ...rest }) => ({ ...rest, ...content })), problems };
}

/** Is there until the test ends. */
async function passingFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export function imagesOf({ manifests }: Rendering): string[] {
  return [...manifests.matchAll(/image: (\S+)/g)].map((match) => match[1] ?? '');
}
