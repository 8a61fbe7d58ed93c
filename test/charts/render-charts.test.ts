import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChartLocation, HttpChart, OciChart } from '../../src/flux/release.js';
import { FatalError } from '../../src/problem.js';
import { type ChartServer, manifestDigest, startChartServer } from '../support/chart-server.js';
import { type PackedChart, packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, realTools, render } from '../support/render.js';
import type { Layer } from '../support/tools.js';

let server: ChartServer;
let web: PackedChart;

beforeAll(async () => {
  web = await packChart(fixtureChart('web'));
  server = await startChartServer({
    charts: [
      ...['operator', 'cron', 'hooks', 'umbrella'].map(fixtureChart),
      web,
      await packChart(fixtureChart('web'), { version: '1.3.0' }),
      await packChart(fixtureChart('web'), { version: '2.0.0-rc.1' }),
      await packChart(fixtureChart('web'), { version: '1.2.0+build.7' }),
    ],
  });
});

afterAll(() => server.close());

beforeEach(() => {
  server.requests.length = 0;
});

const http = (name: string, version: string): HttpChart => ({ kind: 'http', url: server.httpUrl, name, version });
const oci = (name: string, reference: OciChart['reference']): OciChart => ({
  kind: 'oci',
  url: `${server.ociUrl}/${name}`,
  reference,
  insecure: true,
});

describe('rendering a release', () => {
  it.each<Layer>(['v35', 'v32'])('takes its own values, name and namespace, with the helm of %s', async (layer) => {
    const values = { image: { tag: '1.10' }, sidecar: { enabled: true, image: 'ghcr.io/acme/log:\u00e9\ud83d\ude80' } };
    const { results, problems } = await render(
      [releaseOf(http('web', '1.2.0'), { values })],
      {},
      await realTools(layer),
    );
    expect(problems).toEqual([]);
    expect(results[0]?.chart).toEqual({ name: 'web', version: '1.2.0' });
    expect(results.map(imagesOf)).toEqual([['docker.io/library/nginx:1.10', 'ghcr.io/acme/log:\u00e9\ud83d\ude80']]);
    expect(results[0]?.manifests).toContain('name: shop-web\n  namespace: apps');
  });

  it.each<Layer>(['v35', 'v32'])('knows common CRDs, with the helm of %s', async (layer) => {
    const { results } = await render([releaseOf(http('operator', '3.0.1'))], {}, await realTools(layer));
    expect(results.map(imagesOf)).toEqual([['quay.io/example/operator:v0.80.0']]);
  });

  it.each<Layer>(['v35', 'v32'])('keeps hooks, and tests for others to judge, with the helm of %s', async (layer) => {
    const { results } = await render([releaseOf(http('hooks', '*'))], {}, await realTools(layer));
    expect(results.map(imagesOf)).toEqual([['ghcr.io/example/connection-test:9.9.9', 'ghcr.io/example/migrate:9.9.9']]);
  });

  it('brings the charts that are packed inside another', async () => {
    const { results } = await render([releaseOf(http('umbrella', '0.1.0'))]);
    expect(results.map(imagesOf)).toEqual([['docker.io/library/nginx:1.27.3-alpine']]);
  });
});

describe('choosing the chart', () => {
  it.each([
    ['1.2.0', '1.2.0'],
    ['*', '1.3.0'],
    ['', '1.3.0'],
    ['~1.2', '1.2.0'],
    ['>=1.0.0 <1.3.0', '1.2.0'],
    ['>=1.0.0-0', '2.0.0-rc.1'],
    ['1.2.0+build.7', '1.2.0+build.7'],
  ])('takes for version %j of an HTTP repository %s', async (wanted, version) => {
    const { results } = await render([releaseOf(http('web', wanted))]);
    expect(results.map(({ chart }) => chart.version)).toEqual([version]);
  });

  it.each<[OciChart['reference'], string]>([
    [{ tag: '1.2.0' }, '1.2.0'],
    [{ tag: '1.2.0_build.7' }, '1.2.0+build.7'],
    [{ version: '1.2.0+build.7' }, '1.2.0+build.7'],
    [{ version: '1.x' }, '1.3.0'],
    [{ version: '*' }, '1.3.0'],
    [{ semver: '>=1.0.0' }, '1.3.0'],
    [{ semver: '>=1.0.0-0', filter: '-rc' }, '2.0.0-rc.1'],
    [{ semver: '*', filter: '(?i)^(?P<base>1[[:digit:].]+)$' }, '1.3.0'],
  ])('takes for %j of a registry %s', async (reference, version) => {
    const { results } = await render([releaseOf(oci('web', reference))]);
    expect(results.map(({ chart }) => chart.version)).toEqual([version]);
  });

  it.each([
    [{ semver: '>=9' }, "has no tag that fits '>=9' among 3"],
    [{ semver: '*', filter: '(' }, 'the semverFilter "(" is no regular expression'],
    [{ semver: '*', filter: '^(1+)+$' }, "has no tag that fits '*' among 0"],
    [{ semver: 'newest' }, "has no tag that fits 'newest'"],
  ])('finds nothing in a registry for %j', async (reference, message) => {
    const { problems } = await render([releaseOf(oci('web', reference))]);
    expect(problems).toMatchObject([{ kind: 'chart', message: expect.stringContaining(message) }]);
  });

  it.each(['>=9', '2.1.0', 'newest'])('finds nothing in an HTTP repository for %j', async (wanted) => {
    const { problems } = await render([releaseOf(http('web', wanted))]);
    const message = `has no version of web that fits '${wanted}'; the newest is 2.0.0-rc.1`;
    expect(problems).toMatchObject([{ kind: 'chart', message: expect.stringContaining(message) }]);
  });

  it('takes a digest of a registry', async () => {
    const { results } = await render([releaseOf(oci('web', { digest: manifestDigest(web) }))]);
    expect(results.map(({ chart }) => chart.version)).toEqual(['1.2.0']);
  });

  it('takes a folder of the repository', async () => {
    const { results } = await render([releaseOf({ kind: 'directory', path: 'fixtures/charts/cron' })]);
    expect(results.map(imagesOf)).toEqual([['docker.io/library/postgres:16.4']]);
  });
});

describe('many releases', () => {
  it('come in the order of the input, and each chart is fetched once', async () => {
    const charts = [http('web', '1.2.0'), http('cron', '*'), http('web', '1.2.0'), oci('hooks', { tag: '2.1.0' })];
    const releases = Array.from({ length: 12 }, (_, index) => {
      const location = charts[index % charts.length] ?? http('web', '1.2.0');
      return releaseOf(location, { name: `release-${index}` });
    });
    const { results } = await render(releases);
    expect(results.map(({ release }) => release.id.name)).toEqual(releases.map(({ id }) => id.name));
    expect([...server.requests].sort()).toEqual([
      'GET /charts/cron-0.4.2.tgz',
      'GET /charts/index.yaml',
      'GET /charts/web-1.2.0.tgz',
      expect.stringMatching(/^GET \/v2\/charts\/hooks\/blobs\/sha256:/),
      'GET /v2/charts/hooks/manifests/2.1.0',
    ]);
  });

  it('go on when one fails, and the problem names the release and gives the words of helm', async () => {
    const broken = releaseOf(http('web', '1.2.0'), { name: 'broken', values: { image: 'not a map' } });
    const missing = releaseOf(http('nowhere', '1.0.0'), { name: 'missing' });
    const { results, problems } = await render([broken, missing, releaseOf(http('cron', '0.4.2'))]);
    expect(results.map(({ release }) => release.id.name)).toEqual(['shop']);
    expect(problems).toEqual([
      {
        severity: 'error',
        kind: 'template',
        message: expect.stringContaining(
          'Chart web 1.2.0 cannot be rendered: web/templates/deployment.yaml:20:27 executing',
        ),
        detail: expect.stringContaining('image'),
        object: 'HelmRelease apps/broken',
        place: { file: 'apps/broken.yaml', line: 1 },
        release: { namespace: 'apps', name: 'broken' },
      },
      {
        severity: 'error',
        kind: 'chart',
        message: expect.stringContaining('has no chart named nowhere'),
        object: 'HelmRelease apps/missing',
        place: { file: 'apps/missing.yaml', line: 1 },
        release: { namespace: 'apps', name: 'missing' },
      },
    ]);
  });

  it.each<[string, ChartLocation]>([
    ['an HTTP repository', { kind: 'http', url: 'http://[', name: 'web', version: '1.0.0' }],
    ['another kind of repository', { kind: 'http', url: 'file:///etc', name: 'web', version: '1.0.0' }],
    ['a registry', { kind: 'oci', url: 'oci://[/web', reference: { tag: '1.0.0' }, insecure: false }],
    ['a registry without a path', { kind: 'oci', url: 'oci://host', reference: { tag: '1.0.0' }, insecure: false }],
    ['a Git repository', { kind: 'git', url: 'https://[', reference: { branch: 'main' }, path: 'web' }],
    [
      'no range',
      { kind: 'oci', url: 'oci://127.0.0.1:1/web', reference: { semver: '*', filter: '(' }, insecure: true },
    ],
  ])('go on when one has an address that is none, of %s', async (_, location) => {
    const broken = releaseOf(location, { name: 'broken' });
    const { results, problems } = await render([broken, releaseOf(http('cron', '0.4.2'))]);
    expect(results).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'chart', release: { name: 'broken' } }]);
  });

  it('go on when the index names an archive by an address that is none', async () => {
    const evil = await startChartServer({
      charts: [],
      intercept: (_request, response) => {
        response.end('entries:\n  web:\n  - version: 1.0.0\n    name: web\n    urls: ["http://["]\n');
        return true;
      },
    });
    const location: ChartLocation = { kind: 'http', url: evil.httpUrl, name: 'web', version: '*' };
    const { results, problems } = await render([releaseOf(location), releaseOf(http('cron', '*'))]);
    await evil.close();
    expect(results).toHaveLength(1);
    expect(problems).toMatchObject([{ message: expect.stringContaining('is no http or https URL') }]);
  });
});

it.each([
  ['the nearest name', 'podinof', ['cron', 'podinfo'], 'has no chart named podinof; it has podinfo'],
  ['all names', 'nowhere', ['web', 'cron'], 'has no chart named nowhere; it has web, cron'],
  ['nothing of an empty index', 'web', [], 'has no chart named web'],
])('a chart that is not in the repository is told with %s', async (_, name, charts, expected) => {
  const entries = charts.map((chart) => `  ${chart}:\n  - version: 1.0.0\n    name: ${chart}\n    urls: [a.tgz]\n`);
  const server = await startChartServer({
    charts: [],
    intercept: (_request, response) => {
      response.end(`apiVersion: v1\nentries:\n${entries.join('') || '  {}\n'}`);
      return true;
    },
  });
  onTestFinished(() => server.close());
  const { problems } = await render([releaseOf({ kind: 'http', url: server.httpUrl, name, version: '*' })]);
  expect(problems.map(({ message }) => message)).toEqual([expect.stringMatching(new RegExp(`${expected}$`))]);
});

describe('the whole run ends', () => {
  it('when there is no helm, and nothing is left behind', async () => {
    const temporary = await mkdtemp(path.join(tmpdir(), 'prepuller-test-'));
    vi.stubEnv('RUNNER_TEMP', temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    onTestFinished(() => rm(temporary, { recursive: true }));
    const missing = () => Promise.reject(new FatalError('helm is not on the PATH'));
    const tools = { helm: missing, kustomize: missing };
    const releases = [releaseOf(http('web', '1.2.0')), releaseOf(oci('web', { tag: '1.2.0' }), { name: 'other' })];
    await expect(render(releases, {}, tools)).rejects.toThrow('helm is not on the PATH');
    expect(await readdir(temporary)).toEqual([]);
  });

  it('when the certificate authority cannot be read', async () => {
    const rendered = render([releaseOf(http('web', '1.2.0'))], { caFile: '/nowhere/ca.pem' });
    await expect(rendered).rejects.toThrow(/ca\.pem.*Check ca-file/);
  });

  it('with nothing done when there is no release', async () => {
    const missing = () => Promise.reject(new FatalError('helm is not on the PATH'));
    expect(await render([], {}, { helm: missing, kustomize: missing })).toEqual({ results: [], problems: [] });
  });
});
