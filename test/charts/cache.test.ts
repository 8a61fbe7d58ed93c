import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpChart, OciChart, Release } from '../../src/flux/release.js';
import { createTools } from '../../src/tools/tools.js';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { type PackedChart, packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, realTools, render } from '../support/render.js';

let folder: string;
let cachePath: string;
let server: ChartServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-cache-'));
  cachePath = path.join(folder, 'cache');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

async function serve(charts: readonly PackedChart[]): Promise<ChartServer> {
  server = await startChartServer({ charts });
  return server;
}

/** What the server was asked for since the last call, sorted. */
function asked(): string[] {
  return (server?.requests.splice(0) ?? []).sort();
}

describe('40 releases of 8 charts from one repository', () => {
  let releases: Release[];
  /** Enough for what does not depend on their number. */
  let some: Release[];

  beforeEach(async () => {
    const charts = await Promise.all(
      Array.from({ length: 8 }, (_, index) => packChart(fixtureChart('cron'), { name: `cron-${index}` })),
    );
    const { httpUrl } = await serve(charts);
    releases = Array.from({ length: 40 }, (_, index) => {
      const location: HttpChart = { kind: 'http', url: httpUrl, name: `cron-${index % 8}`, version: '0.4.2' };
      return releaseOf(location, { name: `release-${index}`, values: { schedule: `${index} 3 * * *` } });
    });
    some = releases.slice(0, 9);
  });

  it('cause one index request and eight downloads, and none in the next run', async () => {
    const first = await render(releases, { cachePath });
    expect(asked()).toEqual([
      ...Array.from({ length: 8 }, (_, index) => `GET /charts/cron-${index}-0.4.2.tgz`),
      'GET /charts/index.yaml',
    ]);
    const second = await render(releases, { cachePath });
    expect(asked()).toEqual([]);
    expect(second).toEqual(first);
    expect(second.results).toHaveLength(40);
  });

  it('start no helm in the next run, not even for its version', async () => {
    const trace = await putTracedHelm();
    const first = await render(releases, { cachePath }, createTools({ cachePath }));
    expect(first.results).toHaveLength(40);
    expect((await readFile(trace, 'utf8')).match(/template/g)).toHaveLength(8);
    await rm(trace);
    const second = await render(releases, { cachePath }, createTools({ cachePath }));
    expect(second).toEqual(first);
    await expect(stat(trace)).rejects.toThrow('ENOENT');
  });

  it('are rendered anew only where something changed that goes into them', async () => {
    const tools = await realTools();
    const missing = (version: string) => ({ ...tools, helm: async () => ({ command: '/nowhere', args: [], version }) });
    await render(some, { cachePath }, tools);
    const failures = async (releases: Release[], options: object, version: string) =>
      (await render(releases, { cachePath, ...options }, missing(version))).problems.length;
    expect(await failures(some, {}, '4.1.4')).toBe(0);
    expect(await failures(some, {}, '4.1.5')).toBe(9);
    expect(await failures(some, { kubeVersion: '1.30.0' }, '4.1.4')).toBe(9);
    expect(await failures(some, { apiVersions: ['acme.example.com/v1'] }, '4.1.4')).toBe(9);
    const changes = [
      { values: { image: 'a/b' } },
      { integers: ['replicas=1e6'] },
      { releaseName: 'other' },
      { releaseNamespace: 'other' },
    ];
    for (const change of changes) {
      const changed = some.map((release, index) => (index === 3 ? { ...release, ...change } : release));
      expect(await failures(changed, {}, '4.1.4'), Object.keys(change).join()).toBe(1);
    }
  });

  it('are served by two runs at the same time', async () => {
    const [one, other] = await Promise.all([render(some, { cachePath }), render(some, { cachePath })]);
    expect(one).toEqual(other);
    expect(one.problems).toEqual([]);
    expect(await unfinishedEntries()).toEqual([]);
  });

  it('do not mind entries that are damaged', async () => {
    const first = await render(some, { cachePath });
    for (const file of await entries()) await writeFile(file, flipLastByte(await readFile(file)));
    expect(await render(some, { cachePath })).toEqual(first);
    asked();
    for (const file of await entries()) await writeFile(file, '');
    expect(await render(some, { cachePath })).toEqual(first);
    expect(asked()).toHaveLength(9);
  });

  it('fetch a chart again when only its archive was dropped and it must be rendered', async () => {
    await render(releases.slice(0, 1), { cachePath });
    asked();
    await rm(path.join(cachePath, 'charts'), { recursive: true });
    await render(releases.slice(0, 1), { cachePath });
    expect(asked()).toEqual([]);
    await render([{ ...releases[0], values: {} } as Release], { cachePath });
    expect(asked()).toEqual(['GET /charts/cron-0-0.4.2.tgz', 'GET /charts/index.yaml 304']);
  });
});

describe('a range', () => {
  it('costs one conditional request for the index, and is followed when a version comes', async () => {
    const cron = await packChart(fixtureChart('cron'));
    const { httpUrl, publish } = await serve([cron]);
    const release = releaseOf({ kind: 'http', url: httpUrl, name: 'cron', version: '>=0.4.0' });
    await render([release], { cachePath });
    expect(asked()).toEqual(['GET /charts/cron-0.4.2.tgz', 'GET /charts/index.yaml']);
    const unchanged = await render([release], { cachePath });
    expect(asked()).toEqual(['GET /charts/index.yaml 304']);
    expect(unchanged.results.map(({ chart }) => chart.version)).toEqual(['0.4.2']);
    publish(await packChart(fixtureChart('cron'), { version: '0.5.0' }));
    const changed = await render([release], { cachePath });
    expect(asked()).toEqual(['GET /charts/cron-0.5.0.tgz', 'GET /charts/index.yaml']);
    expect(changed.results.map(({ chart }) => chart.version)).toEqual(['0.5.0']);
  });

  it.each<[string, OciChart['reference'], string[]]>([
    ['an exact tag', { tag: '0.4.2' }, []],
    ['an exact version', { version: '0.4.2' }, []],
    ['a range', { semver: '0.x' }, ['GET /v2/charts/cron/tags/list?n=1000']],
    ['a tag that moves', { tag: 'latest' }, ['GET /v2/charts/cron/manifests/latest']],
  ])('or %s of a registry costs what it must in the next run', async (_, reference, requests) => {
    const cron = await packChart(fixtureChart('cron'));
    const { ociUrl } = await serve([cron, { ...cron, version: 'latest' }]);
    const release = releaseOf({ kind: 'oci', url: `${ociUrl}/cron`, reference, insecure: true });
    await render([release], { cachePath });
    asked();
    const { problems } = await render([release], { cachePath });
    expect(problems).toEqual([]);
    expect(asked()).toEqual(requests);
  });
});

describe('the folder', () => {
  it('may be one that cannot be written', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const cron = await packChart(fixtureChart('cron'));
    const { httpUrl } = await serve([cron]);
    const release = releaseOf({ kind: 'http', url: httpUrl, name: 'cron', version: '*' });
    const { problems, results } = await render([release], { cachePath: path.join(folder, 'file', 'cache') });
    expect(problems).toEqual([]);
    expect(results).toHaveLength(1);
  });
});

/** A helm on the PATH that notes every start before it does what it is told. */
async function putTracedHelm(): Promise<string> {
  const { command } = await (await realTools()).helm();
  const trace = path.join(folder, 'trace');
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(path.join(bin, 'helm'), `#!/bin/sh\necho "$1" >> '${trace}'\nexec '${command}' "$@"\n`);
  await chmod(path.join(bin, 'helm'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  return trace;
}

async function entries(): Promise<string[]> {
  const found = await readdir(cachePath, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function flipLastByte(content: Buffer): Buffer {
  return Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])]);
}

async function unfinishedEntries(): Promise<string[]> {
  return (await entries()).filter((file) => file.endsWith('.unfinished'));
}
