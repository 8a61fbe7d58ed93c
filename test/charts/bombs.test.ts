import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { packChart, tar } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

const mebibyte = 1024 * 1024;
/** 30 KB that unpack to 30 MiB; four of them are more than a chart may have, and none is alone. */
const filler = gzipSync(
  tar(
    new Map([
      ['filler/Chart.yaml', Buffer.from('apiVersion: v2\nname: filler\nversion: 1.0.0\n')],
      ['filler/files/zeroes', Buffer.alloc(30 * mebibyte)],
    ]),
  ),
);

let root: string;
let server: ChartServer | undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-bombs-'));
  await cp(fixtureChart('cron'), path.join(root, 'charts/cron'), { recursive: true });
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(root, { recursive: true });
});

async function putChart(name: string, fields: object, packed: Record<string, Buffer> = {}): Promise<void> {
  const folder = path.join(root, 'charts', name);
  await mkdir(path.join(folder, 'charts'), { recursive: true });
  await writeFile(
    path.join(folder, 'Chart.yaml'),
    JSON.stringify({ apiVersion: 'v2', name, version: '1.0.0', ...fields }),
  );
  for (const [file, content] of Object.entries(packed)) await writeFile(path.join(folder, 'charts', file), content);
}

/** What is said of the release of that chart; the release beside it is rendered. */
async function problemsOf(location: Parameters<typeof releaseOf>[0]): Promise<string[]> {
  const good = releaseOf({ kind: 'directory', path: 'charts/cron' }, { name: 'good' });
  const { results, problems } = await render([releaseOf(location, { name: 'bomb' }), good], { root });
  expect(results.map(({ release }) => release.id.name)).toEqual(['good']);
  expect(problems.map(({ release }) => release?.name)).toEqual(['bomb']);
  return problems.map(({ message }) => message);
}

const fillers = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.tgz`, filler]));

describe('charts that unpack to little each and to too much in sum', () => {
  it.each([
    ['declared', { dependencies: [{ name: 'filler', version: '*', repository: 'https://charts.example.com' }] }],
    ['not declared', {}],
  ])('are refused in a folder, %s', async (_, fields) => {
    await putChart('bomb', fields, fillers);
    expect(await problemsOf({ kind: 'directory', path: 'charts/bomb' })).toEqual([
      expect.stringMatching(/in its charts\/d\.tgz, the archive unpacks to more than 104857600 bytes in sum/),
    ]);
  });

  it('are refused in a packed chart', async () => {
    await putChart('bomb', {}, fillers);
    server = await startChartServer({ charts: [await packChart(path.join(root, 'charts/bomb'))] });
    expect(await problemsOf({ kind: 'http', url: server.httpUrl, name: 'bomb', version: '*' })).toEqual([
      expect.stringMatching(/in its bomb\/charts\/d\.tgz, the archive unpacks to more than 104857600 bytes in sum/),
    ]);
  });

  it('are refused in a packed chart in a packed chart', async () => {
    const inner = gzipSync(
      tar(
        new Map([
          ['inner/Chart.yaml', Buffer.from('apiVersion: v2\nname: inner\nversion: 1.0.0\n')],
          ...Object.entries(fillers).map(([name, content]) => [`inner/charts/${name}`, content] as const),
        ]),
      ),
    );
    await putChart('bomb', {}, { 'inner.tgz': inner });
    expect(await problemsOf({ kind: 'directory', path: 'charts/bomb' })).toEqual([
      expect.stringMatching(/in its charts\/inner\.tgz, in its inner\/charts\/d\.tgz, .* bytes in sum/),
    ]);
  });

  it('are refused when they are fetched as dependencies', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const charts = names.map((name) => ({ name, version: '1.0.0', archive: filler, sha256: '' }));
    const listing = `apiVersion: v1\nentries:\n${names.map((name) => `  ${name}:\n  - name: ${name}\n    version: 1.0.0\n    urls: [${name}-1.0.0.tgz]\n`).join('')}`;
    server = await startChartServer({
      charts,
      intercept: (request, response) => {
        if (!request.url?.endsWith('index.yaml')) return false;
        response.end(listing);
        return true;
      },
    });
    const repository = server.httpUrl;
    await putChart('bomb', { dependencies: names.map((name) => ({ name, version: '1.0.0', repository })) });
    expect(await problemsOf({ kind: 'directory', path: 'charts/bomb' })).toEqual([
      expect.stringMatching(/unpacks to more than 104857600 bytes in sum/),
    ]);
  });

  it('are taken while they fit', async () => {
    await putChart('bomb', {}, { 'a.tgz': filler });
    const { problems } = await render([releaseOf({ kind: 'directory', path: 'charts/bomb' })], { root });
    // It is helm that has a bound of its own for one file.
    expect(problems.map(({ kind }) => kind)).toEqual(['template']);
  });
});
