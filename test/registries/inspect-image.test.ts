import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { RegistryFault } from '../support/image-registry.js';
import { buildImage, digestOf, schemaOne } from '../support/images.js';
import { ask, openInspector, passingFolder, registryWith, single } from './support.js';

const status =
  (code: number, headers: Record<string, string> = {}, body = '<html>'): RegistryFault =>
  (_request, response) =>
    Boolean(response.writeHead(code, headers).end(body));

describe('a name that is no address', () => {
  it.each(['1.2.3.4.5/web:1', '999.1.1.1:5000/web:1', 'registry.example.com:99999/web:1'])(
    'is said: %s',
    async (name) => {
      const inspector = await openInspector({});
      const reason = 'is no address of a registry';
      expect(await inspector.inspect(name)).toMatchObject({ kind: 'untold', host: name.replace('/web:1', ''), reason });
    },
  );
});

describe('an image that exists', () => {
  it('has a digest, a platform and layers, and nothing more is asked of what the cache has', async () => {
    const [registry, cachePath] = [await registryWith(), await passingFolder()];
    const answer = await ask('web:1.0.0', registry, { cachePath });
    const layers = [{ digest: single.blobs[1]?.digest, size: 1234 }];
    expect(answer).toMatchObject({ kind: 'found', moved: false, content: { layers: { 'linux/amd64': layers } } });
    expect(answer).toHaveProperty('digest', single.manifest.digest);
    expect(await ask('web:1.0.0', registry, { cachePath })).toEqual(answer);
    expect(registry.requests).toEqual(['HEAD manifests/1.0.0', 'GET manifests/DIGEST', 'GET blobs/DIGEST']);
  });

  it('is asked for once by all its spellings', async () => {
    const registry = await registryWith();
    registry.publish('library/web:latest', single);
    const inspector = await openInspector({ imageMirrors: [{ from: 'docker.io', to: registry.host }] });
    const spellings = ['web', 'web:latest', 'docker.io/web', 'index.docker.io/library/web:latest'];
    await Promise.all(spellings.map((spelling) => inspector.inspect(spelling)));
    expect(registry.requests).toHaveLength(3);
  });

  it('is asked for again by its tag after an hour, and has moved when the digest is another', async () => {
    const [registry, cachePath] = [await registryWith(), await passingFolder()];
    await ask('web:1.0.0', registry, { cachePath });
    registry.publish('shop/web:1.0.0', buildImage({ layers: [99] }));
    expect(await ask('web:1.0.0', registry, { cachePath })).toMatchObject({ moved: false });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61 * 60 * 1000);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await ask('web:1.0.0', registry, { cachePath })).toMatchObject({ kind: 'found', moved: true });
  });

  it('is known by its digest for ever', async () => {
    const [registry, cachePath] = [await registryWith(), await passingFolder()];
    const reference = `web:9@${single.manifest.digest}`;
    await ask(reference, registry, { cachePath });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 1000 * 24 * 60 * 60 * 1000);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await ask(reference, registry, { cachePath })).toMatchObject({
      kind: 'found',
      digest: single.manifest.digest,
    });
    expect(registry.requests).toEqual(['HEAD manifests/DIGEST', 'GET manifests/DIGEST', 'GET blobs/DIGEST']);
  });

  it.each<[string, RegistryFault, string[]]>([
    [
      'does not know HEAD',
      (request, response) => request.method === 'HEAD' && Boolean(response.writeHead(405).end()),
      ['HEAD manifests/1.0.0', 'GET manifests/1.0.0', 'GET blobs/DIGEST'],
    ],
    [
      'does not say the digest',
      (request, response) =>
        request.method === 'HEAD' &&
        Boolean(response.writeHead(200, { 'content-type': single.manifest.mediaType }).end()),
      ['HEAD manifests/1.0.0', 'GET manifests/1.0.0', 'GET blobs/DIGEST'],
    ],
    [
      'fails twice',
      (request, response, count) => count <= 2 && status(500)(request, response, count),
      [
        'HEAD manifests/1.0.0',
        'HEAD manifests/1.0.0',
        'HEAD manifests/1.0.0',
        'GET manifests/DIGEST',
        'GET blobs/DIGEST',
      ],
    ],
    [
      'asks to wait for a second',
      (request, response, count) => count === 1 && status(429, { 'retry-after': '1' })(request, response, count),
      ['HEAD manifests/1.0.0', 'HEAD manifests/1.0.0', 'GET manifests/DIGEST', 'GET blobs/DIGEST'],
    ],
  ])('is found in a registry that %s', async (_, fault, requests) => {
    const registry = await registryWith(single, fault);
    const answer = await ask('web:1.0.0', registry);
    expect(answer).toMatchObject({ kind: 'found', digest: single.manifest.digest, content: { kind: 'content' } });
    expect(registry.requests).toEqual(requests);
  });

  it('of schema 1 exists, and is not asked for by a digest that its bytes do not have', async () => {
    const registry = await registryWith(schemaOne);
    expect(await ask('web:1.0.0', registry)).toMatchObject({ kind: 'found', content: { kind: 'schema 1' } });
    expect(registry.requests).toEqual(['HEAD manifests/1.0.0']);
  });

  it('is there although its manifest has another digest than the registry says', async () => {
    const registry = await registryWith({ ...single.manifest, digest: digestOf('something else') });
    const reason = expect.stringMatching(/has the digest sha256:\w+, and should have sha256:\w+, 3 times in a row/);
    expect(await ask('web:1.0.0', registry)).toMatchObject({ kind: 'found', content: { kind: 'untold', reason } });
    expect(registry.requests).toEqual(['HEAD manifests/1.0.0', ...Array(3).fill('GET manifests/DIGEST')]);
  });
});

describe('an image that does not exist', () => {
  it('comes with the tags that are like it, which are asked for once a repository', async () => {
    const registry = await registryWith();
    for (const tag of ['0.1.0', '1.0.1', '2.0.0']) registry.publish(`shop/web:${tag}`, single);
    const inspector = await openInspector({ imageMirrors: [{ from: 'registry.example.com', to: registry.host }] });
    const [first] = await Promise.all(
      ['1.0.O', '1.O.1'].map((tag) => inspector.inspect(`registry.example.com/shop/web:${tag}`)),
    );
    const repository = `${registry.host}/shop/web`;
    expect(first).toEqual({ kind: 'missing', repository, nearest: ['1.0.0', '1.0.1', '2.0.0'] });
    expect(registry.requests.filter((request) => request.startsWith('GET tags'))).toHaveLength(1);
    expect(registry.requests).toHaveLength(5);
  });

  it('by digest has no tags that are like it', async () => {
    const registry = await registryWith();
    expect(await ask(`web@${digestOf('none')}`, registry)).toMatchObject({ kind: 'missing', nearest: [] });
    expect(registry.requests).toEqual(['HEAD manifests/DIGEST', 'GET manifests/DIGEST']);
  });
});

describe('it cannot be told', () => {
  const realm = (port: string) => `Bearer realm="http://127.0.0.1:${port}/v2/x/blobs/token",service="registry"`;
  const withRealm: RegistryFault = (request, response) => {
    if (request.url?.includes('token')) return Boolean(response.end('{"token":"of no use"}'));
    const port = request.headers.host?.split(':')[1] ?? '';
    return Boolean(response.writeHead(401, { 'www-authenticate': realm(port) }).end('{}'));
  };

  it.each<[string, RegistryFault, string, number]>([
    ['wants credentials', status(401, { 'www-authenticate': 'Basic realm="x"' }), 'asks for credentials (401)', 2],
    ['sends to a realm, and does not take its token', withRealm, 'asks for credentials (401)', 3],
    ['forbids it', status(403), 'forbids it (403)', 1],
    ['has a limit', status(429, { 'retry-after': '60' }), 'has had too many requests (429)', 1],
    ['is no registry', status(404), 'is not the answer of an OCI registry', 2],
    ['answers with JSON that is none of a registry', status(404, {}, '{}'), 'does not answer as an OCI registry', 2],
    ['answers with a page', status(200, { 'content-type': 'text/html' }), 'is not the answer of an OCI registry', 2],
    ['fails', status(500), 'answers with status 500, 3 times in a row', 3],
    ['is silent', () => true, 'did not answer in time', 3],
  ])('where the host %s', async (_, fault, reason, count) => {
    const registry = await registryWith(single, fault);
    const expected = { kind: 'untold', host: registry.host, reason: expect.stringContaining(reason) };
    expect(await ask('web:1.0.0', registry)).toMatchObject(expected);
    expect(registry.requests).toHaveLength(count);
  });

  it.each<[string, RegistryFault, number]>([
    ['has a limit', status(429, { 'retry-after': '60' }), 8],
    ['forbids it', status(403), 20],
  ])('of 20 images where the host %s, after %s requests', async (_, fault, count) => {
    const registry = await registryWith(single, fault);
    const inspector = await openInspector({ imageMirrors: [{ from: 'registry.example.com', to: registry.host }] });
    const answers = Array.from({ length: 20 }, (_, tag) => inspector.inspect(`registry.example.com/shop/web:${tag}`));
    for (const answer of await Promise.all(answers)) expect(answer.kind).toBe('untold');
    expect(registry.requests).toHaveLength(count);
  });
});
