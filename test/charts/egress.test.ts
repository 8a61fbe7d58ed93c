import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChartLocation } from '../../src/flux/release.js';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, type RenderChanges, render } from '../support/render.js';

/** A public source cannot be had here: the server is one that the workflow names, and `inner` is what it leads to. */
let server: ChartServer;
let inner: Server;
let reached: string[];

beforeEach(async () => {
  reached = [];
  inner = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await server.close();
  inner.close();
  inner.closeAllConnections();
});

const innerUrl = () => `http://localhost:${(inner.address() as AddressInfo).port}`;
const host = () => new URL(server.httpUrl).host;
const http = (): ChartLocation => ({ kind: 'http', url: server.httpUrl, name: 'cron', version: '*' });
const oci = (): ChartLocation => ({
  kind: 'oci',
  url: `${server.ociUrl}/cron`,
  reference: { version: '>=0.1.0' },
  insecure: true,
});
const git = (): ChartLocation => ({
  kind: 'git',
  url: `${innerUrl()}/x.git`,
  reference: { branch: 'main' },
  path: '.',
});

async function said(location: ChartLocation, changes: RenderChanges): Promise<string> {
  const { results, problems } = await render([releaseOf(location)], { restrictEgress: 'true', ...changes });
  return [...results.flatMap(imagesOf), ...problems.map(({ message }) => message)].join('\n');
}

const named = () => ({ registryCredentials: [{ host: host(), user: 'robot', password: 'secret' }] });
const image = 'docker.io/library/postgres:16.4';

describe.each([
  ['repository', http],
  ['registry', oci],
])('a %s at a private address', (_, location) => {
  beforeEach(async () => {
    server = await startChartServer({ charts: [fixtureChart('cron')] });
  });

  it('is not asked, and what may be done about it is said', async () => {
    const message = await said(location(), {});
    expect(message).toContain('leads to 127.0.0.1, which is a loopback address. Where this run may ask that host');
    expect(server.requests).toEqual([]);
  });

  it('is asked when the workflow names it among the credentials', async () => {
    expect(await said(location(), named())).toBe(image);
  });

  it('is asked when the workflow names it among the mirrors', async () => {
    const url = location() as Extract<ChartLocation, { url: string }>;
    const elsewhere = { ...url, url: url.url.replace(host(), 'charts.example.com') };
    const chartMirrors = [{ from: url.url.replace(host(), 'charts.example.com'), to: url.url }];
    // A mirror of a registry is reached over HTTPS unless it lies on this machine, as this one does.
    expect(await said(elsewhere, { chartMirrors })).toBe(image);
  });

  it('is asked where egress is free', async () => {
    expect(await said(location(), { restrictEgress: 'false' })).toBe(image);
    expect(await said(location(), { restrictEgress: 'auto' })).toBe(image);
  });
});

describe('a source that may be asked does not lead to a private address', () => {
  it.each<[string, RegExp, () => ChartLocation]>([
    ['by a redirect of its index', /index\.yaml$/, http],
    ['by a redirect of an archive', /\.tgz$/, http],
    ['by a redirect of its tags', /tags\/list/, oci],
    ['by a redirect of a manifest', /\/manifests\//, oci],
    ['by a redirect of a blob', /\/blobs\//, oci],
  ])('%s', async (_, path, location) => {
    server = await startChartServer({
      charts: [fixtureChart('cron')],
      intercept: (request, response) => {
        if (!path.test(request.url ?? '')) return false;
        response.writeHead(307, { location: `${innerUrl()}/redirected` }).end();
        return true;
      },
    });
    expect(await said(location(), named())).toMatch(
      /localhost:\d+\/redirected leads to .*, which is a loopback address/,
    );
    expect(reached).toEqual([]);
  });

  it('by the realm of its tokens', async () => {
    server = await startChartServer({
      charts: [fixtureChart('cron')],
      intercept: (_request, response) => {
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${innerUrl()}/token"` }).end();
        return true;
      },
    });
    expect(await said(oci(), named())).toMatch(
      /wants a token from localhost:\d+, which leads to .* a loopback address/,
    );
    expect(reached).toEqual([]);
  });
});

describe('a Git source', () => {
  beforeEach(async () => {
    server = await startChartServer({ charts: [] });
  });

  it.each([
    ['http://charts.example.com/x.git', /: http:\/\/charts\.example\.com is no https URL, and egress is restricted/],
    ['ssh://git@charts.example.com/x.git', /: ssh:\/\/charts\.example\.com is no https URL, and egress is restricted/],
    ['https://127.0.0.1/x.git', /leads to 127\.0\.0\.1, which is a loopback address/],
    ['https://localhost/x.git', /which is a loopback address/],
    ['https://[::ffff:10.0.0.1]/x.git', /which is a private address/],
  ])('at %s is refused', async (url, message) => {
    expect(await said({ ...git(), url } as ChartLocation, {})).toMatch(message);
  });

  it('is asked at the host that was checked, however another reader takes the URL', async () => {
    // A browser's parser ends the host at the backslash; curl takes what stands before the at sign for a user.
    const url = `http://${host()}\\@${new URL(innerUrl()).host}/x.git`;
    expect(await said({ ...git(), url } as ChartLocation, named())).toContain('failed with exit code 128');
    expect(reached).toEqual([]);
  });

  it('at a private address is asked when the workflow names its host', async () => {
    const registryCredentials = [{ host: new URL(innerUrl()).host, user: 'robot', password: 'secret' }];
    expect(await said(git(), { registryCredentials })).toContain('has no refs/heads/main');
    expect(reached.length).toBeGreaterThan(0);
  });
});
