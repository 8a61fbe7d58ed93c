import { setImmediate as nextTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { Release } from '../flux/release.js';
import type { Tools } from '../tools/tools.js';
import { version } from '../version.js';
import type { ChartStore, PreparedChart } from './chart-store.js';
import { postRender } from './post-render.js';
import type { Rendering } from './rendering.js';
import { type TemplateOptions, templateArguments, templateChart } from './template-chart.js';

/** What is wanted of a rendering. A result is kept between runs, and so is much cheaper than the manifests. */
export interface RenderingReader<T> {
  /** Names all that a result depends on beside the manifests. */
  key(release: Release): string;
  /** The result is JSON. */
  read(rendering: Rendering): T | Promise<T>;
}

export interface RenderedRelease<T> {
  release: Release;
  /** `name` and `version` of the chart's own Chart.yaml. */
  chart: Rendering['chart'];
  content: T;
}

export type Renderer<T> = (release: Release) => Promise<RenderedRelease<T>>;

export interface RendererOptions {
  store: ChartStore;
  cache: Cache;
  /** A folder of this run alone. */
  scratch: string;
  tools: Tools;
  options: TemplateOptions & { concurrency: number };
}

/** Pulls wait for the network, templates for a core: only the latter are bounded by `concurrency`. */
export function createRenderer<T>(
  { store, cache, scratch, tools, options }: RendererOptions,
  reader: RenderingReader<T>,
): Renderer<T> {
  const limit = pLimit(options.concurrency);
  // Looked for while the charts come; whoever waits for it gets the error.
  tools.helm().catch(() => undefined);

  async function manifestsOf(release: Release, chart: PreparedChart, key: string): Promise<Manifests> {
    const known = cache.read('renderings', key);
    if (known) return { text: known.toString('utf8'), isNew: false };
    const rendered = await templateChart(await tools.helm(), await chart.path(), release, options);
    return { text: await postRender(rendered, release.postRenderers, tools, scratch), isNew: true };
  }

  /** @returns JSON */
  async function readAnew(release: Release, chart: PreparedChart, key: string): Promise<string> {
    const manifests = await limit(() => manifestsOf(release, chart, key));
    // The core is given to the next helm before this rendering is stored and looked at.
    await nextTurn();
    const stored = manifests.isNew ? cache.write('renderings', key, Buffer.from(manifests.text)) : undefined;
    const { listedImages } = chart;
    const rendering = { release, chart: chartOf(chart), listedImages, manifests: manifests.text };
    const content = JSON.stringify(await reader.read(rendering));
    await stored;
    return content;
  }

  return async (release) => {
    const chart = await store.prepare(release.chart);
    const key = await renderingKey(release, chart, tools, options);
    const readingKey = JSON.stringify([key, reader.key(release)]);
    const known = cache.read('readings', readingKey);
    const content = known?.toString('utf8') ?? (await readAnew(release, chart, key));
    if (!known) await cache.write('readings', readingKey, Buffer.from(content));
    // Never the reader's own result: in V8 a piece of a text keeps the whole text in memory, here megabytes of manifests.
    return { release, chart: chartOf(chart), content: JSON.parse(content) };
  };
}

interface Manifests {
  text: string;
  /** Not from the cache. */
  isNew: boolean;
}

function chartOf({ name, version }: PreparedChart): Rendering['chart'] {
  return { name, version };
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
  return JSON.stringify({ version, helm: helm.version, flags, values, postRenderers, kustomize });
}
