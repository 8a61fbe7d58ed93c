import { describe, expect, it } from 'vitest';
import { discover, helmRelease, helmRepository } from '../repository.js';
import { kustomization, names, resources } from './support.js';

describe('Flux Kustomizations', () => {
  it('have a generated kustomization where the source leaves out the written one', async () => {
    const files = {
      '.sourceignore': 'apps/kustomization.yaml\n',
      'clusters/home/apps.yaml': kustomization('apps', './apps'),
      'apps/kustomization.yaml': resources('other.yaml'),
      'apps/other.yaml': helmRepository,
      'apps/web.yaml': helmRelease('web'),
    };
    const discovery = await discover(files);
    expect(names(discovery)).toEqual(['web/web']);
    expect(discovery.problems).toEqual([]);
  });

  it('yield releases with the actions whose hooks Flux does not run', async () => {
    const spec = 'install: {disableHooks: true}\nupgrade: {disableHooks: false}\nrollback: {disableHooks: true}';
    const files = {
      'clusters/home/apps.yaml': kustomization('apps', './apps'),
      'apps/web.yaml': `${helmRelease('web', { spec })}---\n${helmRepository}`,
    };
    const { releases } = await discover(files);
    expect(releases.map(({ hooks }) => hooks.disabled)).toEqual([['install', 'rollback']]);
  });

  it.each([
    'apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: {name: tenants}\n',
    'apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: {name: flux}\nspec: {sync: {path: b}}\n',
  ])('that install a chart of this repository with an operator’s object say that it is not read: %j', async (made) => {
    const chart = 'chart: {spec: {chart: ./charts/tenants, sourceRef: {kind: GitRepository, name: flux-system}}}\n';
    const discovery = await discover({
      'clusters/home/apps.yaml': kustomization('apps', './apps'),
      'apps/tenants.yaml': helmRelease('tenants', { label: '', chart }),
      'charts/tenants/Chart.yaml': 'apiVersion: v2\nname: tenants\nversion: 1.0.0\n',
      'charts/tenants/templates/made.yaml': made,
    });
    expect(discovery.hidden).toBe(true);
    expect(discovery.problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('(charts/tenants)') },
    ]);
  });

  it('are not followed into what their source includes, where no source is, which is said', async () => {
    const source =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec: {url: https://git.example.com/a.git, include: [{repository: {name: b}, toPath: b}]}\n';
    const files = { 'clusters/home/apps.yaml': `${kustomization('apps', './b/apps')}---\n${source}` };
    const discovery = await discover({ ...files, 'clusters/home/web.yaml': helmRelease('web') });
    expect(discovery.problems.map(({ message }) => message)).toContain(
      'Kustomizations of other sources than this repository are not followed: GitRepository flux-system/flux-system (apps).',
    );
    expect(discovery.complete).toBe(false);
  });

  it('fail in what is not set when that is asked for', async () => {
    const files = {
      'clusters/home/apps.yaml': kustomization('apps', './apps', '  postBuild: {substitute: {A: a}}\n'),
      'apps/apps.yaml': `${helmRelease('good', { spec: 'values: {a: "${A}"}' })}---\n${helmRelease('bad', { spec: 'values: {b: "${B}"}' })}---\n${helmRepository}`,
    };
    const discovery = await discover(files, { strictSubstitution: true });
    expect(names(discovery)).toEqual(['web/good']);
    expect(discovery.problems).toMatchObject([
      {
        severity: 'error',
        kind: 'substitution',
        release: { namespace: 'web', name: 'bad' },
        place: { file: 'apps/apps.yaml', line: 37 },
      },
    ]);
  });

  it('say once what is not set, however many releases use it', async () => {
    const shops = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      helmRelease(name, { spec: 'values: {host: "${DOMAIN}"}' }),
    );
    const files = {
      'clusters/home/apps.yaml': kustomization('apps', './apps', '  postBuild: {substitute: {A: a}}\n'),
      'apps/apps.yaml': [...shops, helmRelease('g', { spec: 'values: {b: "${B}"}' }), helmRepository].join('---\n'),
    };
    const discovery = await discover(files);
    expect(names(discovery)).toHaveLength(7);
    expect(discovery.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        object: 'HelmRelease web/a',
        place: expect.objectContaining({ file: 'apps/apps.yaml', line: 18 }),
        message: expect.stringContaining(
          'The variable DOMAIN is not set, so it is replaced by nothing in 6 objects (HelmRelease web/a, HelmRelease web/b, HelmRelease web/c and more). Set it',
        ),
      }),
      expect.objectContaining({
        object: 'HelmRelease web/g',
        message: expect.stringContaining('The variable B is not set, so it is replaced by nothing. Set it'),
      }),
    ]);
    expect((await discover(files, { strictSubstitution: true })).problems).toHaveLength(7);
  });

  it('are not looked for in plain files when the repository has none for the cluster', async () => {
    const files = {
      'clusters/home/cluster-config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {V: "9"}\n',
      'releases/shop.yaml': `${helmRelease('shop', { spec: 'values: {v: "v${V}"}' })}---\n${helmRepository}`,
    };
    const discovery = await discover(files, { clusterName: 'home' });
    expect(discovery.releases).toMatchObject([{ id: { name: 'shop' }, values: { v: 'v9' } }]);
  });

  it('of the only cluster are followed where the folder of its name holds only variables', async () => {
    const files = {
      'config/home/cluster-config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {V: "9"}\n',
      'flux/apps.yaml': kustomization('apps', './apps', '  targetNamespace: live\n  postBuild: {substitute: {W: w}}\n'),
      'apps/shop.yaml': `${helmRelease('shop', { spec: 'values: {v: "v${V}"}' })}---\n${helmRepository}`,
    };
    const discovery = await discover(files, { clusterName: 'home' });
    expect(discovery.problems).toMatchObject([{ severity: 'error', kind: 'source' }]);
    const sources = {
      'apps/shop.yaml': helmRelease('shop', { spec: 'values: {v: "v${V}"}' }),
      'flux/b.yaml': kustomization('b', './b'),
      'b/b.yaml': helmRepository,
    };
    expect((await discover({ ...files, ...sources }, { clusterName: 'home' })).releases).toMatchObject([
      { id: { namespace: 'live', name: 'shop' }, values: { v: 'v9' } },
    ]);
  });

  it('tell a release that has no namespace, and nothing of the text of others', async () => {
    const broken = { spec: 'values: {b: "${B-b}"}', label: 'disabled' };
    const discovery = await discover({
      'clusters/home/apps.yaml': `${kustomization('apps', './apps', '  postBuild: {substitute: {A: a}}\n')}---\n${helmRepository}`,
      'apps/apps.yaml': `${helmRelease('shop', { namespace: '' })}---\n${helmRelease('other', broken)}`,
    });
    expect(names(discovery)).toEqual(['default/shop']);
    expect(discovery.problems).toMatchObject([{ severity: 'warning', object: 'HelmRelease default/shop' }]);
    expect(discovery.problems[0]?.message).toContain('has no namespace');
  });

  it('find their variables in what the bootstrap manifest yields', async () => {
    const root = kustomization('flux-system', './clusters/home');
    const patch = [
      { op: 'add', path: '/spec/postBuild', value: { substituteFrom: [{ kind: 'ConfigMap', name: 'a' }] } },
    ];
    const discovery = await discover({
      'clusters/home/flux-system/root.yaml': `${root}---\n${helmRepository}`,
      'clusters/home/flux-system/kustomization.yaml': `${resources('root.yaml')}patches: ${JSON.stringify([{ target: { kind: 'Kustomization' }, patch: JSON.stringify(patch) }])}\n`,
      'clusters/home/shop.yaml': helmRelease('shop', { spec: 'values: {v: "v${V}"}' }),
      'clusters/home/variables.yaml': kustomization('variables', './variables'),
      'variables/a.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: flux-system}\ndata: {V: "9"}\n',
    });
    expect(discovery.problems).toEqual([]);
    expect(discovery.releases).toMatchObject([{ id: { name: 'shop' }, values: { v: 'v9' } }]);
  });

  it('of other sources alone leave the repository to its own kustomizations', async () => {
    const vendor = helmRepository.replace('HelmRepository', 'GitRepository').replaceAll('examples', 'vendor');
    const discovery = await discover(
      {
        'apps/definitions/flux.yaml': `${kustomization('definitions', './crds').replace('name: flux-system', 'name: vendor')}---\n${vendor}`,
        'apps/shop/shop.yaml': `${helmRelease('shop')}---\n${helmRepository}`,
        'clusters/home/00/kustomization.yaml': `${resources('../../../apps/shop')}namespace: live\n`,
        'apps/shop/kustomization.yaml': resources('shop.yaml'),
      },
      { clusterName: 'home' },
    );
    expect(names(discovery)).toEqual(['live/shop']);
  });

  it('that share a name and a namespace are said', async () => {
    const files = {
      'clusters/home/apps.yaml': `${kustomization('a', './a')}---\n${kustomization('b', './b')}`,
      'a/child.yaml': kustomization('child', './one'),
      'b/child.yaml': kustomization('child', './two'),
      'one/one.yaml': `${helmRelease('one')}---\n${helmRepository}`,
      'two/two.yaml': helmRelease('two'),
    };
    const discovery = await discover(files);
    expect(names(discovery)).toEqual(['web/one']);
    expect(discovery.problems).toMatchObject([
      { severity: 'warning', object: 'Kustomization flux-system/child', place: { file: 'b/child.yaml' } },
      { severity: 'notice' },
    ]);
  });
});
