import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openCache } from '../src/cache.js';
import { pulledImages } from '../src/generated-images.js';
import type { Inputs } from '../src/inputs/inputs.js';
import { openNetwork } from '../src/network/network.js';
import { parsePlatform } from '../src/registries/platform.js';
import type { Verification } from '../src/registry-verification.js';
import { openVerification } from '../src/verification.js';
import { source } from './prepullers/support.js';
import { passingFolder, registryWith } from './registries/support.js';
import { buildImage } from './support/images.js';
import { impatient } from './support/render.js';

const event = {
  name: 'push',
  repository: 'a/b',
  serverUrl: 'https://forge.example.com',
  apiUrl: 'https://forge.example.com/api',
};

/** Of a repository in which nothing stands but what the test writes. */
async function verification(changes: Partial<Inputs>): Promise<{ root: string; opened: Verification }> {
  const root = await passingFolder();
  const inputs = {
    root,
    outputPath: 'infrastructure/prepullers',
    verifyImages: 'error',
    platforms: [],
    imageMirrors: [],
    maxSizePerNode: undefined,
    dockerHubBudget: 50,
    registryCredentials: [],
    caFile: '',
    restrictEgress: 'false',
    chartMirrors: [],
    ...changes,
  } as unknown as Inputs;
  const network = await openNetwork(inputs, event, impatient);
  onTestFinished(() => network.close());
  return { root, opened: await openVerification(inputs, { network, cache: openCache(await passingFolder(), 10) }) };
}

function generated(...references: string[]): string {
  const initContainers = references.map((image, index) => ({ name: `prepull-image-${index}`, image }));
  return JSON.stringify({ kind: 'DaemonSet', spec: { template: { spec: { initContainers } } } });
}

it.each<[Partial<Inputs>, string[]]>([
  [{}, []],
  [{ platforms: [parsePlatform('linux/amd64')].flatMap((platform) => platform ?? []) }, ['so platforms does nothing']],
  [{ maxSizePerNode: 1024 ** 3 }, ['so max-size-per-node does nothing']],
])('without it nothing is asked, and what is given in vain is said: %#', async (inputs, expected) => {
  const { opened } = await verification({ verifyImages: 'false', ...inputs });
  const sources = [source('shop/web', ['registry.invalid/web:1'])];
  const checked = await opened.check(sources);
  expect(checked.sources).toEqual(sources);
  expect(checked.problems).toHaveLength(expected.length);
  for (const words of expected) expect(checked.problems[0]?.message).toContain(words);
  expect(await opened.measure(sources, { changes: [], unchanged: [], imagesOf: pulledImages })).toEqual({
    problems: [],
  });
});

it('finds the tag of a missing image in whatever file has it, once for all of them', async () => {
  const registry = await registryWith();
  const { root, opened } = await verification({ imageMirrors: [{ from: 'registry.example.com', to: registry.host }] });
  await mkdir(path.join(root, 'vars'));
  await writeFile(path.join(root, 'vars/versions.yaml'), 'data:\n  web: 1.0.O\n  other: 2.O.0\n');
  const references = ['1.0.0', '1.0.O', '2.O.0', '3.O.0'].map((tag) => `registry.example.com/shop/web:${tag}`);
  const { problems } = await opened.check([source('shop/web', references)]);
  expect(problems.map(({ severity, place }) => [severity, place?.file, place?.line])).toEqual([
    ['error', 'vars/versions.yaml', 2],
    ['error', 'vars/versions.yaml', 3],
    ['error', 'apps/web.yaml', 1],
  ]);
});

it('measures what comes, what goes and what stays, and asks of nothing twice', async () => {
  const registry = await registryWith();
  registry.publish('shop/old:1', buildImage({ layers: [77] }));
  const { opened } = await verification({ imageMirrors: [{ from: 'registry.example.com', to: registry.host }] });
  const image = (name: string) => `registry.example.com/shop/${name}`;
  const sources = [source('shop/web', [image('web:1.0.0')])];
  await opened.check(sources);
  const change = {
    path: 'a.yaml',
    kind: 'modified' as const,
    before: generated(image('old:1')),
    after: generated(image('web:1.0.0')),
  };
  const { sizes } = await opened.measure(sources, {
    changes: [change],
    unchanged: [generated(image('gone:1'))],
    imagesOf: pulledImages,
  });
  expect(sizes?.nodes).toEqual({ 'linux/amd64': { bytes: 1234, unknown: 1 } });
  expect(sizes?.changes).toEqual({
    'linux/amd64': { added: { bytes: 1234, unknown: 0 }, fresh: 1234, removed: 77, unknownRemoved: 0 },
  });
  expect(registry.requests.filter((request) => request === 'HEAD manifests/1.0.0')).toHaveLength(1);
});
