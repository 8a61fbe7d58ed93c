import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type ClusterCoverage, coverageOf } from '../../src/flux/coverage.js';
import { fluxObjectsIn } from '../../src/flux/rendered-objects.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { documents, gitRepository, kustomization } from './objects.js';
import { discover, discoverIn, helmRelease, helmRepository } from './repository.js';

describe('What was seen of several clusters', () => {
  const cluster = (settled: string[], unsettled: string[] = [], more = {}): ClusterCoverage => ({
    hidden: unsettled.length > 0,
    elsewhere: false,
    settledFiles: new Set(settled),
    unsettledFiles: new Set(unsettled),
    ...more,
  });
  it.each([
    [[cluster(['a']), cluster(['b'])], { complete: true, hidden: false, settledFiles: new Set(['a', 'b']) }],
    [[cluster(['a', 'b']), cluster([], ['b'])], { complete: false, hidden: true, settledFiles: new Set(['a']) }],
    [[cluster(['a'], [], { elsewhere: true })], { complete: false, hidden: false, settledFiles: new Set(['a']) }],
    [[cluster(['a'], [], { hidden: true })], { complete: false, hidden: true, settledFiles: new Set(['a']) }],
  ])('is %j', (clusters, expected) => {
    expect(coverageOf(clusters)).toEqual(expected);
  });
});

describe('A file is settled', () => {
  const dynamic = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: previews, namespace: web}
spec:
  inputsFrom: [{kind: ResourceSetInputProvider, name: requests}]
  resources: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}]
`;
  const base = {
    'clusters/live/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
    'apps/shop.yaml': helmRelease('shop'),
  };
  it.each([
    ['when all that reads it was built', {}, true, true],
    [
      'when something else is hidden',
      { 'clusters/live/other.yaml': kustomization('other', './other'), 'other/a.yaml': dynamic },
      false,
      true,
    ],
    ['not when it holds what is hidden', { 'apps/shop.yaml': documents(helmRelease('shop'), dynamic) }, false, false],
    ['not when its build fails', { 'apps/broken.yaml': 'kind: [\n' }, false, false],
    [
      'not when another build that reads it fails',
      {
        'clusters/live/again.yaml': kustomization('again', './again'),
        'again/kustomization.yaml': 'resources: [../apps, missing.yaml]\n',
        'apps/kustomization.yaml': 'resources: [shop.yaml]\n',
      },
      false,
      false,
    ],
  ])('%s', async (_, files, complete, isSettled) => {
    const discovery = await discover({ ...base, ...files });
    expect(discovery.complete).toBe(complete);
    expect(discovery.hidden).toBe(!complete);
    expect(discovery.settledFiles.has('apps/shop.yaml')).toBe(isSettled);
  });

  it('also while a private source is not followed, which hides nothing of this repository', async () => {
    const discovery = await discover({
      ...base,
      'clusters/live/private.yaml': documents(
        gitRepository('private', { url: 'https://git.example.com/private' }),
        kustomization('private', './all', { source: 'private' }),
      ),
      'old/gone.yaml': helmRelease('gone'),
    });
    expect(discovery).toMatchObject({ complete: false, hidden: false });
    const notices = discovery.problems.map(({ message }) => message);
    expect(notices).toContainEqual(expect.stringContaining('old/gone.yaml'));
    expect(notices.join()).not.toContain('Flux does not run');
  });
});

it('A labelled ResourceSet of plain files is said, and nothing is taken for gone that it may make', async () => {
  const set = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: shops, namespace: web}
spec: {resources: [{kind: HelmRelease, metadata: {labels: {prepuller: enabled}}}]}
`;
  const discovery = await discover({ 'shops.yaml': set, 'shop.yaml': helmRelease('shop') }, { fluxMonorepo: false });
  expect(discovery).toMatchObject({ complete: false, hidden: true });
  expect(discovery.settledFiles.has('shops.yaml')).toBe(false);
  expect(discovery.problems).toContainEqual(expect.objectContaining({ object: 'ResourceSet web/shops' }));
});

describe('A sparse checkout', () => {
  async function checkOut(...folders: string[]): Promise<string> {
    const root = await temporaryFolder('sparse');
    await writeFiles(root, {
      'clusters/live/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
      'apps/shop/shop.yaml': helmRelease('shop'),
      'apps/cart/cart.yaml': helmRelease('cart'),
      'site/package.yaml': 'a: b\n',
    });
    const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { stdio: 'pipe' });
    git('init', '--quiet');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'a');
    if (folders.length > 0) git('sparse-checkout', 'set', ...folders);
    return root;
  }

  it.each([
    ['that is whole hides nothing', [], 'live', false],
    ['of all that Flux reads hides nothing', ['clusters', 'apps'], 'live', false],
    ['without a part of a folder hides that part', ['clusters', 'apps/shop'], 'live', true],
    ['may hide another cluster', ['clusters', 'apps'], '', true],
  ])('%s', async (_, folders, clusterName, hidden) => {
    const discovery = await discoverIn(await checkOut(...folders), { clusterName });
    expect(discovery.hidden).toBe(hidden);
    const warnings = discovery.problems.filter(({ message }) => message.includes('sparse'));
    expect(warnings).toHaveLength(hidden ? 1 : 0);
  });
});

describe('Objects of Flux that a chart renders', () => {
  const manifest = (apiVersion: string, kind: string) =>
    `---\n# Source: a\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n`;
  it.each([
    [manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease'), ['HelmRelease x']],
    [manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization'), ['Kustomization x']],
    [manifest('fluxcd.controlplane.io/v1', 'ResourceSet'), ['ResourceSet x']],
    [manifest('"helm.toolkit.fluxcd.io/v2beta1"', '"HelmRelease"'), ['HelmRelease x']],
    [manifest('kustomize.config.k8s.io/v1beta1', 'Kustomization'), []],
    [manifest('source.toolkit.fluxcd.io/v1', 'HelmRepository'), []],
    [manifest('apps/v1', 'Deployment') + manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease'), ['HelmRelease x']],
  ])('%j are %j', (manifests, expected) => {
    expect(fluxObjectsIn(manifests)).toEqual(expected);
  });
});
