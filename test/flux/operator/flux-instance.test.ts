import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/flux/discovery.js';
import { documents, gitRepository, kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository } from '../repository.js';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);
const shop = documents(helmRelease('shop', { spec: 'values: {tier: "${tier}"}' }), helmRepository);
const substitute = (value: string) => `{op: add, path: /spec/postBuild, value: {substitute: {tier: ${value}}}}`;

function instance({
  namespace = 'flux-system',
  kind = 'GitRepository',
  path = 'clusters/live',
  sync = '',
  patches = '',
} = {}): string {
  return `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: ${namespace}}
spec:
  sync:
    kind: ${kind}
    url: https://git.example.com/acme/fleet.git
    ref: refs/heads/main
    path: ${path}
${sync.replace(/^(?=.)/gm, '    ')}
${patches && `  kustomize:\n    patches: ${patches}`}
`;
}

describe('Patches of a FluxInstance', () => {
  it('that delete what the operator makes are said', async () => {
    const patches =
      '[{target: {kind: Kustomization}, patch: "{$patch: delete, kind: Kustomization, metadata: {name: flux-system}}"}]';
    const { problems, hidden } = await discover({
      'clusters/live/flux.yaml': instance({ patches }),
      'clusters/live/shop.yaml': shop,
    });
    expect(hidden).toBe(true);
    expect(problems).toContainEqual(
      expect.objectContaining({ severity: 'warning', message: expect.stringContaining('delete the Kustomization') }),
    );
  });

  const onlyName = (name: string) =>
    `[{target: {kind: Kustomization, name: ${name}}, patch: "- ${substitute('gold')}"}]`;
  it.each([
    ['by kind', {}, `[{target: {kind: Kustomization}, patch: "- ${substitute('gold')}"}]`],
    ['by the usual name', {}, onlyName('flux-system')],
    ['by the name of the namespace', { namespace: 'gitops' }, onlyName('gitops')],
    ['by the name of the sync', { sync: 'name: fleet\n' }, onlyName('fleet')],
    ['by a pattern', {}, onlyName('flux-.*')],
    [
      'as a strategic merge patch without a target',
      {},
      '[{patch: "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: flux-system, namespace: flux-system}, spec: {postBuild: {substitute: {tier: gold}}}}"}]',
    ],
    ['of an OCI repository', { kind: 'OCIRepository' }, onlyName('flux-system')],
  ])('reach the Kustomization that the operator makes, %s', async (_, options, patches) => {
    const discovery = await discover({
      'clusters/live/flux.yaml': instance({ ...options, patches }),
      'clusters/live/shop.yaml': shop,
    });
    expect(discovery.problems).toEqual([]);
    expect(discovery.releases).toMatchObject([{ values: { tier: 'gold' } }]);
  });

  it('stay where the repository declares a Kustomization of its name', async () => {
    const discovery = await discover({
      'clusters/live/flux.yaml': instance({ patches: onlyName('flux-system') }),
      'clusters/live/flux-system/gotk-sync.yaml': documents(
        gitRepository('flux-system'),
        kustomization('flux-system', './clusters/live', { spec: 'postBuild: {substitute: {tier: stale}}' }),
      ),
      'clusters/live/shop.yaml': shop,
    });
    expect(discovery.releases).toMatchObject([{ values: { tier: 'gold' } }]);
  });

  it('of another name change nothing', async () => {
    const discovery = await discover({
      'clusters/live/flux.yaml': instance({ patches: onlyName('other') }),
      'clusters/live/shop.yaml': shop,
    });
    expect(discovery.releases).toMatchObject([{ values: { tier: '${tier}' } }]);
  });
});

describe('A FluxInstance', () => {
  const files = {
    'kubernetes/flux/cluster.yaml': documents(
      gitRepository('flux-system'),
      kustomization('cluster', './kubernetes/flux'),
      kustomization('apps', './kubernetes/apps'),
    ),
    'kubernetes/apps/sources.yaml': helmRepository,
    'kubernetes/extra/shop.yaml': helmRelease('shop'),
  };

  it('that a root applies adds a root to its cluster', async () => {
    const synced = instance({ path: 'kubernetes/extra' });
    const discovery = await discover({ ...files, 'kubernetes/apps/flux.yaml': synced });
    expect(names(discovery)).toEqual(['web/shop']);
    expect(discovery.problems).toEqual([]);
  });

  it('that no root applies is another cluster, whose sources are its own', async () => {
    const synced = instance({ path: 'kubernetes/extra' });
    const discovery = await discover({ ...files, 'bootstrap/flux.yaml': synced });
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems.map(({ severity }) => severity)).toEqual(['error', 'notice']);
  });

  it('of each of two clusters keeps them apart', async () => {
    const discovery = await discover({
      'clusters/a/flux.yaml': instance({ path: 'clusters/a' }),
      'clusters/b/flux.yaml': instance({ path: 'clusters/b' }),
      'clusters/a/shop.yaml': documents(helmRelease('a'), helmRepository),
      'clusters/b/shop.yaml': documents(helmRelease('b'), helmRepository),
    });
    expect(names(discovery)).toEqual(['web/a', 'web/b']);
    expect(discovery.problems).toMatchObject([{ severity: 'notice' }]);
    expect(discovery.problems[0]?.message).toContain('2 clusters are found');
  });
});
