import { describe, expect, it } from 'vitest';
import type { RegistryFault } from '../support/image-registry.js';
import {
  attestationOf,
  type BuiltImage,
  buildImage,
  buildIndex,
  buildPlatforms,
  type Content,
  digestOf,
} from '../support/images.js';
import { ask, registryWith, single } from './support.js';

describe('an index', () => {
  const nodes = { platforms: 'linux/amd64 linux/arm64 linux/arm/v7 linux/arm/v6' };
  const sizesIn = (answer: Awaited<ReturnType<typeof ask>>) =>
    answer.kind === 'found' && answer.content.kind === 'content'
      ? Object.entries(answer.content.layers).map(([node, layers]) => [node, layers.map(({ size }) => size)])
      : answer;

  it.each([false, true])('gives each node its own image, with the media types of Docker: %s', async (docker) => {
    const arm = (variant: string, size: number) => ({
      platform: `linux/arm/${variant}`,
      image: buildImage({ platform: `linux/arm/${variant}`, layers: [size], docker }),
    });
    const amd64 = { platform: 'linux/amd64', image: buildImage({ layers: [100], docker }) };
    const registry = await registryWith(buildIndex([amd64, arm('v7', 70), arm('v5', 50)], { docker }));
    expect(sizesIn(await ask('web:1.0.0', registry, nodes))).toEqual([
      ['linux/amd64', [100]],
      ['linux/arm64', [70]],
      ['linux/arm/v7', [70]],
      ['linux/arm/v6', [50]],
    ]);
    expect(registry.requests).toEqual(['HEAD manifests/1.0.0', ...Array(4).fill('GET manifests/DIGEST')]);
  });

  it('has no image in an attestation', async () => {
    const image = buildImage({ layers: [100] });
    const registry = await registryWith(buildIndex([{ platform: 'linux/amd64', image }, attestationOf(image)]));
    const answer = await ask('web:1.0.0', registry, nodes);
    expect(answer).toMatchObject({ content: { platforms: [{ os: 'linux', architecture: 'amd64' }] } });
    expect(registry.requests).toHaveLength(3);
  });

  it('that does not say a platform has the one that the image says, and none for what is no image', async () => {
    const unsaid = { platform: '', image: buildImage({ platform: 'linux/arm64', layers: [64] }) };
    const signature = { platform: '', image: buildImage({ platform: '', layers: ['signature'] }) };
    const inner = { platform: '', image: buildPlatforms(['linux/arm/v7']) };
    const amd64 = { platform: 'linux/amd64', image: buildImage({ layers: [100] }) };
    const registry = await registryWith(buildIndex([amd64, unsaid, signature, inner]));
    expect(await ask('web:1.0.0', registry, { platforms: 'linux/arm64 linux/amd64 linux/arm/v7' })).toMatchObject({
      content: {
        platforms: [{ architecture: 'amd64' }, { architecture: 'arm64' }, { architecture: 'arm', variant: 'v7' }],
        layers: { 'linux/amd64': [{ size: 100 }], 'linux/arm64': [{ size: 64 }], 'linux/arm/v7': [{ size: 6 }, {}] },
      },
    });
  });

  it('of which an image was not pushed lacks its platform, although an older one is there', async () => {
    const arm = (variant: string) => `linux/arm/${variant}`;
    const whole = buildPlatforms(['linux/amd64', arm('v6'), arm('v7')]);
    const registry = await registryWith({ ...whole, children: whole.children.slice(0, 2) });
    const answer = await ask('web:1.0.0', registry, { platforms: 'linux/amd64 linux/arm/v7' });
    expect(sizesIn(answer)).toEqual([['linux/amd64', [6, 17]]]);
    expect(answer).toMatchObject({ content: { platforms: [{ architecture: 'amd64' }, { variant: 'v6' }] } });
    expect(registry.requests).toHaveLength(4);
  });

  it.each([`sha512:${'a'.repeat(128)}`, 'none'])(
    'whose image cannot be verified is not said to lack the platform: %s',
    async (digest) => {
      const platform = { os: 'linux', architecture: 'amd64' };
      const registry = await registryWith(manifestOf({ manifests: [{ digest, platform }] }));
      const reason = 'has a digest that cannot be verified';
      expect(await ask('web:1.0.0', registry)).toMatchObject({ kind: 'found', content: { kind: 'untold', reason } });
    },
  );

  it('with more unsaid platforms than are asked for cannot be told', async () => {
    const unsaid = Array.from({ length: 17 }, (_, size) => ({ platform: '', image: buildImage({ layers: [size] }) }));
    const registry = await registryWith(buildIndex(unsaid));
    expect(await ask('web:1.0.0', registry)).toMatchObject({ kind: 'found', content: { kind: 'untold' } });
    expect(registry.requests).toHaveLength(2);
  });
});

describe('what a registry says of itself', () => {
  it.each<[string, Content | BuiltImage]>([
    ['an index of more entries than there are platforms', indexOf(1001)],
    [
      'more layers than a node can mount',
      buildImage({ layers: Array.from({ length: 1001 }, (_, index) => `${index}`) }),
    ],
    ['a layer without a digest', withLayers([{ digest: 'none', size: 1 }])],
    ['a layer of less than nothing', withLayers([{ digest: digestOf('layer'), size: -1 }])],
  ])('is not taken for an image: %s', async (_, image) => {
    const registry = await registryWith(image);
    const reason = 'answers with what is no manifest of an image';
    expect(await ask('web:1.0.0', registry)).toMatchObject({ kind: 'found', content: { kind: 'untold', reason } });
  });

  it('is not repeated where it is no name of a platform', async () => {
    const hostile = buildImage({ platform: 'linux/amd64 ::error::x' });
    const registry = await registryWith(hostile);
    expect(await ask('web:1.0.0', registry)).toMatchObject({
      content: { platforms: [{ os: 'linux', architecture: '' }] },
    });
  });

  it('is not repeated where it is no tag', async () => {
    const tags = ['1.0.1', '1.0.0\n::error::x', '', `1.0.${'0'.repeat(200)}`];
    const listing: RegistryFault = (request, response) =>
      Boolean(request.url?.includes('/tags/')) && Boolean(response.end(JSON.stringify({ tags })));
    const registry = await registryWith(single, listing);
    expect(await ask('web:1.0.O', registry)).toMatchObject({ kind: 'missing', nearest: ['1.0.1'] });
  });
});

function manifestOf(fields: object): Content {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...fields }));
  return { digest: digestOf(bytes), mediaType: single.manifest.mediaType, bytes };
}

function withLayers(layers: object[]): Content {
  return manifestOf({ config: { digest: digestOf('config') }, layers });
}

function indexOf(count: number): Content {
  const platform = { os: 'linux', architecture: 'amd64' };
  return manifestOf({ manifests: Array(count).fill({ digest: digestOf('image'), platform }) });
}
