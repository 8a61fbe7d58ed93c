import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openCache } from '../../src/cache.js';
import { createIndexStore } from '../../src/charts/index-store.js';
import { openNetwork } from '../../src/network/network.js';
import { temporaryFolder } from '../support/checkout.js';
import { impatient } from '../support/render.js';

const options = { caFile: '', registryCredentials: [], restrictEgress: 'false', chartMirrors: [], imageMirrors: [] };
const event = { name: 'push', repository: 'a/b', serverUrl: 'https://forge.example.com', apiUrl: '' };

it.each<[string, Record<string, string>]>([
  ['an ETag', { etag: Buffer.from('"日"').toString('latin1') }],
  ['a Last-Modified', { 'last-modified': Buffer.from('日').toString('latin1') }],
])('%s that no request can hold does not keep later runs from the index', async (_, headers) => {
  const server = createServer((_request, response) => response.writeHead(200, headers).end('entries: {}\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const [cache, scratch] = [openCache(await temporaryFolder('cache'), 100), await temporaryFolder('scratch')];
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.yaml`;
  for (const _run of ['first', 'second']) {
    const network = await openNetwork({ ...options, restrictEgress: 'false' }, event, impatient);
    onTestFinished(() => network.close());
    const index = await createIndexStore({ network, cache, scratch }).read(address);
    expect(index.toString()).toBe('entries: {}\n');
  }
});
