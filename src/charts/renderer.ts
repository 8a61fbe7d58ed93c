import { setImmediate as nextTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { Release } from '../flux/release.js';
import type { Tools } from '../tools/tools.js';
import type { ChartStore, PreparedChart } from './chart-store.js';
import { postRender } from './post-render.js';
import type { Rendering } from './rendering.js';
import { type TemplateOptions, templateArguments, templateChart } from './template-chart.js';

/** Renders a release and hands the rendering on; it lives no longer than `use` takes. */
export type Renderer = <T>(release: Release, use: (rendering: Rendering) => T | Promise<T>) => Promise<T>;

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

  async function manifestsOf(release: Release, chart: PreparedChart, key: string): Promise<Manifests> {
    const known = await cache.read('renderings', key);
    if (known) return { text: known.toString('utf8'), isNew: false };
    const rendered = await templateChart(await tools.helm(), await chart.path(), release, options);
    return { text: await postRender(rendered, release.postRenderers, tools, scratch), isNew: true };
  }

  return async (release, use) => {
    const chart = await store.prepare(release.chart);
    const key = await renderingKey(release, chart, tools, options);
    const manifests = await limit(() => manifestsOf(release, chart, key));
    // The core is given to the next helm before this rendering is stored and looked at.
    await nextTurn();
    const stored = manifests.isNew ? cache.write('renderings', key, Buffer.from(manifests.text)) : undefined;
    const { name, version } = chart;
    const result = await use({ release, chart: { name, version }, manifests: manifests.text });
    await stored;
    return result;
  };
}

interface Manifests {
  text: string;
  /** Not from the cache. */
  isNew: boolean;
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
