import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/flux/discovery.js';
import { documents, gitRepository, kustomization } from '../objects.js';
import { chartOf, discover, helmRelease, helmRepository } from '../repository.js';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);
const fleet = 'https://git.example.com/acme/fleet.git';

/** A cluster that is synced as `synced` says, and a Kustomization of another source, which `other` declares. */
function repository(synced: string, other: string, source = 'other') {
  return {
    'clusters/live/flux-system/gotk-sync.yaml': documents(synced, kustomization('flux-system', './clusters/live')),
    'clusters/live/apps.yaml': documents(other, kustomization('apps', './apps', { source }), helmRepository),
    'apps/shop.yaml': helmRelease('shop'),
  };
}

describe('A source with the URL and the ref of the synced one is this checkout', () => {
  it.each([
    ['the same words', gitRepository('other')],
    ['ssh', gitRepository('other', { url: 'ssh://git@git.example.com/acme/fleet' })],
    ['ssh with its port', gitRepository('other', { url: 'ssh://git@git.example.com:22/acme/fleet.git' })],
    ['the short form of ssh', gitRepository('other', { url: 'git@git.example.com:acme/fleet.git' })],
    ['a slash at the end, and capitals', gitRepository('other', { url: 'https://Git.Example.com/Acme/Fleet/' })],
    ['the full name of the branch', gitRepository('other', { ref: '{name: refs/heads/main}' })],
    ['an older API version', gitRepository('other', { version: 'v1beta2' })],
    ['a branch that a name overrides', gitRepository('other', { ref: '{branch: old, name: refs/heads/main}' })],
  ])('in %s', async (_, other) => {
    const discovery = await discover(repository(gitRepository('flux-system'), other));
    expect(names(discovery)).toEqual(['web/shop']);
    expect(discovery.problems).toEqual([]);
  });

  it('also where neither says a ref, which is master', async () => {
    const other = gitRepository('other', { ref: '{branch: master}' });
    expect(names(await discover(repository(gitRepository('flux-system', { ref: '' }), other)))).toEqual(['web/shop']);
  });
});

describe('A source with another ref is other content', () => {
  it.each([
    '{branch: live}',
    '{tag: main}',
    '{semver: ">=1.0.0"}',
    '{commit: 0123456789abcdef0123456789abcdef01234567}',
    '{branch: main, commit: 0123456789abcdef0123456789abcdef01234567}',
    '{name: refs/tags/v1}',
    '{name: refs/pull/1/head}',
    '',
  ])('%s', async (ref) => {
    const discovery = await discover(repository(gitRepository('flux-system'), gitRepository('other', { ref })));
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems[0]).toMatchObject({ severity: 'notice', place: { file: 'clusters/live/apps.yaml' } });
    expect(discovery.problems[0]?.message).toContain('GitRepository flux-system/other (apps)');
  });
});

describe('A source is its kind, namespace and name', () => {
  it.each([
    ['written in it', gitRepository('flux-system', { namespace: 'tenant', url: 'https://git.example.com/t' }), ''],
    [
      'given by a kustomization.yaml',
      gitRepository('flux-system', { namespace: '', url: 'https://git.example.com/t' }),
      'namespace: tenant\nresources: [source.yaml]\n',
    ],
  ])('with the namespace %s', async (_, source, kustomizationFile) => {
    const apps = kustomization('apps', './apps', { namespace: 'tenant' });
    const discovery = await discover({
      'clusters/live/flux-system/gotk-sync.yaml': documents(
        gitRepository('flux-system'),
        kustomization('flux-system', './clusters/live'),
      ),
      'clusters/live/tenant/source.yaml': source,
      ...(kustomizationFile && { 'clusters/live/tenant/kustomization.yaml': kustomizationFile }),
      'clusters/live/apps.yaml': documents(apps, helmRepository),
      'apps/shop.yaml': helmRelease('shop'),
    });
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems[0]?.message).toContain('GitRepository tenant/flux-system (apps)');
  });

  it('and of the kind: an OCIRepository is no GitRepository of its name', async () => {
    const oci = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec: {url: "oci://registry.example.com/manifests"}\n`;
    const apps = kustomization('apps', './apps', { kind: 'OCIRepository' });
    const files = repository(gitRepository('flux-system'), oci);
    const discovery = await discover({
      ...files,
      'clusters/live/apps.yaml': documents(oci, apps, helmRepository),
    });
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems[0]?.message).toContain('OCIRepository flux-system/flux-system (apps)');
  });

  it('and one that nothing in Git declares is taken for this repository', async () => {
    expect(names(await discover(repository(gitRepository('flux-system'), '')))).toEqual(['web/shop']);
  });
});

describe('Where only the folder of a cluster is known, and it yields the Kustomization of Flux itself', () => {
  const yielding = (folder: string, source: string) => ({
    'clusters/live/kustomization.yaml': `resources: [../../flux, apps.yaml]\npatches: [{patch: '[{"op": "replace", "path": "/spec/path", "value": "${folder}"}]', target: {kind: Kustomization, name: flux-system}}]\n`,
    'clusters/live/apps.yaml': documents(kustomization('apps', './apps', { source }), helmRepository),
    'flux/kustomization.yaml': 'resources: [sync.yaml]\n',
    'flux/sync.yaml': documents(gitRepository(source), kustomization('flux-system', './clusters/none', { source })),
    'apps/shop.yaml': helmRelease('shop'),
  });

  it('its source is this checkout, whatever it is called', async () => {
    const discovery = await discover(yielding('./clusters/live', 'flux-config'));
    expect(names(discovery)).toEqual(['web/shop']);
    expect(discovery.problems).toEqual([]);
    expect(discovery.complete).toBe(true);
  });

  it('unless that builds another folder', async () => {
    const discovery = await discover(yielding('./clusters/other', 'flux-config'));
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems[0]?.message).toContain('GitRepository flux-system/flux-config (flux-system, apps)');
  });
});

it('Each of two clusters has a synced source of its own', async () => {
  const cluster = (name: string, branch: string) => ({
    [`clusters/${name}/flux-system/gotk-sync.yaml`]: documents(
      gitRepository('flux-system', { ref: `{branch: ${branch}}` }),
      kustomization('flux-system', `./clusters/${name}`),
    ),
    [`clusters/${name}/apps.yaml`]: documents(
      gitRepository('main', { ref: '{branch: main}' }),
      kustomization('apps', './apps', { source: 'main' }),
      helmRepository,
    ),
  });
  const files = { ...cluster('live', 'main'), ...cluster('next', 'next'), 'apps/shop.yaml': helmRelease('shop') };
  expect(names(await discover(files, { clusterName: 'live' }))).toEqual(['web/shop']);
  expect(names(await discover(files, { clusterName: 'next' }))).toEqual([]);
});

describe('A chart of a GitRepository', () => {
  const chart = (name: string, namespace: string) =>
    chartOf({ kind: 'GitRepository', name, namespace, chart: './charts/web' });
  const folder = { kind: 'directory', path: 'charts/web' };
  const elsewhere = (reference: object, url = fleet) => ({ kind: 'git', url, reference, path: 'charts/web' });

  it.each([
    ['flux-system', 'flux-system', '', folder],
    ['same', 'flux-system', gitRepository('same', { url: 'ssh://git@git.example.com/acme/fleet' }), folder],
    ['tagged', 'flux-system', gitRepository('tagged', { ref: '{tag: v1}' }), elsewhere({ tag: 'v1' })],
    [
      'nested',
      'flux-system',
      gitRepository('nested', { ref: '{tag: v1}', spec: 'recurseSubmodules: true' }),
      { ...elsewhere({ tag: 'v1' }), submodules: true },
    ],
    ['pinned', 'flux-system', gitRepository('pinned', { ref: '{commit: abc}' }), elsewhere({ commit: 'abc' })],
    [
      'flux-system',
      'web',
      gitRepository('flux-system', { namespace: 'web', url: 'https://git.example.com/web' }),
      elsewhere({ branch: 'main' }, 'https://git.example.com/web'),
    ],
    ['flux-system', 'web', '', folder],
  ])('%s in %s', async (name, namespace, declaration, location) => {
    const followed = await discover({
      'clusters/live/flux-system/gotk-sync.yaml': documents(
        gitRepository('flux-system'),
        kustomization('flux-system', './clusters/live'),
      ),
      'clusters/live/shop.yaml': documents(helmRelease('shop', { chart: chart(name, namespace) }), declaration),
    });
    expect(followed.problems).toEqual([]);
    expect(followed.releases.map((release) => release.chart.location)).toEqual([location]);
  });

  it.each([
    ['flux-system', 'flux-system', '', folder],
    ['same', 'flux-system', gitRepository('same'), folder],
    ['tagged', 'flux-system', gitRepository('tagged', { ref: '{tag: v1}' }), elsewhere({ tag: 'v1' })],
  ])('of plain files, %s in %s', async (name, namespace, declaration, location) => {
    const { releases, problems } = await discover(
      {
        'shop.yaml': helmRelease('shop', { chart: chart(name, namespace) }),
        'sources.yaml': documents(gitRepository('flux-system'), declaration),
      },
      { fluxMonorepo: false },
    );
    expect(problems).toEqual([]);
    expect(releases.map((release) => release.chart.location)).toEqual([location]);
  });
});

it('Sources that include each other give no chart, and say so', async () => {
  const include = (name: string, from: string, to: string) =>
    `include: [{repository: {name: ${name}}, fromPath: ${from}, toPath: ${to}}]\n`;
  const { problems } = await discover({
    'clusters/live/flux-system/gotk-sync.yaml': documents(
      gitRepository('flux-system'),
      kustomization('flux-system', './clusters/live'),
      gitRepository('a', { url: 'https://git.example.com/a', spec: include('b', 'x', 'y') }),
      gitRepository('b', { url: 'https://git.example.com/b', spec: include('a', 'y', 'x') }),
    ),
    'clusters/live/shop.yaml': helmRelease('shop', {
      chart: chartOf({ kind: 'GitRepository', name: 'a', chart: './y/web' }),
    }),
  });
  expect(problems).toMatchObject([{ severity: 'error', kind: 'source', place: { file: 'clusters/live/shop.yaml' } }]);
  expect(problems[0]?.message).toContain('includes itself');
});
