import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import { type ChartServer, type ChartServerOptions, startChartServer } from './chart-server.js';
import { type PackedChart, tar } from './pack-chart.js';
import { releaseOf } from './release.js';
import { imagesOf, type RenderChanges, render } from './render.js';

/** The folder of the test that runs, and the server that it asked for. */
export let root = '';
export let server: ChartServer | undefined;

/** Each test of the file gets a folder of its own, and a server of charts where it asks for one. */
export function useChartScene(): void {
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'prepuller-charts-'));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    await rm(root, { recursive: true });
  });
}

export async function put(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
}

export const pod = (name: string, image: string, annotations: Record<string, string> = {}) =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${JSON.stringify({ name, annotations })}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;

/** A release of a chart in a folder. */
export async function folder(templates: Record<string, string>, changes: Partial<Release> = {}): Promise<Release> {
  const named = Object.entries(templates).map(([name, text]) => [`chart/templates/${name}.yaml`, text]);
  await put({ 'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n', ...Object.fromEntries(named) });
  return releaseOf({ kind: 'directory', path: 'chart' }, changes);
}

/** An archive of a chart with one pod. */
export function packed(name: string, version: string, image: string): PackedChart {
  const archive = gzipSync(
    tar(
      new Map([
        [`${name}/Chart.yaml`, Buffer.from(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`)],
        [`${name}/templates/a.yaml`, Buffer.from(pod('a', image))],
      ]),
    ),
  );
  return { name, version, archive, sha256: createHash('sha256').update(archive).digest('hex') };
}

export async function serve(charts: PackedChart[], options: Partial<ChartServerOptions> = {}): Promise<ChartServer> {
  server = await startChartServer({ charts, ...options });
  return server;
}

/** The images that one release yields, sorted, and the problems as `severity: message`. */
export async function outcome(release: Release, changes: RenderChanges = {}) {
  const { results, problems } = await render([release], { root, ...changes });
  return {
    images: results.flatMap(imagesOf).sort(),
    said: problems.map(({ severity, message }) => `${severity}: ${message}`),
  };
}
