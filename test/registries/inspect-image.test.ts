import { mkdtemp } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCache } from '../../src/cache.js';
import { openNetwork } from '../../src/network/network.js';
import { createImageInspector } from '../../src/registries/inspect-image.js';
import { sha256 } from '../../src/sha256.js';
import { impatient } from '../support/render.js';

const digestOf = (text: string) => `sha256:${sha256(Buffer.from(text))}`;
const config = JSON.stringify({ os: 'linux', architecture: 'amd64' });
const layers = [{ digest: digestOf('layer'), size: 1234 }];
const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: digestOf(config) }, layers });
const type = 'application/vnd.oci.image.manifest.v1+json';

type Fault = (request: IncomingMessage, response: ServerResponse, count: number) => boolean;

/** A registry with the image `shop/web:1.0.0`, which a fault may answer for. */
async function ask(reference: string, fault: Fault = () => false) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const asked = (request.url ?? '').replace('/v2/shop/web/', '');
    requests.push(`${request.method} ${asked.replace(/sha256:.*/, 'DIGEST')}`);
    if (fault(request, response, requests.length)) return;
    const isImage = asked === 'manifests/1.0.0' || asked === `manifests/${digestOf(manifest)}`;
    const headers = { 'content-type': type, 'docker-content-digest': digestOf(manifest) };
    if (isImage) response.writeHead(200, headers).end(request.method === 'HEAD' ? '' : manifest);
    else if (asked === `blobs/${digestOf(config)}`) response.end(config);
    else if (asked.startsWith('tags/')) response.end(JSON.stringify({ tags: ['0.1.0', '1.0.0'] }));
    else response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = {
    registryCredentials: [],
    caFile: '',
    restrictEgress: 'false' as const,
    chartMirrors: [],
    imageMirrors: [],
  };
  const event = { name: 'push', repository: 'a/b', serverUrl: 'http://forge', apiUrl: 'http://forge/api' };
  const network = await openNetwork(options, event, impatient);
  onTestFinished(async () => {
    await network.close();
    server.closeAllConnections();
    server.close();
  });
  const cache = openCache(await mkdtemp(path.join(tmpdir(), 'prepuller-answers-')), 10);
  const mirrors = { platforms: [], imageMirrors: [{ from: 'registry.example.com', to: host }], dockerHubBudget: 50 };
  const inspect = () =>
    createImageInspector({ network, cache }, mirrors).inspect(`registry.example.com/shop/${reference}`);
  const answer = await inspect();
  return { answer, requests, inspect };
}

const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (_request, response) =>
    Boolean(response.writeHead(code, headers).end('<html>'));

it('finds an image with its platform and its layers, and asks nothing more of what the cache has', async () => {
  const { answer, requests, inspect } = await ask('web:1.0.0');
  expect(answer).toMatchObject({
    kind: 'found',
    digest: digestOf(manifest),
    content: { layers: { 'linux/amd64': layers } },
  });
  expect(await inspect()).toEqual(answer);
  expect(requests).toEqual(['HEAD manifests/1.0.0', 'GET manifests/DIGEST', 'GET blobs/DIGEST']);
});

it('says that a tag is not there, with those that are like it', async () => {
  const { answer, requests } = await ask('web:1.0.O');
  expect(answer).toMatchObject({ kind: 'missing', nearest: ['1.0.0', '0.1.0'] });
  expect(requests).toHaveLength(3);
});

it.each<[string, Fault, string, number]>([
  ['wants credentials', status(401, { 'www-authenticate': 'Basic realm="x"' }), 'asks for credentials', 2],
  ['forbids it', status(403), 'forbids it', 1],
  ['has a limit', status(429, { 'retry-after': '60' }), 'too many requests', 1],
  ['is no registry', status(404), 'is not the answer of an OCI registry', 2],
  ['answers with a page', status(200), 'is not the answer of an OCI registry', 2],
  ['is silent', () => true, 'did not answer in time', 3],
])('cannot tell where the host %s', async (_, fault, reason, count) => {
  const { answer, requests } = await ask('web:1.0.0', fault);
  expect(answer).toMatchObject({ kind: 'untold', reason: expect.stringContaining(reason) });
  expect(requests).toHaveLength(count);
});

it('asks again after an answer that passes', async () => {
  const twice: Fault = (request, response, count) => count <= 2 && status(500)(request, response, count);
  expect((await ask('web:1.0.0', twice)).answer.kind).toBe('found');
});
