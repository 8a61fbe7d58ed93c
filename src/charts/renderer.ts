import { setImmediate as nextTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { Release } from '../flux/release.js';
import { sha256 } from '../sha256.js';
import { ProcessError } from '../tools/process.js';
import { runOnce } from '../tools/run-once.js';
import type { Tools } from '../tools/tools.js';
import { version } from '../version.js';
import type { ChartStore, PreparedChart } from './chart-store.js';
import { postRender } from './post-render.js';
import type { Rendering } from './rendering.js';
import { clusterArguments, type Occasion, releaseArguments, type TemplateOptions } from './template-chart.js';
import type { TemplateQueue, TemplateQueueOptions } from './template-queue.js';
import { uniteManifests } from './unite.js';

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

/** `warnings` continue "The chart ...". */
export type Renderer<T> = (release: Release) => Promise<{
  result: RenderedRelease<T>;
  warnings: string[];
  /** Like the warnings, of what nobody can do anything about. */
  notices: string[];
}>;

export interface RendererOptions {
  store: ChartStore;
  cache: Cache;
  /** A folder of this run alone. */
  scratch: string;
  tools: Tools;
  options: Omit<TemplateOptions, 'occasion'> & { concurrency: number };
  onStage(release: Release, stage: 'rendering'): void;
}

/** Pulls wait for the network, templates for a core: only the latter are bounded by `concurrency`. */
export function createRenderer<T>(
  { store, cache, scratch, tools, options, onStage }: RendererOptions,
  reader: RenderingReader<T>,
): Renderer<T> {
  const limit = pLimit(options.concurrency);
  const templates = templateQueue({ helm: tools.helm, scratch, limit, options });
  const keyOf = renderingKeys(tools, options);

  async function manifestsOf(release: Release, chart: PreparedChart, key: string): Promise<Manifests> {
    const onStart = () => onStage(release, 'rendering');
    const known = cache.read('renderings', key);
    if (known) return { text: known.toString('utf8'), isNew: false };
    const text = await renderOccasions(chart, async (occasion) => {
      const rendered = await (await templates()).render({ chart, release, occasion, onStart });
      return release.postRenderers.length === 0
        ? rendered
        : await limit(() => postRender(rendered, release, tools, scratch));
    });
    return { text, isNew: true };
  }

  /** @returns JSON of the content and of warnings */
  async function readAnew(release: Release, chart: PreparedChart, key: string): Promise<string> {
    const manifests = await manifestsOf(release, chart, key);
    // The core is given to the next helm before this rendering is stored and looked at.
    await nextTurn();
    if (manifests.isNew) cache.write('renderings', key, manifests.text);
    const { listedImages } = chart;
    const rendering = { release, chart: chartOf(chart), listedImages, manifests: manifests.text };
    const warnings = chart.readsKubeVersion && options.kubeVersion === '' ? warnOfKubeVersion(manifests.text) : [];
    const notices = manifests.text.startsWith(withoutUpgrade) ? [upgradeNotice] : [];
    return JSON.stringify({ content: await reader.read(rendering), warnings, notices });
  }

  return async (release) => {
    const chart = await store.prepare(release.chart);
    const key = await keyOf(release, chart);
    const readingKey = JSON.stringify([key, reader.key(release), 'with notices']);
    const known = cache.read('readings', readingKey);
    const reading = known?.toString('utf8') ?? (await readAnew(release, chart, key));
    if (!known) cache.write('readings', readingKey, reading);
    // Never the reader's own result: in V8 a piece of a text keeps the whole text in memory, here megabytes of manifests.
    const { content, warnings, notices } = JSON.parse(reading) as Reading<T>;
    return { result: { release, chart: chartOf(chart), content }, warnings: [...chart.warnings, ...warnings], notices };
  };
}

/** With the renderings of an earlier run none of it is needed. */
export const loadTemplateQueue = () => import('./template-queue.js');

function templateQueue(options: TemplateQueueOptions): () => Promise<TemplateQueue> {
  // Looked for while the charts come; whoever waits for it gets the error.
  options.helm().catch(() => undefined);
  return runOnce(async () => {
    const { TemplateQueue } = await loadTemplateQueue();
    return new TemplateQueue(options);
  });
}

interface Reading<T> {
  content: T;
  warnings: string[];
  notices: string[];
}

/** The first line of a rendering without that of an upgrade; a comment for all who read it. */
const withoutUpgrade = '# Without an upgrade, which the chart refuses.\n';

const upgradeNotice =
  'renders no upgrade without a cluster, so what it runs in upgrades alone is not seen; name such images in the annotation for further ones';

interface Manifests {
  text: string;
  /** Not from the cache. */
  isNew: boolean;
}

/** What a chart is rendered to, for an install and, where it can tell the two apart, for an upgrade as well. */
async function renderOccasions(
  { readsUpgrade }: PreparedChart,
  render: (occasion: Occasion) => Promise<string>,
): Promise<string> {
  const install = await render('install');
  if (!readsUpgrade) return install;
  try {
    return uniteManifests(install, await render('upgrade'));
  } catch (error) {
    // Charts refuse an upgrade without what an install has left in the cluster; then there is the install alone.
    if (error instanceof ProcessError) return withoutUpgrade + install;
    throw error;
  }
}

/**
 * Without a cluster helm takes its own version of Kubernetes, `1.N.0`, and some charts make a tag of it.
 * Source: helm, pkg/chart/common/capabilities.go.
 */
function warnOfKubeVersion(manifests: string): string[] {
  const image = /^[\s-]*image:\s*["']?([^\s"']+:v?1\.[2-9]\d(?:\.0)?)["']?\s*$/m.exec(manifests)?.[1];
  if (image === undefined) return [];
  return [
    `reads the version of Kubernetes, so the tag of ${image} may be that of helm's default: give your cluster's version in kube-version`,
  ];
}

function chartOf({ name, version }: PreparedChart): Rendering['chart'] {
  return { name, version };
}

type KeyOfRendering = (release: Release, chart: PreparedChart) => Promise<string>;

/** Name all that goes into the manifests: the chart to the byte, values, flags and the versions of the tools. */
function renderingKeys(tools: Tools, options: Omit<TemplateOptions, 'occasion'>): KeyOfRendering {
  // The same for all releases, and longer than all the rest.
  const cluster = sha256(JSON.stringify(clusterArguments(options)));
  return async (release, { identity, readsUpgrade }) => {
    const { values, postRenderers, postRenderStrategy } = release;
    return JSON.stringify({
      version,
      helm: (await tools.helm()).version,
      cluster,
      flags: releaseArguments(release, { occasion: 'install' }),
      chart: identity,
      values,
      postRenderers,
      postRenderStrategy,
      readsUpgrade,
      kustomize: postRenderers.length > 0 && (await tools.kustomize()).version,
    });
  };
}
