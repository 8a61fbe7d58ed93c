import { readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openCache } from '../../../src/cache';
import type { Discovery } from '../../../src/flux/discovery';
import { loadReleases } from '../../../src/flux/load-releases';
import { FatalError } from '../../../src/problem';
import { createTools } from '../../../src/tools/tools';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout';
import { defaults, discover, discoverIn, helmRelease, helmRepository, useKubectl } from '../repository';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);

function kustomization(name: string, folder: string, spec = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  path: ${folder}
  sourceRef:
    kind: GitRepository
    name: flux-system
${spec}`;
}

const resources = (...names: string[]) => `resources: ${JSON.stringify(names)}\n`;

describe('Kustomizations that are built', () => {
  it('are few of many: 150, of which ten have a labelled release', async () => {
    const apps = Array.from({ length: 148 }, (_, index) => `app-${String(index).padStart(3, '0')}`);
    const files: Files = {
      'clusters/home/tree.yaml': kustomization('tree', './tree'),
      'clusters/home/sources.yaml': kustomization('sources', './sources'),
      'sources/examples.yaml': helmRepository,
    };
    for (const [index, app] of apps.entries()) {
      files[`tree/${app}.yaml`] = kustomization(app, `./apps/${app}`, `  targetNamespace: ${app}\n`);
      files[`apps/${app}/release.yaml`] = helmRelease(app, { namespace: '', label: index % 15 === 0 ? 'enabled' : '' });
    }
    const { releases, summary, problems } = await discover(files);
    expect(releases.map(({ id }) => id.namespace)).toEqual(apps.filter((_, index) => index % 15 === 0));
    expect(problems).toEqual([]);
    expect(summary).toContain('13 of 151 Kustomizations built');
  });

  it('are counted once when a root replaces itself', async () => {
    const ofReleases = {
      target: { kind: 'HelmRelease' },
      patch: '[{"op": "add", "path": "/spec/values", "value": {"v": 1}}]',
    };
    const patch = [{ op: 'add', path: '/spec/patches', value: [ofReleases] }];
    const { releases, summary } = await discover({
      'clusters/home/flux-system/root.yaml': kustomization('flux-system', './clusters/home'),
      'clusters/home/flux-system/kustomization.yaml': `${resources('root.yaml')}patches: ${JSON.stringify([{ target: { kind: 'Kustomization' }, patch: JSON.stringify(patch) }])}\n`,
      'clusters/home/shop.yaml': `${helmRelease('shop')}---\n${helmRepository}`,
    });
    expect(releases).toMatchObject([{ values: { v: 1 } }]);
    expect(summary).toContain('1 of 1 Kustomizations built');
  });

  it('leave nothing in the work tree or in the temporary folder', async () => {
    const temporary = await temporaryFolder('temporary');
    const root = await temporaryFolder('flux');
    const cache = openCache(await temporaryFolder('cache'), 1);
    await useKubectl();
    await writeFiles(root, {
      'clusters/home/apps.yaml': kustomization('apps', './apps', '  namePrefix: a-\n'),
      'clusters/home/examples.yaml': helmRepository,
      'apps/shop.yaml': helmRelease('shop'),
    });
    const before = (await readdir(root, { recursive: true })).sort();
    vi.stubEnv('TMPDIR', temporary);
    expect(tmpdir()).toBe(temporary);
    const discovery = await loadReleases({ ...defaults, root }, createTools(), cache);
    expect(names(discovery)).toEqual(['web/a-shop']);
    expect((await readdir(root, { recursive: true })).sort()).toEqual(before);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('need kustomize or kubectl, and say so', async () => {
    const files = {
      'clusters/home/shop.yaml': `${helmRelease('shop')}---\n${helmRepository}---\n${kustomization('x', './x')}`,
    };
    const root = await temporaryFolder('flux');
    await writeFiles(root, files);
    await useKubectl();
    vi.stubEnv('PATH', root);
    const cache = openCache(await temporaryFolder('cache'), 1);
    const run = loadReleases({ ...defaults, root }, createTools(), cache);
    await expect(run).rejects.toThrow(FatalError);
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('A file that is not there', () => {
  it('is named, and the line that names it', async () => {
    const { problems, complete } = await discover({
      'clusters/home/apps.yaml': kustomization('apps', './apps'),
      'apps/kustomization.yaml': resources('./helmreleas.yaml'),
      'apps/helmrelease.yaml': helmRelease('shop'),
    });
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining('it names "./helmreleas.yaml", and there is no apps/helmreleas.yaml'),
      place: { file: 'apps/kustomization.yaml' },
    });
    expect(complete).toBe(false);
  });
});

it('A file of a generated kustomization that cannot be read is named as it is in the repository', async () => {
  const { problems, releases } = await discover({
    'clusters/home/apps.yaml': kustomization('apps', './apps'),
    'clusters/home/sources.yaml': helmRepository,
    'apps/shop.yaml': helmRelease('shop'),
    'apps/nested/broken.yaml': 'kind: [ConfigMap\n',
  });
  expect(problems[0]?.detail).toMatch(/resources from 'apps\/nested\/broken.yaml'.*File: apps\/nested\/broken.yaml$/);
  expect(releases).toMatchObject([{ place: { file: 'apps/shop.yaml', line: 4 } }]);
});

it('A folder with the name of what a stage has of its own is a folder', async () => {
  const { releases } = await discover({
    'clusters/home/apps.yaml': kustomization('apps', './apps'),
    'clusters/home/sources.yaml': helmRepository,
    'apps/kustomization.yaml': resources('.prepuller-stage/shop.yaml'),
    'apps/.prepuller-stage/shop.yaml': helmRelease('shop'),
  });
  expect(releases).toMatchObject([{ place: { file: 'apps/.prepuller-stage/shop.yaml', line: 4 } }]);
});

it.each(['name: other', 'name: # a comment\n    other', '? name\n  : other', 'name: !!str other', '"name" : other'])(
  'A source that Git declares is another one, however its name is written: %j',
  async (name) => {
    const { releases, problems } = await discover({
      'clusters/home/self.yaml': kustomization('self', './clusters/home'),
      'clusters/home/apps.yaml': kustomization('apps', './apps').replace(/name: flux-system$/m, 'name: other'),
      'clusters/home/other.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  ${name}
  namespace: flux-system
spec:
  url: https://example.com/other
`,
      'apps/shop.yaml': helmRelease('shop'),
    });
    expect(releases).toEqual([]);
    expect(problems[0]?.message).toContain('other sources');
  },
);

describe('A hostile repository', () => {
  const apps = { 'clusters/home/apps.yaml': kustomization('apps', './apps'), 'sources.yaml': helmRepository };
  const release = { 'apps/shop.yaml': helmRelease('shop') };

  it.each<[string, Files]>([
    [
      'a file by an absolute path',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}configMapGenerator: [{name: x, files: [/etc/hostname]}]\n`,
      },
    ],
    [
      'what git keeps of the checkout',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}configMapGenerator: [{name: x, files: [../.git/config]}]\n`,
        '.git/config': 'token',
      },
    ],
    ['the folder of git as a resource', { 'apps/kustomization.yaml': resources('shop.yaml', '../.git'), '.git/x': '' }],
    ['a file above the root', { 'apps/kustomization.yaml': resources('shop.yaml', '../../secret.yaml') }],
    [
      'a patch above the root',
      { 'apps/kustomization.yaml': `${resources('shop.yaml')}patches: [{path: ../../patch.yaml}]\n` },
    ],
    [
      'a file whose name looks like YAML',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}configMapGenerator: [{name: x, files: ["k={/../../../secret"]}]\n`,
      },
    ],
    [
      'a resource whose name looks like YAML',
      { 'apps/kustomization.yaml': resources('shop.yaml', '{/../../../x.yaml') },
    ],
    [
      'a patch that is none, and a path above the root',
      { 'apps/kustomization.yaml': `${resources('shop.yaml')}patchesStrategicMerge: ["{/../../../patch.yaml"]\n` },
    ],
    [
      'a transformer that is none, and a path above the root',
      { 'apps/kustomization.yaml': `${resources('shop.yaml')}transformers: ["a\\n/../../../x.yaml"]\n` },
    ],
    [
      'a file that a generator in a file names',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}generators: [generator.yaml]\n`,
        'apps/generator.yaml':
          'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: x}\nfiles: [../../secret]\n',
      },
    ],
    [
      'a file that a generator in a folder names',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}generators: [../generators]\n`,
        'generators/kustomization.yaml': resources('more'),
        'generators/more/kustomization.yaml': resources('generator.yaml'),
        'generators/more/generator.yaml':
          'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: x}\nenvs: [../../secret]\n',
      },
    ],
    [
      'a file that a transformer in the kustomization names',
      {
        'apps/kustomization.yaml': `${resources('shop.yaml')}transformers:\n  - |-\n    apiVersion: builtin\n    kind: PatchTransformer\n    metadata: {name: x}\n    path: ../../secret\n`,
      },
    ],
    [
      'a remote patch',
      { 'apps/kustomization.yaml': `${resources('shop.yaml')}patches: [{path: "https://example.com/patch.yaml"}]\n` },
    ],
    [
      'a remote component of the Kustomization',
      { 'clusters/home/apps.yaml': kustomization('apps', './apps', '  components: ["github.com/team/component"]\n') },
    ],
    [
      'a component above the root',
      { 'clusters/home/apps.yaml': kustomization('apps', './apps', '  components: [../../component]\n') },
    ],
  ])('is not built when it reads %s', async (_, files) => {
    const discovery = await discover({ ...apps, ...release, ...files });
    expect(discovery.releases).toEqual([]);
    expect(discovery.problems).toMatchObject([{ severity: 'error', kind: 'kustomize' }]);
    expect(discovery.problems[0]?.message).toMatch(/ is not built|cannot build/);
    expect(discovery).toMatchObject({
      complete: false,
      summary: ['4 YAML files', '1 of 2 Kustomizations built'].map((line) =>
        expect.stringMatching(line.replace(/^\d+/, '\\d+')),
      ),
    });
  });

  it('cannot lead into the folder of git by links', async () => {
    const root = await temporaryFolder('flux');
    await writeFiles(root, {
      ...apps,
      ...release,
      '.git/config': 'token',
      'apps/kustomization.yaml': `${resources('shop.yaml')}configMapGenerator:\n- {name: x, files: [link]}\n`,
    });
    await symlink('../.git/config', path.join(root, 'apps/link'));
    const discovery = await discoverIn(root);
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems).toMatchObject([
      {
        message:
          'The kustomization reads "link", which lies outside of this repository or in its .git: it is not built.',
        place: { file: 'apps/kustomization.yaml', line: 3 },
      },
    ]);
  });

  it('finds nothing of a stage in a component of what is built', async () => {
    const discovery = await discover({
      ...apps,
      ...release,
      '.git/config': 'token',
      'clusters/home/apps.yaml': kustomization('apps', './apps', '  components: [.prepuller-stage/component]\n'),
      'component/kustomization.yaml': 'kind: Component\nconfigMapGenerator: [{name: x, files: [../.git/config]}]\n',
    });
    expect(discovery).toMatchObject({ releases: [], complete: false });
    expect(discovery.problems[0]?.message).toContain('there is no apps/.prepuller-stage/component');
  });

  it.each([
    ['over the copies of the repository', () => '/../.prepuller-stage/evil'],
    ['from above', (root: string) => `${'/..'.repeat(20)}${root}/evil`],
  ])('cannot make a file of a patch, %s', async (_, way) => {
    const root = await temporaryFolder('flux');
    const outside = await temporaryFolder('outside');
    const patch = helmRelease('shop', { spec: 'values: {stolen: true}' });
    await writeFiles(outside, { 'patch.yaml': patch });
    const spec = `  patchesStrategicMerge: [${JSON.stringify({ a: way(root) })}]\n`;
    await writeFiles(root, { ...release, ...apps, 'clusters/home/apps.yaml': kustomization('apps', './apps', spec) });
    await symlink(path.join(outside, 'patch.yaml'), path.join(root, 'evil"}'));
    const discovery = await discoverIn(root);
    // What is there without the file that cannot be read is left, but for a release that a patch might change.
    expect(JSON.stringify(discovery.releases)).not.toContain('stolen');
    expect(discovery.problems[0]?.message).toContain('kustomize cannot build apps');
  });

  it('cannot lead out by links', async () => {
    const outside = await temporaryFolder('outside');
    const root = await temporaryFolder('flux');
    await writeFiles(outside, { 'stolen.yaml': helmRelease('stolen'), 'kustomization.yaml': resources('stolen.yaml') });
    await writeFiles(root, {
      ...apps,
      ...release,
      'apps/kustomization.yaml': resources('shop.yaml', 'link'),
      'files/shop.yaml': helmRelease('other'),
    });
    await writeFiles(root, { 'clusters/home/files.yaml': kustomization('files', './files') });
    await symlink(outside, path.join(root, 'apps/link'));
    await symlink(path.join(outside, 'stolen.yaml'), path.join(root, 'files/stolen.yaml'));
    const discovery = await discoverIn(root);
    expect(names(discovery)).toEqual([]);
    expect(discovery.problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
  });
});

describe('Flux Kustomizations', () => {
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
