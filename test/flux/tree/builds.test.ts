import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openCache } from '../../../src/cache.js';
import { loadReleases } from '../../../src/flux/load-releases.js';
import { FatalError } from '../../../src/problem.js';
import { createTools } from '../../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { defaults, discover, helmRelease, helmRepository, useKubectl } from '../repository.js';
import { kustomization, names, resources } from './support.js';

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
    // The folders go while the run goes on.
    await vi.waitFor(async () => expect(await readdir(temporary)).toEqual([]));
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
