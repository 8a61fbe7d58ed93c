import pLimit from 'p-limit';
import type { Release } from '../flux/release.js';
import type { Tools } from '../tools/tools.js';
import type { Cache } from './cache.js';
import type { ChartStore, PreparedChart } from './chart-store.js';
import { postRender } from './post-render.js';
import type { Rendering } from './rendering.js';
import { type TemplateOptions, templateArguments, templateChart } from './template-chart.js';

/** Renders a release and hands the rendering on; it lives no longer than `use` takes. */
export type Renderer = <T>(release: Release, use: (rendering: Rendering) => T) => Promise<T>;

export interface RendererOptions {
  store: ChartStore;
  cache: Cache;
  /** A folder of this run alone. */
  scratch: string;
  tools: Tools;
  options: TemplateOptions & { concurrency: number };
}

/** To be raised when the same input comes to mean other manifests. */
const revision = 1;

/** Pulls wait for the network, templates for a core: only the latter are bounded by `concurrency`. */
export function createRenderer({ store, cache, scratch, tools, options }: RendererOptions): Renderer {
  const limit = pLimit(options.concurrency);
  // Looked for while the charts come; whoever waits for it gets the error.
  tools.helm().catch(() => undefined);

  async function manifestsOf(release: Release, chart: PreparedChart): Promise<string> {
    const key = await renderingKey(release, chart, tools, options);
    const known = await cache.read('renderings', key);
    if (known) return known.toString('utf8');
    const manifests = await render(release, await chart.path());
    await cache.write('renderings', key, Buffer.from(manifests));
    return manifests;
  }

  async function render(release: Release, chart: string): Promise<string> {
    const manifests = await templateChart(await tools.helm(), chart, release, options);
    return await postRender(manifests, release.postRenderers, tools, scratch);
  }

  return async (release, use) => {
    const chart = await store.prepare(release.chart);
    return await limit(async () => {
      const manifests = await manifestsOf(release, chart);
      return use({ release, chart: { name: chart.name, version: chart.version }, manifests });
    });
  };
}

/** All that goes into the manifests: the chart to the byte, values, flags and the versions of the tools. */
async function renderingKey(
  release: Release,
  chart: PreparedChart,
  tools: Tools,
  options: TemplateOptions,
): Promise<string> {
  const helm = await tools.helm();
  const { values, postRenderers } = release;
  const kustomize = postRenderers.length > 0 && (await tools.kustomize()).version;
  const flags = templateArguments(helm, chart.identity, release, options);
  return JSON.stringify({ revision, helm: helm.version, flags, values, postRenderers, kustomize });
}
