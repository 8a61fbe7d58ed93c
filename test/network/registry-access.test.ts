import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Network, openNetwork } from '../../src/network/network.js';
import { createRegistryAccess } from '../../src/network/registry-access.js';
import { makeCertificate } from '../support/certificate.js';

const certificate = await makeCertificate();
const password = 'the-password-of-the-registry';
const basic = `Basic ${Buffer.from(`robot:${password}`).toString('base64')}`;

let folder: string;
let servers: Server[];
/** `host path` of the requests that brought the password. */
let told: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-realm-'));
  servers = [];
  told = [];
  for (const name of ['DOCKER_CONFIG', 'HELM_CONFIG_HOME', 'HELM_REGISTRY_CONFIG', 'XDG_CONFIG_HOME']) {
    vi.stubEnv(name, '');
  }
  vi.stubEnv('HOME', folder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await rm(folder, { recursive: true });
});

/** A server that does as it is told; `/token` gives a token to everyone. */
async function start(scheme: 'http' | 'https', listener: RequestListener): Promise<string> {
  const answer: RequestListener = (request, response) => {
    if (request.headers.authorization === basic) told.push(`${request.headers.host} ${pathOf(request)}`);
    if (pathOf(request) === '/token') response.end(JSON.stringify({ token: 'given' }));
    else listener(request, response);
  };
  const server = scheme === 'https' ? createSecureServer({ ...certificate }, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').replace(/\?.*/, '');
}

/** A registry that lets in whoever has a token, and says where one is had. */
const wantsTokenOf =
  (realm: () => string): RequestListener =>
  (request, response) => {
    if (request.headers.authorization === 'Bearer given') response.end('tags');
    else response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm()}",service="x"` }).end();
  };

const redirectsTo =
  (target: () => string): RequestListener =>
  (_request, response) =>
    void response.writeHead(307, { location: target() }).end();

/** Asks the registry with a password for it. */
async function ask(origin: string): Promise<string> {
  const { host } = new URL(origin);
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, certificate?.cert ?? '');
  const options = {
    registryCredentials: [{ host, user: 'robot', password }],
    caFile,
    restrictEgress: 'false' as const,
    chartMirrors: [],
    imageMirrors: [],
  };
  const event = { name: 'push', repository: 'a/b', serverUrl: '', apiUrl: '' };
  const patience = { idle: 2000, total: 4000, tries: 1, backoff: 1, longestRetryAfter: 1 };
  const network: Network = await openNetwork(options, event, patience);
  try {
    const { get } = createRegistryAccess(network);
    const { body } = await get({ origin, host, name: 'charts/web' }, `${origin}/v2/charts/web/tags/list`, {
      maxBytes: 1000,
    });
    return body.toString();
  } catch (error) {
    return (error as Error).message;
  } finally {
    await network.close();
  }
}

it('a token that no header can hold is none', async () => {
  let registry = '';
  const wants = wantsTokenOf(() => `${registry}/odd`);
  registry = await start('http', (request, response) => {
    if (pathOf(request) === '/odd') response.end(JSON.stringify({ token: 'a\n日' }));
    else wants(request, response);
  });
  expect(await ask(registry)).toContain('asks for credentials (401)');
});

describe.skipIf(!certificate)("a registry's password", () => {
  it('is told to the realm that the registry names over HTTPS, on whatever host', async () => {
    const realm = await start('https', (_request, response) => response.end());
    const registry = await start(
      'https',
      wantsTokenOf(() => `${realm}/token`),
    );
    expect(await ask(registry)).toBe('tags');
    expect(told).toEqual([`${new URL(realm).host} /token`]);
  });

  it("is told to a plain registry's own realm", async () => {
    let registry = '';
    registry = await start(
      'http',
      wantsTokenOf(() => `${registry}/token`),
    );
    expect(await ask(registry)).toBe('tags');
    expect(told).toEqual([`${new URL(registry).host} /token`]);
  });

  it.each<['http' | 'https', 'http' | 'https']>([
    ['https', 'http'],
    ['http', 'http'],
    ['http', 'https'],
  ])('of a registry over %s is not told to another host over %s', async (of, to) => {
    const realm = await start(to, (_request, response) => response.end());
    const registry = await start(
      of,
      wantsTokenOf(() => `${realm}/token`),
    );
    expect(await ask(registry)).toBe('tags');
    expect(told).toEqual([]);
  });

  it('is not told to a host that the realm redirects to', async () => {
    const thief = await start('https', (_request, response) => response.end());
    const realm = await start(
      'https',
      redirectsTo(() => `${thief}/token`),
    );
    const registry = await start(
      'https',
      wantsTokenOf(() => `${realm}/auth`),
    );
    expect(await ask(registry)).toBe('tags');
    expect(told).toEqual([`${new URL(realm).host} /auth`]);
  });

  it('is not told to the realm that a host names which the registry redirects to', async () => {
    let thief = '';
    thief = await start(
      'https',
      wantsTokenOf(() => `${thief}/token`),
    );
    const registry = await start(
      'https',
      redirectsTo(() => `${thief}/v2/charts/web/tags/list`),
    );
    expect(await ask(registry)).toMatch(/asks for credentials|tags/);
    expect(told).toEqual([]);
  });

  it('is not told by basic authentication to a host that the registry redirects to', async () => {
    const thief = await start(
      'https',
      (_request, response) => void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    );
    const registry = await start(
      'https',
      redirectsTo(() => `${thief}/v2/`),
    );
    expect(await ask(registry)).toContain('asks for credentials (401)');
    expect(told.filter((line) => line.startsWith(new URL(thief).host))).toEqual([]);
  });

  it('is not told for a realm that is no URL, or a token that is none', async () => {
    const nowhere = await start(
      'https',
      wantsTokenOf(() => 'nowhere'),
    );
    const page = await start('https', (_request, response) => response.end('<html>'));
    const odd = await start(
      'https',
      wantsTokenOf(() => `${page}/login`),
    );
    expect(await ask(nowhere)).toContain('asks for credentials (401)');
    expect(await ask(odd)).toContain('asks for credentials (401)');
  });
});
