import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it, vi } from 'vitest';
import type { ChartLocation } from '../../src/flux/release.js';
import { type ChartServer, indexOf, startChartServer } from '../support/chart-server.js';
import { packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

let server: ChartServer;
let proxy: Server | undefined;

afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  proxy?.close();
  proxy?.closeAllConnections();
  proxy = undefined;
});

const cron = (): ChartLocation => ({ kind: 'http', url: server.httpUrl, name: 'cron', version: '*' });

/** An index that the server compresses, after some text that is not part of it. */
async function serveCompressed(extra: string): Promise<void> {
  const chart = await packChart(fixtureChart('cron'));
  server = await startChartServer({
    charts: [chart],
    intercept: (request, response) => {
      if (request.url !== '/charts/index.yaml' || request.headers['accept-encoding'] !== 'gzip') return false;
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(extra + indexOf([chart])));
      return true;
    },
  });
}

it('reads an index that comes compressed', async () => {
  await serveCompressed('# charts\n');
  const { results } = await render([releaseOf(cron())]);
  expect(results.map(({ chart }) => chart.version)).toEqual(['0.4.2']);
});

it('stops at the bound of an index, however small it comes', async () => {
  await serveCompressed(`#${' '.repeat(60 * 1024 * 1024)}\n`);
  const { problems } = await render([releaseOf(cron())]);
  expect(problems).toMatchObject([{ message: expect.stringContaining('sends more than 52428800 bytes') }]);
  expect(server.requests).toEqual(['GET /charts/index.yaml']);
});

it('goes through the proxy that the environment names', async () => {
  server = await startChartServer({ charts: [fixtureChart('cron')] });
  const tunnels: string[] = [];
  proxy = createServer().on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    const target = connect(Number(new URL(server.httpUrl).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(client).pipe(target);
    });
  });
  await new Promise<void>((resolve) => proxy?.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  vi.stubEnv('no_proxy', '');
  const { results } = await render([
    releaseOf({ ...cron(), url: 'http://charts.example.invalid/charts' } as ChartLocation),
  ]);
  expect(results.map(({ chart }) => chart.version)).toEqual(['0.4.2']);
  expect(new Set(tunnels)).toEqual(new Set(['charts.example.invalid:80']));
});

it('asks a server for few things at once, however many charts it has', async () => {
  let underWay = 0;
  let most = 0;
  const charts = await Promise.all(
    Array.from({ length: 30 }, (_, index) => packChart(fixtureChart('cron'), { name: `cron-${index}` })),
  );
  server = await startChartServer({
    charts,
    intercept: (request, response) => {
      const chart = charts.find(({ name }) => request.url?.startsWith(`/charts/${name}-0`));
      if (!chart) return false;
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end(chart.archive);
      }, 30);
      return true;
    },
  });
  const releases = charts.map(({ name }) => releaseOf({ ...cron(), name } as ChartLocation, { name }));
  const { results } = await render(releases);
  expect(results).toHaveLength(30);
  expect(most).toBe(8);
});
