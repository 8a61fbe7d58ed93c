import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChartLocation } from '../../src/flux/release.js';
import { type ChartServer, indexOf, manifestDigest, startChartServer } from '../support/chart-server.js';
import { type PackedChart, packChart } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, render } from '../support/render.js';

/** Answers a request in place of the server; `count` is 1 for the first request of the path. */
type Fault = (response: ServerResponse, count: number, chart: PackedChart) => boolean;

const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (response) => {
    response.writeHead(code, headers).end('no');
    return true;
  };

/** The first requests go wrong, the ones after them do not. */
const first =
  (times: number, fault: Fault): Fault =>
  (response, count, chart) =>
    count <= times && fault(response, count, chart);

const reset: Fault = (response, _, chart) => {
  response.writeHead(200, { 'content-length': chart.archive.length });
  response.write(chart.archive.subarray(0, 100), () => response.destroy());
  return true;
};

const truncated: Fault = (response, _, chart) => {
  response.end(chart.archive.subarray(0, chart.archive.length - 40));
  return true;
};

const silent: Fault = (response) => {
  response.writeHead(200);
  response.write('a');
  return true;
};

const endless: Fault = (response) => {
  response.writeHead(200);
  const block = Buffer.alloc(1024 * 1024);
  const more = () => {
    while (!response.destroyed && response.write(block));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
  return true;
};

const dripping: Fault = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('a'), 100);
  response.once('close', () => clearInterval(timer));
  return true;
};

const html: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please log in</body></html>');
  return true;
};

const otherBytes: Fault = (response, _, chart) => {
  response.end(Buffer.from(chart.archive).fill(0, chart.archive.length - 4));
  return true;
};

let server: ChartServer;

afterEach(() => server.close());

/** A server on which every request whose path fits goes wrong in the given way. */
async function serveWith(path: RegExp, fault: Fault): Promise<void> {
  const chart = await packChart(fixtureChart('cron'));
  const counts = new Map<string, number>();
  const intercept = (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '';
    if (!path.test(url)) return false;
    counts.set(url, (counts.get(url) ?? 0) + 1);
    return fault(response, counts.get(url) ?? 0, chart);
  };
  server = await startChartServer({ charts: [chart], intercept });
}

const http = (): ChartLocation => ({ kind: 'http', url: server.httpUrl, name: 'cron', version: '0.4.2' });
const oci = (): ChartLocation => ({
  kind: 'oci',
  url: `${server.ociUrl}/cron`,
  reference: { tag: '0.4.2' },
  insecure: true,
});

const index = /index\.yaml/;
const archive = /\.tgz$/;
const manifest = /\/manifests\//;
const blob = /\/blobs\//;

/** How often the path was asked for. */
function requestsTo(path: RegExp): number {
  return server.requests.filter((line) => path.test(line)).length;
}

describe('a fault that passes', () => {
  it.each<[string, () => ChartLocation, RegExp, Fault, number]>([
    ['a server error of the index, twice', http, index, first(2, status(500)), 3],
    ['a server error of the archive, twice', http, archive, first(2, status(502)), 3],
    ['too many requests, with a time to wait', http, archive, first(1, status(429, { 'retry-after': '1' })), 2],
    ['too many requests, with no time to wait', http, index, first(1, status(429)), 2],
    ['a connection that breaks within the archive', http, archive, first(1, reset), 2],
    ['an archive that is cut off', http, archive, first(1, truncated), 2],
    ['an archive that stalls', http, archive, first(1, silent), 2],
    ['an index that is empty', http, index, first(1, status(200)), 2],
    ['a server error of a manifest, twice', oci, manifest, first(2, status(500)), 3],
    ['too many requests for a blob', oci, blob, first(1, status(429, { 'retry-after': '0' })), 2],
    ['a connection that breaks within a blob', oci, blob, first(1, reset), 2],
    ['a blob that is cut off', oci, blob, first(1, truncated), 2],
  ])('does no harm: %s', async (_, location, path, fault, count) => {
    await serveWith(path, fault);
    const { results, problems } = await render([releaseOf(location())]);
    expect(problems).toEqual([]);
    expect(results.map(imagesOf)).toEqual([['docker.io/library/postgres:16.4']]);
    expect(requestsTo(path)).toBe(count);
  });
});

describe('a fault that stays', () => {
  it.each<[string, () => ChartLocation, RegExp, Fault, number, RegExp]>([
    ['401 for the index', http, index, status(401), 1, /asks for credentials \(401\).*registry-credentials/],
    ['403 for the archive', http, archive, status(403), 1, /forbids it \(403\).*read access/],
    ['404 for the index', http, index, status(404), 1, /is not there \(404\).*Check its name, version and URL/],
    [
      '429 that never ends',
      http,
      archive,
      status(429, { 'retry-after': '0' }),
      3,
      /\(429\), 3 times.*Log in for a higher/,
    ],
    ['429 with a very long wait', http, archive, status(429, { 'retry-after': '3600' }), 1, /\(429\)/],
    ['500 that never ends', http, index, status(500), 3, /answers with status 500, 3 times in a row/],
    ['a connection that always breaks', http, archive, reset, 3, /cannot be read: .*, 3 times in a row/],
    [
      'an archive that is always cut off',
      http,
      archive,
      truncated,
      3,
      /is damaged or no \.tar\.gz archive, 3 times in a row/,
    ],
    ['an archive whose end is damaged', http, archive, otherBytes, 3, /is damaged or no \.tar\.gz archive, 3 times/],
    ['an index that stalls', http, index, silent, 3, /did not answer in time, 3 times in a row/],
    ['an archive that never ends', http, archive, endless, 1, /sends more than \d+ bytes/],
    ['an archive that comes byte by byte', http, archive, dripping, 1, /did not answer in time/],
    ['an index that is a page', http, index, html, 3, /should be the index of a Helm repository and is an HTML page/],
    ['401 for the manifest', oci, manifest, status(401), 2, /asks for credentials \(401\).*registry-credentials/],
    ['403 for the manifest', oci, manifest, status(403), 1, /forbids it \(403\)/],
    ['404 for the manifest', oci, manifest, status(404), 1, /is not there \(404\)/],
    ['a manifest that is a page', oci, manifest, html, 1, /is not the answer of an OCI registry/],
    ['a blob with another digest', oci, blob, otherBytes, 3, /has the digest sha256:.*and should have sha256:/],
    ['a blob that never ends', oci, blob, endless, 1, /sends more than \d+ bytes/],
  ])('is one clear error after few requests: %s', async (_, location, path, fault, count, message) => {
    await serveWith(path, fault);
    const { results, problems } = await render([releaseOf(location()), releaseOf(location(), { name: 'other' })]);
    expect(results).toEqual([]);
    expect(problems.map(({ kind, release }) => [kind, release?.name])).toEqual([
      ['chart', 'shop'],
      ['chart', 'other'],
    ]);
    expect(problems[0]?.message).toMatch(message);
    expect(requestsTo(path)).toBe(count);
  });

  it('is told apart from an archive that the index gives no digest for', async () => {
    const chart = await packChart(fixtureChart('cron'));
    const listing = indexOf([chart]).replace(/ {4}digest: .*\n/, '');
    server = await startChartServer({
      charts: [chart],
      intercept: (request, response) => {
        if (request.url === '/charts/index.yaml') response.end(listing);
        else truncated(response, 1, chart);
        return true;
      },
    });
    const { problems } = await render([releaseOf(http())]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/is damaged or no \.tar\.gz archive/),
    ]);
    expect(requestsTo(archive)).toBe(3);
  });

  it('is a manifest that has not the digest that the source names', async () => {
    const chart = await packChart(fixtureChart('cron'));
    const digest = manifestDigest(chart);
    await serveWith(manifest, (response) => {
      response.end('{"layers":[]}');
      return true;
    });
    const location = { ...oci(), reference: { digest } } as ChartLocation;
    const { problems } = await render([releaseOf(location)]);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(`and should have ${digest}`)]);
    expect(requestsTo(manifest)).toBe(3);
  });
});
