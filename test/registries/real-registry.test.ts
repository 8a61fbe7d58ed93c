import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/registries/answer.js';
import { pushImage } from '../support/image-registry.js';
import { attestationOf, type BuiltImage, buildImage, buildIndex, buildPlatforms } from '../support/images.js';
import { areInstalled } from '../support/installed.js';
import { hasRegistry, type Registry, startRegistry } from '../support/registry.js';
import { openInspector } from './support.js';

const isThere = hasRegistry();
const hasSkopeo = areInstalled(['skopeo'], 'sizes are not compared with those of another tool');
const credential = { user: 'robot', password: 'pass:word' };
const platforms = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'];

/** Twenty images: of one platform and of several, of OCI and of Docker, with layers that are shared and that repeat. */
const built: Record<string, BuiltImage> = {
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [
      `single/image-${index}:1`,
      buildImage({ layers: [0, 1, 1000 * index, 'shared', 'shared'].slice(0, index + 1), docker: index % 2 === 0 }),
    ]),
  ),
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [
      `index/image-${index}:1`,
      buildPlatforms(platforms, { layers: [`layer ${index}`, 'x'.repeat(777 * index)], docker: index % 2 === 1 }),
    ]),
  ),
  'index/attested:1': buildIndex([
    { platform: 'linux/amd64', image: buildImage({ layers: [4321] }) },
    attestationOf(buildImage({ layers: [4321] })),
  ]),
  'single/arm:1': buildImage({ platform: 'linux/arm/v7', layers: [70] }),
};

function bytesOn(platform: string, answer: Answer): number | undefined {
  if (answer.kind !== 'found' || answer.content.kind !== 'content') return undefined;
  const layers = answer.content.layers[platform];
  return layers?.reduce((sum, { size }) => sum + size, 0);
}

async function serve(references: readonly string[], login?: typeof credential): Promise<Registry> {
  const registry = await startRegistry(login);
  const images = Object.entries(built).filter(([reference]) => references.includes(reference));
  for (const [reference, image] of images) await pushImage(registry.host, reference, image, login);
  return registry;
}

describe.skipIf(!isThere)('a real registry', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await serve(Object.keys(built));
  }, 60_000);
  afterAll(() => registry.close());
  const inspector = () => openInspector({ platforms: platforms.join(' ') });

  it('has all twenty, each for the platforms that it was built for', async () => {
    const { inspect } = await inspector();
    expect(Object.keys(built)).toHaveLength(20);
    for (const [reference, image] of Object.entries(built)) {
      const answer = await inspect(`${registry.host}/${reference}`);
      expect(answer, reference).toMatchObject({ kind: 'found', digest: image.manifest.digest });
      const pulled = platforms.filter((platform) => bytesOn(platform, answer) !== undefined);
      const expected = image.children.length === 3 ? platforms : ['linux/amd64'];
      // A node of arm64 runs the 32 bits of arm as well.
      expect(pulled, reference).toEqual(reference === 'single/arm:1' ? platforms.slice(1) : expected);
    }
  });

  it('does not have a tag, a digest and a repository', async () => {
    const { inspect } = await inspector();
    const missing = ['single/image-1:2', `single/image-1@sha256:${'0'.repeat(64)}`, 'single/none:1'];
    const answers = await Promise.all(missing.map((reference) => inspect(`${registry.host}/${reference}`)));
    expect(answers).toMatchObject([
      { kind: 'missing', nearest: ['1'] },
      { kind: 'missing', nearest: [] },
      { kind: 'missing', nearest: [] },
    ]);
  });

  it.skipIf(!hasSkopeo)(
    'has images of the sizes that skopeo says, to the byte',
    async () => {
      const { inspect } = await inspector();
      const ours: [string, number | undefined][] = [];
      const theirs: [string, number][] = [];
      for (const reference of Object.keys(built)) {
        const answer = await inspect(`${registry.host}/${reference}`);
        const nodes =
          reference === 'single/arm:1'
            ? ['linux/arm/v7']
            : reference === 'index/image-7:1'
              ? platforms
              : ['linux/amd64'];
        for (const node of nodes) {
          ours.push([`${reference} ${node}`, bytesOn(node, answer)]);
          theirs.push([`${reference} ${node}`, await skopeoSize(registry.host, reference, node)]);
        }
      }
      expect(ours).toEqual(theirs);
    },
    60_000,
  );
});

describe.skipIf(!isThere)('a real registry with htpasswd', () => {
  const references = ['single/image-1:1', 'index/image-1:1', 'single/arm:1'];
  let registry: Registry;
  beforeAll(async () => {
    registry = await serve(references, credential);
  }, 60_000);
  afterAll(() => registry.close());
  const inspector = (...logins: { user: string; password: string }[]) =>
    openInspector({ registryCredentials: logins.map((login) => ({ host: registry.host, ...login })) });

  it('tells those who have the password', async () => {
    const { inspect } = await inspector(credential);
    for (const reference of references) {
      const answer = await inspect(`${registry.host}/${reference}`);
      expect(answer).toMatchObject({ kind: 'found', content: { kind: 'content' } });
    }
    expect(await inspect(`${registry.host}/single/image-1:2`)).toMatchObject({ kind: 'missing', nearest: ['1'] });
  });

  it.each([
    ['none', []],
    ['a wrong one', [{ ...credential, password: 'wrong' }]],
  ])('tells nothing with %s', async (_, logins) => {
    const { inspect } = await inspector(...logins);
    const answers = await Promise.all(['1', '2'].map((tag) => inspect(`${registry.host}/single/image-1:${tag}`)));
    const untold = {
      kind: 'untold',
      reason: 'asks for credentials (401)',
      advice: expect.stringContaining('registry-credentials'),
    };
    expect(answers).toMatchObject([untold, untold]);
  });
});

/** Bytes of the layers that skopeo names for a node, of those sizes that it finds in the manifests. */
async function skopeoSize(host: string, reference: string, platform: string): Promise<number> {
  const [os = '', architecture = '', variant] = platform.split('/');
  const node = [
    '--override-os',
    os,
    '--override-arch',
    architecture,
    ...(variant ? ['--override-variant', variant] : []),
  ];
  const repository = reference.replace(/:.*/, '');
  const inspect = async (...args: string[]) => {
    const { stdout } = await execa('skopeo', [...node, 'inspect', '--tls-verify=false', '--no-creds', ...args]);
    return JSON.parse(stdout) as { Layers: string[]; layers?: Sized[]; manifests?: Sized[] };
  };
  const { Layers } = await inspect(`docker://${host}/${reference}`);
  const top = await inspect('--raw', `docker://${host}/${reference}`);
  const children = (top.manifests ?? []).map(({ digest }) =>
    inspect('--raw', `docker://${host}/${repository}@${digest}`),
  );
  const manifests = [top, ...(await Promise.all(children))];
  const sizes = new Map(manifests.flatMap(({ layers = [] }) => layers).map(({ digest, size }) => [digest, size]));
  return Layers.reduce((sum, digest) => sum + (sizes.get(digest) ?? Number.NaN), 0);
}

interface Sized {
  digest: string;
  size: number;
}
