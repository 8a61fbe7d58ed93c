import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../support/checkout.js';
import { indexBombs } from '../support/index-bombs.js';
import { watchDescendants } from '../support/memory.js';
import { tar } from '../support/pack-chart.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';

const output = 'infrastructure/prepullers';
const mebibyte = 1024 * 1024;

/** A chart of 97 KB that unpacks to 95 MiB, in files that helm takes one by one. */
const filler = packed(
  'filler',
  Object.fromEntries(Array.from({ length: 19 }, (_, n) => [`${n}`, Buffer.alloc(5 * mebibyte)])),
);
const fillers = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`filler-${index}.tgz`, filler]));

function packed(name: string, files: Record<string, Buffer>): Buffer {
  const chartFile = Buffer.from(`apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  const entries = Object.entries(files).map(([file, content]) => [`${name}/${file}`, content] as const);
  return gzipSync(tar(new Map([[`${name}/Chart.yaml`, chartFile], ...entries])));
}

/** Serves an index of 49 MB under each bomb's name, and one chart that holds forty others. */
async function startBombs(): Promise<Server> {
  const names = Object.keys(indexBombs);
  const chart = packed(
    'packed',
    Object.fromEntries(Object.entries(fillers).map(([name, bomb]) => [`charts/${name}`, bomb])),
  );
  const server = createServer((request, response) => {
    const name = names[Number(/^\/(\d+)\//.exec(request.url ?? '')?.[1])];
    if (name !== undefined) response.end(indexBombs[name]?.(49e6));
    else if (request.url?.endsWith('.tgz')) response.end(chart);
    else
      response.end(
        'apiVersion: v1\nentries:\n  packed:\n  - name: packed\n    version: 1.0.0\n    urls: [packed.tgz]\n',
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const source = (name: string, url: string) => ({
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'HelmRepository',
  metadata: { name, namespace: 'flux-system' },
  spec: { url },
});

const release = (name: string, chart: string, kind: string, of: string) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: { name, namespace: 'apps', labels: { prepuller: 'enabled' } },
  spec: { chart: { spec: { chart, sourceRef: { kind, name: of, namespace: 'flux-system' } } } },
});

const documents = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

function repository(url: string): Files {
  const indexes = Object.keys(indexBombs).flatMap((_, index) => [
    source(`bomb-${index}`, `${url}/${index}`),
    release(`index-${index}`, 'cron', 'HelmRepository', `bomb-${index}`),
  ]);
  return {
    'apps/all.yaml': documents(
      { ...source('flux-system', 'https://forge.example.com/platform/cluster'), kind: 'GitRepository' },
      source('packed', `${url}/charts`),
      release('folder', 'charts/folder', 'GitRepository', 'flux-system'),
      release('packed', 'packed', 'HelmRepository', 'packed'),
      release('good', 'charts/good', 'GitRepository', 'flux-system'),
      ...indexes,
    ),
    'charts/folder/Chart.yaml': 'apiVersion: v2\nname: folder\nversion: 1.0.0\n',
    ...Object.fromEntries(Object.entries(fillers).map(([name, bomb]) => [`charts/folder/charts/${name}`, bomb])),
    'charts/good/Chart.yaml': 'apiVersion: v2\nname: good\nversion: 1.0.0\n',
    'charts/good/templates/pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "ghcr.io/acme/good:1"}]}\n',
  };
}

describe('forty charts of 95 MiB each and indexes of 49 MB', () => {
  let scenario: Scenario;
  let server: Server;
  let run: Run;
  let peak: number;

  beforeAll(async () => {
    server = await startBombs();
    scenario = await startScenario(repository(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    const memory = watchDescendants();
    run = await scenario.run();
    memory.stop();
    peak = memory.peakBytes();
  }, 600_000);

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await scenario.close();
  });

  it('are one error of each release', () => {
    const failed = JSON.parse(run.outputs.failed ?? '[]') as { name: string; message: string }[];
    const names = ['folder', 'packed', ...Object.keys(indexBombs).map((_, index) => `index-${index}`)];
    expect(failed.map(({ name }) => name).sort(), run.log).toEqual(names.sort());
    expect(failed.find(({ name }) => name === 'folder')?.message).toContain(
      'unpacks to more than 104857600 bytes in sum',
    );
    expect(failed.find(({ name }) => name === 'packed')?.message).toContain(
      'unpacks to more than 104857600 bytes in sum',
    );
    expect(run.exitCode).toBe(1);
  });

  it('keep the good release from nothing', async () => {
    expect(await scenario.images(`${output}/prepuller-good.yaml`)).toEqual(['ghcr.io/acme/good:1']);
  });

  it('fit into 3 GiB with all processes', () => {
    expect(peak).toBeGreaterThan(0);
    expect(peak / mebibyte).toBeLessThan(3 * 1024);
  });
});
