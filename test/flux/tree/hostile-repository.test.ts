import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { discover, discoverIn, helmRelease, helmRepository } from '../repository.js';
import { kustomization, names, resources } from './support.js';

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
          'The kustomization is not built: it names "link", and apps/link is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place.',
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
