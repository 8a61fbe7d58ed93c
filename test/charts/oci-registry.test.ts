import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChartLocation, OciChart } from '../../src/flux/release.js';
import { type ChartServer, manifestDigest, startChartServer } from '../support/chart-server.js';
import { type PackedChart, packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, render } from '../support/render.js';

let server: ChartServer;

afterEach(() => server.close());

/** A registry that answers some paths in its own way. */
async function serve(answers: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>) {
  const chart = await packChart(fixtureChart('cron'));
  const intercept = (request: IncomingMessage, response: ServerResponse) => {
    const answer = answers[(request.url ?? '').replace('/v2/charts/cron/', '')];
    if (!answer) return false;
    const body = answer(request, response);
    if (!response.headersSent) response.end(JSON.stringify(body));
    return true;
  };
  server = await startChartServer({ charts: [chart], intercept });
  return chart;
}

async function versionOf(reference: OciChart['reference'], repetitions = 1): Promise<string> {
  const location: ChartLocation = { kind: 'oci', url: `${server.ociUrl}/cron`, reference, insecure: true };
  const releases = Array.from({ length: repetitions }, (_, index) => releaseOf(location, { name: `shop-${index}` }));
  const { results, problems } = await render(releases);
  return [...results.map(({ chart }) => chart.version), ...problems.map(({ message }) => message)].join('\n');
}

describe('a registry', () => {
  it('gives its tags page by page', async () => {
    await serve({
      'tags/list?n=1000': (_request, response) => {
        response.setHeader('link', '</v2/charts/cron/tags/list?n=1000&last=b>; rel="next"');
        return { tags: ['0.1.0', '0.2.0'] };
      },
      'tags/list?n=1000&last=b': () => ({ tags: ['0.4.2', '0.3.0'] }),
    });
    expect(await versionOf({ semver: '*' })).toBe('0.4.2');
    expect(server.requests.filter((line) => line.includes('tags/list'))).toHaveLength(2);
  });

  const servePageWith = (link: (host: string) => string) =>
    serve({
      'tags/list?n=1000': (request, response) => {
        response.setHeader('link', link(String(request.headers.host)));
        return { tags: ['0.4.2'] };
      },
    });

  it.each<[string, (host: string) => string]>([
    ['on another host', () => '<http://127.0.0.1:1/v2/charts/cron/tags/list>; rel="next"'],
    ['under another scheme', (host) => `<https://${host}/v2/charts/cron/tags/list?n=1000&last=b>; rel="next"`],
    ['nowhere', () => '<http://[>; rel="next"'],
    ['which is the same again', () => '</v2/charts/cron/tags/list?n=1000>; rel="next"'],
  ])('is an error when its next page lies %s', async (_, link) => {
    await servePageWith(link);
    expect(await versionOf({ semver: '*' })).toMatch(/goes on at ".*", which is no page of the same registry/);
  });

  it('is not followed to a page that is not the next one', async () => {
    await servePageWith(() => '</v2/charts/cron/other>; rel="prev"');
    expect(await versionOf({ semver: '*' })).toBe('0.4.2');
  });

  it('has the time of one request for all of its pages', async () => {
    let page = 0;
    const chart = await packChart(fixtureChart('cron'));
    server = await startChartServer({
      charts: [chart],
      intercept: (request, response) => {
        if (!request.url?.includes('tags/list')) return false;
        response.setHeader('link', `</v2/charts/cron/tags/list?page=${++page}>; rel="next"`);
        setTimeout(() => response.end(JSON.stringify({ tags: [`0.0.${page}`] })), 100);
        return true;
      },
    });
    expect(await versionOf({ semver: '*' })).toMatch(/tags\/list did not answer in time/);
    expect(page).toBeLessThanOrEqual(30);
  });

  it('is followed over a page that holds no tags', async () => {
    await serve({
      'tags/list?n=1000': (_request, response) => {
        response.setHeader('link', '</v2/charts/cron/tags/list?last=a>; rel="next"');
        return { tags: [] };
      },
      'tags/list?last=a': () => ({ tags: ['0.4.2'] }),
    });
    expect(await versionOf({ semver: '*' })).toBe('0.4.2');
  });

  it('may wrap a chart in an index of manifests', async () => {
    let chart: PackedChart | undefined;
    await serve({ 'manifests/latest': () => ({ manifests: [{ digest: chart && manifestDigest(chart) }] }) });
    chart = await packChart(fixtureChart('cron'));
    expect(await versionOf({ tag: 'latest' })).toBe('0.4.2');
  });

  it.each<[string, unknown]>([
    ['an empty manifest', {}],
    ['layers that are no list', { layers: 'none' }],
    ['layers that are nothing', { layers: [null, 1, 'x'] }],
    ['a digest that is none', { layers: [{ digest: '../../etc/passwd' }] }],
  ])('that answers with %s holds no chart', async (_, manifest) => {
    await serve({ 'manifests/1.0.0': () => manifest });
    expect(await versionOf({ tag: '1.0.0' })).toMatch(/\/charts\/cron 1\.0\.0 holds no chart$/);
  });

  it.each<[string, unknown]>([
    ['null', { tags: null }],
    ['a text', { tags: 'all' }],
    ['other things', { tags: [1, null, {}, ['0.4.2']] }],
  ])('whose tags are %s has none that fits', async (_, answer) => {
    await serve({ 'tags/list?n=1000': () => answer });
    expect(await versionOf({ semver: '*' })).toContain("has no tag that fits '*'");
  });

  it('is an error when it has very many tags', async () => {
    await serve({ 'tags/list?n=1000': () => ({ tags: Array.from({ length: 200_000 }, (_, index) => `a-${index}`) }) });
    expect(await versionOf({ semver: '*' })).toContain('has more than 100000 tags');
  });

  it('is an error when its index of manifests holds nothing', async () => {
    await serve({ 'manifests/1.0.0': () => ({ manifests: [{}] }) });
    expect(await versionOf({ tag: '1.0.0' })).toContain('is an index that has nothing for linux/amd64');
  });

  it('is an error when it answers with a list', async () => {
    await serve({ 'manifests/1.0.0': () => [] });
    expect(await versionOf({ tag: '1.0.0' })).toContain('is not the answer of an OCI registry');
  });

  it('gives a new token when the old one has expired, one for all who ask', async () => {
    let issued = 0;
    let blobs = 0;
    const chart = await packChart(fixtureChart('cron'));
    server = await startChartServer({
      charts: [chart],
      intercept: (request, response) => {
        if (request.url?.startsWith('/token')) {
          issued += 1;
          response.end(JSON.stringify({ access_token: `token-${issued}` }));
          return true;
        }
        if (request.url?.includes('/blobs/')) blobs += 1;
        const wanted = blobs > 0 ? 'Bearer token-2' : 'Bearer token-1';
        if (request.headers.authorization === wanted) return false;
        const realm = `http://${request.headers.host}/token`;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="registry"` }).end();
        return true;
      },
    });
    expect(await versionOf({ tag: '0.4.2' }, 3)).toBe('0.4.2\n0.4.2\n0.4.2');
    expect(issued).toBe(2);
  });

  it.each([
    ['no challenge', {}],
    ['a challenge that is none', { 'www-authenticate': 'Bearer realm="nowhere"' }],
    ['another kind of challenge', { 'www-authenticate': 'Negotiate' }],
  ])('that refuses with %s is asked twice at most', async (_, headers) => {
    await serve({ 'manifests/1.0.0': (_request, response) => response.writeHead(401, headers).end() });
    expect(await versionOf({ tag: '1.0.0' })).toContain('asks for credentials (401)');
    expect(server.requests).toHaveLength(2);
  });
});
