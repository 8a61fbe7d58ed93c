import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/flux/discovery.js';
import { documents, kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository } from '../repository.js';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);
const kubeConfig = 'kubeConfig: {secretRef: {name: spoke}}\n';

describe('A release', () => {
  it.each([
    ['kubeConfig: {secretRef: {name: spoke}}', true],
    ['kubeConfig: {configMapRef: {name: spoke}}', true],
    ['kubeConfig: {}', true],
    ['kubeConfig: null', false],
    ['kubeconfig: {secretRef: {name: spoke}}', false],
    ['values: {kubeConfig: {secretRef: {name: spoke}}}', false],
  ])('with %s runs on another cluster: %s', async (spec, isRemote) => {
    for (const fluxMonorepo of [true, false]) {
      const { releases, problems } = await discover(
        {
          'clusters/live/shop.yaml': documents(helmRelease('shop', { spec }), helmRepository),
          'clusters/live/more.yaml': kustomization('more', './more'),
        },
        { fluxMonorepo },
      );
      expect(releases).toHaveLength(isRemote ? 0 : 1);
      expect(problems.filter(({ severity }) => severity === 'notice')).toHaveLength(isRemote ? 1 : 0);
    }
  });

  it('of another cluster does not replace one of its name here', async () => {
    const { releases, problems } = await discover({
      'clusters/live/a.yaml': kustomization('a', './a'),
      'clusters/live/b.yaml': documents(kustomization('b', './b'), helmRepository),
      'a/shop.yaml': helmRelease('shop', { spec: `values: {a: 1}\n${kubeConfig}` }),
      'b/shop.yaml': helmRelease('shop', { spec: 'values: {b: 1}' }),
    });
    expect(releases).toMatchObject([{ values: { b: 1 } }]);
    expect(problems).toMatchObject([{ severity: 'notice', place: { file: 'a/shop.yaml' } }]);
  });

  it('is sent to another cluster by a patch of its Kustomization', async () => {
    const patch =
      'patches: [{target: {kind: HelmRelease}, patch: "- {op: add, path: /spec/kubeConfig, value: {secretRef: {name: spoke}}}"}]';
    const discovery = await discover({
      'clusters/live/apps.yaml': documents(kustomization('apps', './apps', { spec: patch }), helmRepository),
      'apps/shop.yaml': helmRelease('shop'),
    });
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems[0]?.message).toContain('HelmRelease web/shop');
  });
});

describe('A Kustomization of another cluster', () => {
  it('gives no source and no values to what runs here', async () => {
    const spec = 'valuesFrom: [{kind: ConfigMap, name: shop}]';
    const { releases, problems } = await discover({
      'clusters/live/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
      'clusters/live/spoke.yaml': kustomization('spoke', './spoke', { spec: kubeConfig }),
      'apps/shop.yaml': helmRelease('shop', { spec }),
      'spoke/values.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop, namespace: web}\ndata: {values.yaml: "a: 1"}\n',
    });
    expect(releases).toEqual([]);
    expect(problems.map(({ severity }) => severity)).toEqual(['notice', 'error']);
  });

  it('becomes one when its parent says so', async () => {
    const patch =
      'patches: [{target: {kind: Kustomization}, patch: "- {op: add, path: /spec/kubeConfig, value: {secretRef: {name: spoke}}}"}]';
    const discovery = await discover({
      'clusters/live/spokes.yaml': documents(kustomization('spokes', './spokes', { spec: patch }), helmRepository),
      'spokes/apps.yaml': kustomization('apps', './apps'),
      'apps/shop.yaml': helmRelease('shop'),
    });
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems.map(({ message }) => message)).toEqual([
      'What has a spec.kubeConfig runs on another cluster, and gets no pre-puller here: Kustomization flux-system/apps.',
    ]);
  });

  it('is said once for all of them', async () => {
    const spokes = ['a', 'b', 'c'];
    const discovery = await discover(
      {
        'clusters/live/spokes.yaml': documents(
          ...spokes.map((name) => kustomization(name, `./clusters/${name}`, { spec: kubeConfig })),
          helmRepository,
        ),
        'clusters/live/here.yaml': kustomization('here', './here'),
        'here/shop.yaml': helmRelease('live'),
        ...Object.fromEntries(spokes.map((name) => [`clusters/${name}/shop.yaml`, helmRelease(name)])),
      },
      { clusterName: 'live' },
    );
    expect(names(discovery)).toEqual(['web/live']);
    expect(discovery.problems).toHaveLength(1);
  });
});
