import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ImageRegistry, type RegistryFault, startImageRegistry } from '../support/image-registry.js';
import { buildImage } from '../support/images.js';
import { openInspector } from './support.js';

async function serve(fault?: RegistryFault): Promise<ImageRegistry> {
  const registry = await startImageRegistry(fault && { fault });
  onTestFinished(() => registry.close());
  registry.publish('shop/web:1', buildImage());
  return registry;
}

/** A host on this machine that nobody has named. */
async function innerHost() {
  const reached: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    reached.push(request.headers.authorization);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, reached };
}

const login = (host: string) => ({ registryCredentials: [{ host, user: 'robot', password: 'secret' }] });

describe('where egress is restricted', () => {
  it('a registry at a private address is not asked, and what may be done about it is said', async () => {
    const registry = await serve();
    const { inspect } = await openInspector({ restrictEgress: 'true' });
    expect(await inspect(`${registry.host}/shop/web:1`)).toMatchObject({
      kind: 'untold',
      reason: 'leads to 127.0.0.1, which is a loopback address',
      advice: expect.stringContaining('name it in image-mirrors or registry-credentials'),
    });
    expect(registry.requests).toEqual([]);
  });

  it.each([
    ['a mirror', (host: string) => ({ imageMirrors: [{ from: 'registry.example.com', to: `http://${host}` }] })],
    ['a mirror of its own', (host: string) => ({ imageMirrors: [{ from: 'registry.example.com', to: host }] })],
    ['the host of a credential', (host: string) => ({ imageMirrors: [], ...login(host) })],
  ])('it is asked as %s', async (_, options) => {
    const registry = await serve();
    const given = options(registry.host);
    const { inspect } = await openInspector({ restrictEgress: 'true', ...given });
    const domain = given.imageMirrors.length > 0 ? 'registry.example.com' : registry.host;
    expect(await inspect(`${domain}/shop/web:1`)).toMatchObject({ kind: 'found' });
  });

  it.each<[string, (url: string) => RegistryFault]>([
    ['redirects', (url) => (_, response) => Boolean(response.writeHead(307, { location: url }).end())],
    [
      'names as its realm',
      (url) => (_, response) => Boolean(response.writeHead(401, { 'www-authenticate': `Bearer realm="${url}"` }).end()),
    ],
  ])('a private host is not asked to which a registry %s', async (_, fault) => {
    const inner = await innerHost();
    const registry = await serve(fault(inner.url));
    const imageMirrors = [{ from: 'registry.example.com', to: registry.host }];
    const { inspect } = await openInspector({ restrictEgress: 'true', imageMirrors });
    expect(await inspect('registry.example.com/shop/web:1')).toMatchObject({ kind: 'untold' });
    expect(inner.reached).toEqual([]);
  });
});

it('the password of a registry goes neither where it redirects to nor to a realm elsewhere over plain HTTP', async () => {
  const inner = await innerHost();
  for (const answer of [{ location: inner.url }, { 'www-authenticate': `Bearer realm="${inner.url}"` }]) {
    const status = 'location' in answer ? 307 : 401;
    const registry = await serve((_, response) => Boolean(response.writeHead(status, answer).end()));
    const { inspect } = await openInspector(login(registry.host));
    expect((await inspect(`${registry.host}/shop/web:1`)).kind).toBe('untold');
  }
  expect(inner.reached.length).toBeGreaterThan(0);
  expect(inner.reached.filter((authorization) => authorization?.startsWith('Basic'))).toEqual([]);
});

it('a mirror is asked with its own password', async () => {
  const seen: (string | undefined)[] = [];
  const registry = await serve((request, response) => {
    seen.push(request.headers.authorization);
    const isKnown = request.headers.authorization !== undefined;
    return !isKnown && Boolean(response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end());
  });
  const mirror = `${registry.host}/hub`;
  registry.publish('hub/library/web:1', buildImage());
  const registryCredentials = [
    { host: 'docker.io', user: 'robot', password: 'of-the-hub' },
    { host: mirror, user: 'robot', password: 'of-the-mirror' },
  ];
  const { inspect } = await openInspector({ registryCredentials, imageMirrors: [{ from: 'docker.io', to: mirror }] });
  expect(await inspect('web:1')).toMatchObject({ kind: 'found' });
  expect(new Set(seen)).toEqual(new Set([undefined, `Basic ${Buffer.from('robot:of-the-mirror').toString('base64')}`]));
});
