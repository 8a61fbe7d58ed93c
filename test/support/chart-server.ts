import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type PackedChart, packChart } from './pack-chart.js';

export interface ChartServerOptions {
  /** Folders of charts, or charts packed already. */
  charts: readonly (string | PackedChart)[];
  /** Without it everyone may read. */
  credential?: { user: string; password: string };
  /** `bearer` sends OCI clients to a token endpoint, as the big registries do. */
  challenge?: 'basic' | 'bearer';
  /** PEM; serves HTTPS. */
  tls?: { key: string; cert: string };
  /** Answers in place of the server when it gives true: faults are injected here. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface ChartServer {
  /** A Helm repository with an `index.yaml`. */
  httpUrl: string;
  /** Registry and namespace of the charts, without a chart's name. */
  ociUrl: string;
  /** `GET /path` of all requests, in order; with ` 304` when the client had it already. */
  requests: string[];
  /** Adds a chart while the server runs. */
  publish(chart: PackedChart): void;
  close(): Promise<void>;
}

/**
 * Serves charts on a free port of the loopback interface: as a Helm repository under `/charts`, and as a read-only
 * OCI registry with the repositories `charts/<name>`.
 */
export async function startChartServer(options: ChartServerOptions): Promise<ChartServer> {
  const charts = await Promise.all(
    options.charts.map((chart) => (typeof chart === 'string' ? packChart(chart) : chart)),
  );
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    const line = `${request.method} ${request.url}`;
    if (options.intercept?.(request, response)) return void requests.push(line);
    const { status, headers, body } = answer(request, charts, options);
    requests.push(status === 304 ? `${line} 304` : line);
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  const server = options.tls ? createSecureServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    httpUrl: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/charts`,
    ociUrl: `oci://127.0.0.1:${port}/charts`,
    requests,
    publish: (chart) => void charts.push(chart),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

const nothing = Buffer.alloc(0);

function answer(request: IncomingMessage, charts: readonly PackedChart[], options: ChartServerOptions): Answer {
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  if (url.pathname === '/token') return giveToken(request, options);
  if (!mayRead(request, options)) return refuse(request, url, options);
  const found = url.pathname.startsWith('/v2/') ? registryAnswer(url, charts) : repositoryAnswer(url, charts);
  if (!found) return { status: 404, headers: {}, body: nothing };
  const etag = `"${hash(found.body)}"`;
  if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: nothing };
  return { status: 200, headers: { ...found.headers, etag }, body: found.body };
}

const token = 'a-token-of-the-fixture-server';

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function mayRead(request: IncomingMessage, { credential, challenge }: ChartServerOptions): boolean {
  const isRegistry = request.url?.startsWith('/v2/');
  if (challenge === 'bearer' && isRegistry) return request.headers.authorization === `Bearer ${token}`;
  return !credential || request.headers.authorization === basic(credential);
}

function refuse(request: IncomingMessage, url: URL, options: ChartServerOptions): Answer {
  const bearer = options.challenge === 'bearer' && url.pathname.startsWith('/v2/');
  const realm = `http://${request.headers.host}/token`;
  const challenge = bearer ? `Bearer realm="${realm}",service="fixtures"` : 'Basic realm="fixtures"';
  return { status: 401, headers: { 'www-authenticate': challenge }, body: nothing };
}

function giveToken(request: IncomingMessage, { credential }: ChartServerOptions): Answer {
  if (credential && request.headers.authorization !== basic(credential)) {
    return { status: 401, headers: {}, body: nothing };
  }
  return { status: 200, ...json('application/json', { token }) };
}

interface Found {
  headers: Record<string, string>;
  body: Buffer;
}

function repositoryAnswer(url: URL, charts: readonly PackedChart[]): Found | undefined {
  if (url.pathname === '/charts/index.yaml') {
    return { headers: { 'content-type': 'application/yaml' }, body: Buffer.from(indexOf(charts)) };
  }
  const chart = charts.find(
    ({ name, version }) => decodeURIComponent(url.pathname) === `/charts/${name}-${version}.tgz`,
  );
  return chart && { headers: { 'content-type': 'application/gzip' }, body: chart.archive };
}

/** In the style of `helm repo index`. */
export function indexOf(charts: readonly PackedChart[]): string {
  const names = [...new Set(charts.map(({ name }) => name))].sort();
  const sections = names.map((name) => {
    const versions = charts.filter((chart) => chart.name === name);
    return `  ${name}:\n${versions.map(indexEntry).join('')}`;
  });
  return `apiVersion: v1\nentries:\n${sections.join('')}generated: "2026-01-02T03:04:05Z"\n`;
}

function indexEntry({ name, version, sha256 }: PackedChart): string {
  const lines = [
    '- apiVersion: v2',
    '  created: "2026-01-02T03:04:05Z"',
    `  digest: ${sha256}`,
    `  name: ${name}`,
    '  urls:',
    `  - ${name}-${version}.tgz`,
    `  version: ${version}`,
  ];
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function registryAnswer(url: URL, charts: readonly PackedChart[]): Found | undefined {
  const match = /^\/v2\/charts\/([^/]+)\/(tags\/list|manifests\/(.+)|blobs\/(.+))$/.exec(url.pathname);
  const [, repository, , reference, digest] = match ?? [];
  const versions = charts.filter(({ name }) => name === repository);
  if (versions.length === 0) return undefined;
  if (reference !== undefined) return manifestAnswer(decodeURIComponent(reference), versions);
  if (digest !== undefined) return blobAnswer(digest, versions);
  return json('application/json', { name: `charts/${repository}`, tags: versions.map(tagOf) });
}

function manifestAnswer(reference: string, versions: readonly PackedChart[]): Found | undefined {
  const manifests = versions.map((chart) => ({ tag: tagOf(chart), manifest: manifestOf(chart) }));
  return manifests.find(({ tag, manifest }) => tag === reference || `sha256:${hash(manifest.body)}` === reference)
    ?.manifest;
}

function blobAnswer(digest: string, versions: readonly PackedChart[]): Found | undefined {
  const blobs = versions.flatMap((chart) => [chart.archive, configOf(chart)]);
  const body = blobs.find((blob) => `sha256:${hash(blob)}` === digest);
  return body && { headers: { 'content-type': 'application/octet-stream' }, body };
}

/** The manifest that `helm push` writes (helm.sh/docs/topics/registries). */
function manifestOf(chart: PackedChart): Found {
  const config = configOf(chart);
  return json('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    config: {
      mediaType: 'application/vnd.cncf.helm.config.v1+json',
      digest: `sha256:${hash(config)}`,
      size: config.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
        digest: `sha256:${chart.sha256}`,
        size: chart.archive.length,
      },
    ],
  });
}

/** Digest of the manifest that the registry serves for a chart, as `sha256:...`. */
export function manifestDigest(chart: PackedChart): string {
  return `sha256:${hash(manifestOf(chart).body)}`;
}

function configOf({ name, version }: PackedChart): Buffer {
  return Buffer.from(JSON.stringify({ apiVersion: 'v2', name, version }));
}

/** Tags cannot hold a plus sign. */
function tagOf({ version }: PackedChart): string {
  return version.replaceAll('+', '_');
}

function json(type: string, content: object): Found {
  return { headers: { 'content-type': type }, body: Buffer.from(JSON.stringify(content)) };
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
