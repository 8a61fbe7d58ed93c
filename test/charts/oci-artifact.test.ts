import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCache } from '../../src/cache.js';
import { SourceBudget } from '../../src/charts/source-budget.js';
import type { SourceContent } from '../../src/flux/source-contents.js';
import { temporaryFolder } from '../support/checkout.js';
import { fetched } from '../support/fetch-sources.js';
import { tar } from '../support/pack-chart.js';
import { hasRegistry, type Registry, startRegistry } from '../support/registry.js';

describe.skipIf(!hasRegistry())('An artifact of a registry', () => {
  let registry: Registry;
  const fluxLayer = 'application/vnd.cncf.flux.content.v1.tar+gzip';

  beforeAll(async () => {
    registry = await startRegistry();
    await push('1.0.0', [[fluxLayer, { './apps/shop.yaml': 'first' }]]);
    await push('1.1.0', [[fluxLayer, { 'apps/shop.yaml': 'second' }]]);
    await push('latest', [
      [fluxLayer, { 'apps/shop.yaml': 'latest' }],
      ['application/vnd.acme.tar+gzip', { 'other.yaml': 'other' }],
    ]);
    await push('broken', [[fluxLayer, '<html>']]);
  });

  afterAll(() => registry.close());

  const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

  async function upload(content: Buffer): Promise<string> {
    const start = await fetch(`http://${registry.host}/v2/manifests/fleet/blobs/uploads/`, { method: 'POST' });
    const url = new URL(start.headers.get('location') ?? '');
    url.searchParams.set('digest', digestOf(content));
    await fetch(url, { method: 'PUT', body: new Uint8Array(content) });
    return digestOf(content);
  }

  const packed = (files: Record<string, string>) =>
    gzipSync(tar(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))));

  /** As `flux push artifact` does; a text in place of files is no archive. @returns the digest of the manifest */
  async function push(tag: string, layers: [string, Record<string, string> | string][]): Promise<string> {
    const config = Buffer.from('{}');
    const described = [];
    for (const [mediaType, files] of layers) {
      const content = typeof files === 'string' ? Buffer.from(files) : packed(files);
      described.push({ mediaType, size: content.length, digest: await upload(content) });
    }
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: 'application/vnd.cncf.flux.config.v1+json', size: 2, digest: await upload(config) },
        layers: described,
      }),
    );
    await fetch(`http://${registry.host}/v2/manifests/fleet/manifests/${tag}`, {
      method: 'PUT',
      body: new Uint8Array(manifest),
      headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' },
    });
    return digestOf(manifest);
  }

  const artifact = (more: Partial<Extract<SourceContent, { kind: 'oci' }>> = {}): SourceContent => ({
    kind: 'oci',
    url: `oci://${registry.host}/manifests/fleet`,
    reference: { tag: '1.0.0' },
    insecure: true,
    ...more,
  });

  it.each<[string, Partial<Extract<SourceContent, { kind: 'oci' }>>, Record<string, string>]>([
    ['by its tag', {}, { 'apps/shop.yaml': 'first' }],
    ['by a range', { reference: { semver: '>=1.0.0' } }, { 'apps/shop.yaml': 'second' }],
    ['by the usual tag, with the first layer', { reference: { tag: 'latest' } }, { 'apps/shop.yaml': 'latest' }],
    [
      'with the layer that is selected',
      { reference: { tag: 'latest' }, layerMediaType: 'application/vnd.acme.tar+gzip' },
      { 'other.yaml': 'other' },
    ],
  ])('is unpacked %s', async (_, more, files) => {
    expect(await fetched(artifact(more))).toEqual(files);
  });

  it('is found by its digest, and its layer is downloaded once', async () => {
    const digest = await push('pinned', [[fluxLayer, { 'a.yaml': 'pinned' }]]);
    const layer = digestOf(packed({ 'a.yaml': 'pinned' }));
    const pinned = artifact({ reference: { digest } });
    const cache = openCache(await temporaryFolder('cache'), 100);
    expect(await fetched(pinned, { cache })).toEqual({ 'a.yaml': 'pinned' });
    // The registry loses what it holds but for the manifests, and yet nothing is missed.
    await registry.forgetBlob(layer);
    expect(await fetched(pinned)).toContain('is not there (404)');
    expect(await fetched(pinned, { cache })).toEqual({ 'a.yaml': 'pinned' });
  });

  it.each<[Partial<Extract<SourceContent, { kind: 'oci' }>>, string]>([
    [{ reference: { tag: 'nowhere' } }, 'is not there (404)'],
    [{ reference: { semver: '>=2' } }, "has no tag that fits '>=2'"],
    [{ reference: { tag: 'broken' } }, 'its layer is damaged or no .tar.gz archive'],
    [{ layerMediaType: 'application/nothing' }, 'has no layer of the type application/nothing'],
    [{ url: 'https://registry.example.com/x' }, 'is no address of an OCI repository'],
    [{ url: 'oci://robot:secret@registry.example.com/x' }, 'oci://registry.example.com/x is no address of an OCI'],
    [{ url: 'oci://registry.example.com/../x' }, 'is no address of an OCI repository'],
    [{ url: 'oci://registry.example.com/a/%2e%2e/x' }, 'is no address of an OCI repository'],
    [{ url: 'oci://registry.example.com/a\\b' }, 'is no address of an OCI repository'],
  ])('that cannot be had is said: %j', async (more, fault) => {
    expect(await fetched(artifact(more))).toContain(fault);
  });

  it('takes no more of the disk than it may', async () => {
    expect(await fetched(artifact(), { budget: new SourceBudget({ sources: 1, bytes: 2 }) })).toContain('of the disk');
  });
});
