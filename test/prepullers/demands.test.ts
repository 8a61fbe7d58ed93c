// biome-ignore-all lint/style/noExcessiveLinesPerFile: the demands that split a release are cases of one subject.
import { describe, expect, it } from 'vitest';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { PrepullerOptions } from '../../src/prepullers/options.js';
import { extract } from '../images/support.js';
import { manifestsOf, optionsFor, outputFiles, pulledImages, source, workTree, write } from './support.js';

/** A Deployment, or a hook Job, whose one container has the image `<name>:1`. */
function workload(name: string, spec = '', { image = `${name}:1`, isHook = false } = {}): string {
  const annotations = isHook ? 'annotations: {helm.sh/hook: pre-upgrade}, ' : '';
  const kind = isHook ? ['batch/v1', 'Job'] : ['apps/v1', 'Deployment'];
  const head = `apiVersion: ${kind[0]}\nkind: ${kind[1]}\nmetadata: {${annotations}name: ${name}}\n`;
  return `${head}spec: {template: {spec: {containers: [{name: app, image: "${image}"}], ${spec}}}}\n`;
}

/** An operator that is told by a flag which image its workers have. */
function operator(name: string, worker: string, spec = ''): string {
  return workload(name, spec).replace('}],', `, args: ["--worker-image=${worker}"]}],`);
}

function release(id: string, ...manifests: string[]): PrepullerSource {
  return { ...source(id, []), images: extract(manifests.join('---\n')).images };
}

const secret = 'imagePullSecrets: [{name: hubcred}]';
const other = 'imagePullSecrets: [{name: other}]';
const arch = (value: string) => `nodeSelector: {kubernetes.io/arch: ${value}}`;
const account = 'serviceAccountName: shared';
const gpuNodes = `affinity: ${JSON.stringify(required({ key: 'gpu', operator: 'Exists' }))}`;

/** The affinity of pods that need nodes of these labels. */
function required(...matchExpressions: { key: string; operator: string; values?: string[] }[]) {
  const nodeSelectorTerms = [{ matchExpressions }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

/** What of a pod its images demand, beside Linux. */
interface Pulled {
  images: string[];
  secrets?: string[];
  serviceAccountName?: string;
  architecture?: string;
  pool?: string;
  affinity?: unknown;
}

async function pulled(sources: PrepullerSource[], changed: Partial<PrepullerOptions>): Promise<Record<string, Pulled>> {
  const root = await workTree();
  await write(sources, optionsFor(root, changed));
  const { 'kustomization.yaml': _, ...files } = await outputFiles(root);
  const manifests = (await Promise.all(Object.keys(files).map((file) => manifestsOf(root, file)))).flat();
  return Object.fromEntries(
    manifests.map(({ metadata, spec }) => {
      const { imagePullSecrets, serviceAccountName, nodeSelector = {}, affinity } = spec.template.spec;
      const { 'kubernetes.io/arch': architecture, pool } = nodeSelector;
      const found = {
        images: pulledImages(spec.template.spec),
        ...(imagePullSecrets && { secrets: imagePullSecrets.map(({ name }) => name) }),
        ...(serviceAccountName && { serviceAccountName }),
        ...(architecture && { architecture }),
        ...(pool && { pool }),
        ...(affinity && { affinity }),
      };
      return [metadata.name.replace(/-[0-9a-f]{8}$/, `-${found.images[0]}`), found];
    }),
  );
}

describe('each image is in a DaemonSet of its demands', () => {
  it.each<[string, PrepullerSource[], Partial<PrepullerOptions>, Record<string, Pulled>]>([
    [
      'mixed secrets in one release',
      [release('shop/web', workload('a', secret), workload('b'), workload('c', other))],
      {},
      {
        'prepuller-web': { images: ['b:1'] },
        'prepuller-web-a:1': { images: ['a:1'], secrets: ['hubcred'] },
        'prepuller-web-c:1': { images: ['c:1'], secrets: ['other'] },
      },
    ],
    [
      "a worker by an operator's flag, beside a pod with a secret and one without",
      [release('shop/web', operator('a', 'quay.io/w:1', secret), workload('b'))],
      {},
      {
        'prepuller-web': { images: ['a:1', 'quay.io/w:1'], secrets: ['hubcred'] },
        'prepuller-web-b:1': { images: ['b:1'] },
      },
    ],
    [
      'a worker that a pod names as well, which has no secret',
      [release('shop/web', operator('a', 'quay.io/w:1', secret), workload('b', '', { image: 'quay.io/w:1' }))],
      {},
      {
        'prepuller-web': { images: ['quay.io/w:1'] },
        'prepuller-web-a:1': { images: ['a:1'], secrets: ['hubcred'] },
      },
    ],
    [
      'mixed secrets in a group',
      [
        release('shop/web', workload('a', secret)),
        release('shop/y', workload('y')),
        release('shop/z', workload('z', secret)),
      ],
      { grouping: 'namespace' },
      {
        'prepuller-shop': { images: ['a:1', 'z:1'], secrets: ['hubcred'] },
        'prepuller-shop-y:1': { images: ['y:1'] },
      },
    ],
    [
      'one image of two releases in a group, with a secret and without',
      [release('shop/web', workload('a', secret)), release('shop/y', workload('a'), workload('y'))],
      { grouping: 'namespace' },
      {
        'prepuller-shop': { images: ['a:1', 'y:1'] },
        'prepuller-shop-a:1': { images: ['a:1'], secrets: ['hubcred'] },
      },
    ],
    [
      'mixed architectures, whatever the placement',
      [release('shop/web', workload('a', arch('amd64')), workload('b', arch('arm64')), workload('c'))],
      {},
      {
        'prepuller-web': { images: ['c:1'] },
        'prepuller-web-a:1': { images: ['a:1'], architecture: 'amd64' },
        'prepuller-web-b:1': { images: ['b:1'], architecture: 'arm64' },
      },
    ],
    [
      'an image of pods of two architectures',
      [release('shop/web', workload('a', arch('amd64')), workload('b', arch('arm64'), { image: 'a:1' }))],
      {},
      {
        'prepuller-web': {
          images: ['a:1'],
          affinity: required({ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] }),
        },
      },
    ],
    [
      'a worker that a pod of one architecture names as well',
      [release('shop/web', operator('a', 'quay.io/w:1'), workload('b', arch('arm64'), { image: 'quay.io/w:1' }))],
      {},
      { 'prepuller-web': { images: ['a:1', 'quay.io/w:1'] } },
    ],
    [
      'an architecture on the nodes that all pods share',
      [release('shop/web', workload('a', 'nodeSelector: {kubernetes.io/arch: arm64, pool: gpu}'))],
      { placement: 'follow' },
      { 'prepuller-web': { images: ['a:1'], architecture: 'arm64', pool: 'gpu' } },
    ],
    [
      'an image of pods of two architectures on the nodes that all pods share',
      [
        release(
          'shop/web',
          workload('a', `${arch('amd64')}, ${gpuNodes}`),
          workload('b', `${arch('arm64')}, ${gpuNodes}`, { image: 'a:1' }),
        ),
      ],
      { placement: 'follow' },
      {
        'prepuller-web': {
          images: ['a:1'],
          affinity: required(
            { key: 'gpu', operator: 'Exists' },
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64', 'arm64'] },
          ),
        },
      },
    ],
    [
      'a ServiceAccount without hooks',
      [release('shop/web', workload('a', account))],
      {},
      { 'prepuller-web': { images: ['a:1'], serviceAccountName: 'shared' } },
    ],
    [
      'a ServiceAccount with a hook of the same image and none',
      [release('shop/web', workload('a', account), workload('migrate', '', { image: 'a:1', isHook: true }))],
      {},
      { 'prepuller-web': { images: ['a:1'], serviceAccountName: 'shared' } },
    ],
    [
      'a ServiceAccount with a hook of another one',
      [
        release(
          'shop/web',
          workload('a', account),
          workload('b', account),
          workload('migrate', 'serviceAccountName: hook', { isHook: true }),
        ),
      ],
      {},
      {
        'prepuller-web': { images: ['a:1', 'b:1'], serviceAccountName: 'shared' },
        'prepuller-web-migrate:1': { images: ['migrate:1'] },
      },
    ],
    [
      'a ServiceAccount that the chart creates',
      [release('shop/web', workload('a', account), 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: shared}\n')],
      {},
      { 'prepuller-web': { images: ['a:1'] } },
    ],
    [
      'nothing of another namespace',
      [release('shop/web', workload('a', `${secret}, ${account}`), workload('b'))],
      { prepullerNamespace: 'warm' },
      { 'prepuller-web': { images: ['a:1', 'b:1'] } },
    ],
  ])('%s', async (_, sources, options, expected) => {
    for (const strategy of ['init', 'container', 'volume'] as const) {
      expect(await pulled(sources, { ...options, strategy })).toEqual(expected);
    }
  });
});

describe('an image that some pods use with a secret and others without', () => {
  it('is pulled with it, and a warning names the pods that may not start', async () => {
    const root = await workTree();
    const web = release('shop/web', workload('a', secret), workload('b', '', { image: 'a:1' }));
    const { problems } = await write([web], optionsFor(root));
    expect((await manifestsOf(root, 'prepuller-web.yaml'))[0]?.spec.template.spec.imagePullSecrets).toEqual([
      { name: 'hubcred' },
    ]);
    expect(problems).toMatchObject([
      { severity: 'warning', message: expect.stringMatching(/^a:1 is pulled with hubcred.*Deployment\/b does not/) },
    ]);
  });
});

describe('the name without a suffix', () => {
  const names = async (root: string) =>
    Object.fromEntries(
      (await manifestsOf(root, 'prepuller-web.yaml')).map(({ metadata, spec }) => [
        pulledImages(spec.template.spec).join(' '),
        metadata.name,
      ]),
    );

  it('stays with its images when others with other demands come, however many, and go', async () => {
    const root = await workTree();
    const write1 = (...manifests: string[]) => write([release('shop/web', ...manifests)], optionsFor(root));
    await write1(workload('z', secret));
    expect(await names(root)).toEqual({ 'z:1': 'prepuller-web' });
    await write1(workload('a'), workload('b'), workload('z', secret));
    const both = await names(root);
    expect(both).toMatchObject({ 'z:1': 'prepuller-web', 'a:1 b:1': expect.stringMatching(/^prepuller-web-\w{8}$/) });
    await write1(workload('a'), workload('b'), workload('c', other), workload('z', secret));
    expect(await names(root)).toMatchObject(both);
    await write1(workload('a'), workload('b'), workload('z', secret));
    expect(await names(root)).toEqual(both);
  });

  it('goes on with its images when their secret is replaced, and to the rest when they are gone', async () => {
    const root = await workTree();
    const write1 = (...manifests: string[]) => write([release('shop/web', ...manifests)], optionsFor(root));
    await write1(workload('a', secret), workload('b', secret), workload('c'));
    const before = await names(root);
    expect(before['a:1 b:1']).toBe('prepuller-web');
    await write1(workload('a', other), workload('b', other), workload('c'));
    expect(await names(root)).toEqual(before);
    await write1(workload('c'));
    expect(await names(root)).toEqual({ 'c:1': 'prepuller-web' });
  });

  it('does not go to those that a patch has made look alike', async () => {
    const root = await workTree();
    const daemonsetPatch = { spec: { template: { spec: { imagePullSecrets: [{ name: 'hubcred' }] } } } };
    const options = optionsFor(root, { daemonsetPatch });
    await write([release('shop/web', workload('a'))], options);
    await write([release('shop/web', workload('a'), workload('b', secret), workload('c', secret))], options);
    expect((await names(root))['a:1']).toBe('prepuller-web');
  });

  it('and all others are at most 63 characters long', async () => {
    const root = await workTree();
    const id = `shop/${'w'.repeat(63)}`;
    await write([release(id, workload('a', secret), workload('b'))], optionsFor(root));
    const [file = ''] = Object.keys(await outputFiles(root)).filter((name) => name !== 'kustomization.yaml');
    const found = (await manifestsOf(root, file)).map(({ metadata }) => metadata.name);
    expect(new Set(found).size).toBe(2);
    expect(found.map(({ length }) => length)).toEqual([63, 63]);
  });
});

describe('the order of the images', () => {
  it('is by certainty, then by reference: a guess stands in front of nothing that a pod names', async () => {
    const root = await workTree();
    const guess = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {x: "quay.io/a/guess:1"}\n';
    await write([release('shop/web', guess, operator('z', 'quay.io/b:1'), workload('c'))], optionsFor(root));
    const [manifest] = await manifestsOf(root, 'prepuller-web.yaml');
    expect(pulledImages(manifest?.spec.template.spec ?? {})).toEqual([
      'c:1',
      'z:1',
      'quay.io/b:1',
      'quay.io/a/guess:1',
    ]);
  });
});
