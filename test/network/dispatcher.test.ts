import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createEgressGuard } from '../../src/network/egress-guard.js';
import { createHttpClient } from '../../src/network/http-client.js';
import { makeCertificate } from '../support/certificate.js';
import { temporaryFolder } from '../support/checkout.js';

const certificate = await makeCertificate();

it.skipIf(!certificate).each([false, true])(
  'The authorities of ca-file are parsed once for all connections (guarded: %s)',
  async (isGuarded) => {
    let connections = 0;
    const server = createServer({ ...certificate }, (_, response) => response.end('well'));
    server.on('secureConnection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const caFile = path.join(await temporaryFolder('authority'), 'ca.pem');
    await writeFile(caFile, certificate?.cert ?? '');
    const { port } = server.address() as AddressInfo;
    const host = `127.0.0.1:${port}`;
    const client = createHttpClient({ caFile, ...(isGuarded && { guard: createEgressGuard([host]) }) });
    onTestFinished(() => client.close());

    // A connection without a context makes one for itself.
    const made = vi.spyOn(tls, 'createSecureContext');
    onTestFinished(() => made.mockRestore());
    const urls = Array.from({ length: 6 }, (_, index) => `https://${host}/${index}`);
    const answers = await Promise.all(urls.map((url) => client.get(url, { maxBytes: 10 })));
    expect(answers.map(({ body }) => body.toString())).toEqual(urls.map(() => 'well'));
    expect(connections).toBeGreaterThan(1);
    expect(made.mock.calls.length).toBeLessThanOrEqual(1);
  },
);
