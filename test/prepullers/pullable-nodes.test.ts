import { describe, expect, it } from 'vitest';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { PrepullerOptions } from '../../src/prepullers/options.js';
import { extract } from '../images/support.js';
import { manifestsOf, optionsFor, outputFiles, pulledImages, source, workTree, write } from './support.js';

/** A Deployment whose one container has the image `<name>:1`. */
function workload(name: string, spec = ''): string {
  const head = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\n`;
  return `${head}spec: {template: {spec: {containers: [{name: app, image: "${name}:1"}], ${spec}}}}\n`;
}

interface Told {
  /** Architectures of the nodes that can pull an image, by reference, of those that some cannot. */
  on?: Record<string, string[]>;
  untold?: string[];
}

function release(manifests: string[], { on = {}, untold = [] }: Told): PrepullerSource {
  const pullable = { architectures: new Map(Object.entries(on)), untold: new Set(untold) };
  return { ...source('shop/web', []), images: extract(manifests.join('---\n')).images, pullable };
}

const term = (key: string, ...values: string[]) => ({ key, operator: 'In', values });

function required(...matchExpressions: object[]) {
  const nodeSelectorTerms = [{ matchExpressions }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

const only = (architecture: string) => `nodeSelector: {kubernetes.io/arch: ${architecture}}`;
const among = (...architectures: string[]) =>
  `affinity: ${JSON.stringify(required(term('kubernetes.io/arch', ...architectures)))}`;

/** For each DaemonSet the images, and where they are pulled. */
async function nodesOf(root: string) {
  return (await manifestsOf(root, 'prepuller-web.yaml')).map(({ spec }) => {
    const { nodeSelector, affinity } = spec.template.spec;
    const { 'kubernetes.io/os': _, ...selected } = nodeSelector as Record<string, string>;
    return [pulledImages(spec.template.spec).join(' '), selected, ...(affinity ? [affinity] : [])];
  });
}

const arch = 'kubernetes.io/arch';

describe('the nodes of an image that not every node can pull', () => {
  it.each<[string, string[], Told, Partial<PrepullerOptions>, unknown[]]>([
    ['one architecture', [workload('a')], { on: { 'a:1': ['amd64'] } }, {}, [['a:1', { [arch]: 'amd64' }]]],
    [
      'two of three',
      [workload('a')],
      { on: { 'a:1': ['arm64', 'amd64'] } },
      {},
      [['a:1', {}, required(term(arch, 'amd64', 'arm64'))]],
    ],
    [
      'beside an image that every node can pull',
      [workload('a'), workload('b')],
      { on: { 'a:1': ['amd64'] } },
      {},
      [
        ['b:1', {}],
        ['a:1', { [arch]: 'amd64' }],
      ],
    ],
    [
      'what its pods demand as well',
      [workload('a', among('amd64', 'arm64'))],
      { on: { 'a:1': ['amd64', 's390x'] } },
      {},
      [['a:1', { [arch]: 'amd64' }]],
    ],
    [
      'what its pods demand, where that is fewer',
      [workload('a', only('arm64'))],
      { on: { 'a:1': ['amd64', 'arm64'] } },
      {},
      [['a:1', { [arch]: 'arm64' }]],
    ],
    [
      'beside the affinity that the pods share, narrowed in each of its terms',
      [workload('a', among('amd64', 'arm64', 's390x'))],
      { on: { 'a:1': ['amd64', 'arm64'] } },
      { placement: 'follow' },
      [['a:1', {}, required(term(arch, 'amd64', 'arm64', 's390x'), term(arch, 'amd64', 'arm64'))]],
    ],
  ])('%s', async (_, manifests, told, options, expected) => {
    const root = await workTree();
    await write([release(manifests, told)], optionsFor(root, options));
    expect(await nodesOf(root)).toEqual(expected);
  });
});

describe('where it cannot be told this time', () => {
  it.each<[string, string[], Partial<PrepullerOptions>]>([
    ['amd64', [workload('a')], {}],
    ['amd64 arm64', [workload('a')], {}],
    ['amd64 arm64', [workload('a', among('amd64', 'arm64', 's390x'))], { placement: 'follow' }],
    ['amd64', [workload('a', only('amd64'))], {}],
    ['amd64', [workload('a'), workload('b')], { grouping: 'namespace' }],
  ])('the nodes of the earlier file stay: %s', async (architectures, manifests, changed) => {
    const root = await workTree();
    const options = optionsFor(root, changed);
    await write([release(manifests, { on: { 'a:1': architectures.split(' ') } })], options);
    const before = await outputFiles(root);
    const { changes } = await write([release(manifests, { untold: ['a:1', 'b:1'] })], options);
    expect(changes).toEqual([]);
    expect(await outputFiles(root)).toEqual(before);
  });

  it('an image that no file has is pulled everywhere, and so is one that can be told to be everywhere again', async () => {
    const root = await workTree();
    await write([release([workload('a')], { on: { 'a:1': ['amd64'] } })], optionsFor(root));
    await write([release([workload('a'), workload('b')], { untold: ['b:1'] })], optionsFor(root));
    expect(await nodesOf(root)).toEqual([['a:1 b:1', {}]]);
  });
});
