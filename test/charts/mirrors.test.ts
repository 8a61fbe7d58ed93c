import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mirrorUrl } from '../../src/charts/mirror.js';
import type { ChartLocation, OciChart } from '../../src/flux/release.js';
import { type ChartServer, indexOf, startChartServer } from '../support/chart-server.js';
import { packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

let server: ChartServer;

beforeAll(async () => {
  server = await startChartServer({
    charts: [fixtureChart('cron'), await packChart(fixtureChart('cron'), { version: '0.5.0+b.1' })],
  });
});

afterAll(() => server.close());

beforeEach(() => {
  server.requests.length = 0;
});

const http: ChartLocation = {
  kind: 'http',
  url: 'https://charts.example.invalid/stable',
  name: 'cron',
  version: '0.4.2',
};
const oci = (reference: OciChart['reference']): ChartLocation => ({
  kind: 'oci',
  url: 'oci://registry.example.invalid/stable/cron',
  reference,
  insecure: false,
});

describe('a mirror', () => {
  it.each<[string, ChartLocation, string, () => string, string]>([
    ['an HTTP repository', http, 'https://charts.example.invalid/stable', () => server.httpUrl, '0.4.2'],
    [
      'a whole host, with a slash',
      http,
      'https://charts.example.invalid/',
      () => `${new URL(server.httpUrl).origin}/`,
      'none',
    ],
    ['an HTTP repository by a registry', http, 'https://charts.example.invalid/stable', () => server.ociUrl, '0.4.2'],
    ['a registry', oci({ tag: '0.4.2' }), 'oci://registry.example.invalid/stable', () => server.ociUrl, '0.4.2'],
    [
      'a registry by an HTTP repository',
      oci({ tag: '0.5.0_b.1' }),
      'oci://registry.example.invalid/stable',
      () => server.httpUrl,
      '0.5.0+b.1',
    ],
    [
      'the same for a range',
      oci({ semver: '>=0.4.0' }),
      'oci://registry.example.invalid/stable',
      () => server.httpUrl,
      '0.5.0+b.1',
    ],
    [
      'the same for a version',
      oci({ version: '~0.4' }),
      'oci://registry.example.invalid',
      () => server.httpUrl.replace('/charts', ''),
      'none',
    ],
  ])('stands in for %s', async (_, location, from, to, version) => {
    const { results, problems } = await render([releaseOf(location)], { chartMirrors: [{ from, to: to() }] });
    expect([...results.map(({ chart }) => chart.version), ...problems.map(() => 'none')]).toEqual([version]);
    expect(problems.filter(({ message }) => !message.includes('127.0.0.1'))).toEqual([]);
  });

  it('of another kind says what it cannot do', async () => {
    const chartMirrors = [{ from: 'oci://registry.example.invalid/stable', to: server.httpUrl }];
    const { problems } = await render([releaseOf(oci({ digest: `sha256:${'0'.repeat(64)}` }))], { chartMirrors });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('is asked for by digest or with a semverFilter, which its HTTP mirror cannot answer'),
    ]);
  });

  it('stands in for the host of the archives too', async () => {
    const cron = await packChart(fixtureChart('cron'));
    const index = indexOf([cron]).replace('- cron-0.4.2.tgz', '- https://downloads.example.invalid/v1/cron-0.4.2.tgz');
    const repository = await startChartServer({
      charts: [],
      intercept: (_request, response) => {
        response.end(index);
        return true;
      },
    });
    const chartMirrors = [{ from: 'https://downloads.example.invalid/v1', to: server.httpUrl }];
    const location: ChartLocation = { kind: 'http', url: repository.httpUrl, name: 'cron', version: '*' };
    const { results } = await render([releaseOf(location)], { chartMirrors });
    await repository.close();
    expect(results.map(({ chart }) => chart.version)).toEqual(['0.4.2']);
    expect(server.requests).toEqual(['GET /charts/cron-0.4.2.tgz']);
  });
});

describe('a URL', () => {
  const mirrors = [
    { from: 'https://a.example', to: 'https://m.example/a' },
    { from: 'https://a.example/team/', to: 'https://m.example/team' },
    { from: 'oci://a.example/x', to: 'oci://m.example' },
  ];

  it.each([
    ['https://a.example/charts', 'https://m.example/a/charts'],
    ['https://a.example', 'https://m.example/a'],
    ['https://a.example/team/charts', 'https://m.example/team/charts'],
    ['https://a.example/teams', 'https://m.example/a/teams'],
    ['https://a.example.org/charts', 'https://a.example.org/charts'],
    ['oci://a.example/x/web', 'oci://m.example/web'],
    ['oci://a.example/xyz', 'oci://a.example/xyz'],
  ])('%s is reached at %s', (url, expected) => {
    expect(mirrorUrl(url, mirrors)).toBe(expected);
  });
});
