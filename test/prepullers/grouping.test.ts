import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  commentedImages,
  manifestOf,
  manifestsOf,
  optionsFor,
  outputFiles,
  pulledBy,
  source,
  summary,
  workTree,
  write,
} from './support.js';

const expected = fileURLToPath(new URL('../../fixtures/prepullers/', import.meta.url));
const use = 'spec.template.spec.containers[0].image';

describe('grouping by namespace', () => {
  it('makes one DaemonSet a namespace, and each image names the releases that use it', async () => {
    const root = await workTree();
    const sources = [
      source('apps/web', ['nginx:1', 'redis:7']),
      source('apps/api', ['nginx:1']),
      source('data/db', ['postgres:17']),
    ];
    const { changes } = await write(sources, optionsFor(root, { grouping: 'namespace' }));
    expect(summary(changes)).toEqual(['A prepuller-apps.yaml', 'A prepuller-data.yaml', 'A kustomization.yaml']);
    const { metadata } = await manifestOf(root, 'prepuller-apps.yaml');
    expect(metadata).toMatchObject({ name: 'prepuller-apps', namespace: 'apps' });
    expect(await commentedImages(root, 'prepuller-apps.yaml')).toEqual([
      `# Deployment/api: ${use} [apps/api]`,
      `# Deployment/web: ${use} [apps/web]`,
      'image: nginx:1',
      `# Deployment/web: ${use} [apps/web]`,
      'image: redis:7',
    ]);
  });

  it('is written as it is meant to be read', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace', keepPrevious: 1 });
    await write([source('apps/web', ['ghcr.io/acme/web:1.9', 'redis:7'])], options);
    await write([source('apps/web', ['ghcr.io/acme/web:1.10', 'redis:7']), source('apps/api', ['redis:7'])], options);
    const text = (await outputFiles(root))['prepuller-apps.yaml'];
    await expect(text).toMatchFileSnapshot(path.join(expected, 'grouping', 'prepuller-apps.yaml'));
  });

  it('goes by the namespace in which the pods run', async () => {
    const root = await workTree();
    const sources = [
      source('flux-system/web', ['nginx:1'], { releaseNamespace: 'apps' }),
      source('apps/api', ['redis:7']),
    ];
    const { changes } = await write(sources, optionsFor(root, { grouping: 'namespace' }));
    expect(summary(changes)).toEqual(['A prepuller-apps.yaml', 'A kustomization.yaml']);
  });

  it('does not depend on the order of the releases', async () => {
    const [one, other] = [await workTree(), await workTree()];
    const sources = [source('apps/web', ['nginx:1', 'redis:7']), source('apps/api', ['nginx:1'])];
    await write(sources, optionsFor(one, { grouping: 'namespace' }));
    await write(sources.toReversed(), optionsFor(other, { grouping: 'namespace' }));
    expect(await outputFiles(other)).toEqual(await outputFiles(one));
  });

  it('leaves a release with its own strategy or patch its own DaemonSet, beside a group of the same name', async () => {
    const root = await workTree();
    const sources = [
      source('apps/apps', ['nginx:1'], { control: { strategy: 'volume' } }),
      source('apps/api', ['redis:7'], { control: { patch: 'metadata: {labels: {team: api}}' } }),
      source('apps/web', ['httpd:2']),
    ];
    await write(sources, optionsFor(root, { grouping: 'namespace' }));
    const names = ['kustomization.yaml', 'prepuller-api.yaml', 'prepuller-apps-apps.yaml', 'prepuller-apps.yaml'];
    expect(Object.keys(await outputFiles(root))).toEqual(names);
    expect((await manifestOf(root, 'prepuller-apps-apps.yaml')).metadata.name).toBe('prepuller-apps-apps');
    expect(await commentedImages(root, 'prepuller-apps.yaml')).toContain('image: httpd:2');
  });

  it('puts what is pulled in another way, or onto other nodes, into a DaemonSet of its own', async () => {
    const root = await workTree();
    const pods = { nodeSelector: { pool: 'gpu' }, serviceAccountName: 'puller' };
    const options = optionsFor(root, { grouping: 'namespace', placement: 'follow' });
    await write([source('apps/web', ['nginx:1'], { pods }), source('apps/api', ['redis:7'], { pods })], options);
    const together = await manifestsOf(root, 'prepuller-apps.yaml');
    expect(together.map(({ spec }) => spec.template.spec)).toMatchObject([
      { serviceAccountName: 'puller', nodeSelector: { pool: 'gpu' } },
    ]);
    await write([source('apps/web', ['nginx:1'], { pods }), source('apps/api', ['redis:7'])], options);
    const apart = await manifestsOf(root, 'prepuller-apps.yaml');
    expect(apart.map(({ spec }) => spec.template.spec)).toMatchObject([
      { serviceAccountName: 'puller', nodeSelector: { pool: 'gpu', 'kubernetes.io/os': 'linux' } },
      { nodeSelector: { 'kubernetes.io/os': 'linux' } },
    ]);
    expect(apart[1]?.spec.template.spec.serviceAccountName).toBeUndefined();
  });

  it("takes no release's secret to an image of another, nor to the same image of another", async () => {
    const root = await workTree();
    const secret = { pods: { imagePullSecrets: ['one'] } };
    const sources = [
      source('apps/web', ['nginx:1', 'redis:7'], secret),
      source('apps/api', ['nginx:1', 'postgres:17']),
      source('apps/db', ['mysql:9'], { pods: { imagePullSecrets: ['two', 'one'] } }),
    ];
    await write(sources, optionsFor(root, { grouping: 'namespace' }));
    expect(await pulledBy(root, 'prepuller-apps.yaml')).toEqual([
      ['prepuller-apps', [], ['nginx:1', 'postgres:17']],
      [expect.stringMatching(/^prepuller-apps-[0-9a-f]{8}$/), ['one', 'two'], ['mysql:9']],
      [expect.stringMatching(/^prepuller-apps-[0-9a-f]{8}$/), ['one'], ['nginx:1', 'redis:7']],
    ]);
  });
});

describe('a release that failed in a group', () => {
  const secrets = { pods: { imagePullSecrets: ['registry'] } };
  const failed = [{ namespace: 'apps', name: 'api' }];

  it('keeps its images and the secrets to pull them, while the others go on', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace' });
    await write([source('apps/web', ['nginx:1']), source('apps/api', ['nginx:1', 'redis:7'], secrets)], options);
    const { changes } = await write([source('apps/web', ['nginx:2'])], options, { failed, complete: true });
    expect(summary(changes)).toEqual(['M prepuller-apps.yaml']);
    expect(await commentedImages(root, 'prepuller-apps.yaml')).toEqual([
      `# Deployment/api: ${use} [apps/api]`,
      'image: nginx:1',
      `# Deployment/api: ${use} [apps/api]`,
      'image: redis:7',
      `# Deployment/web: ${use} [apps/web]`,
      'image: nginx:2',
    ]);
    expect((await pulledBy(root, 'prepuller-apps.yaml')).map(([, secrets, images]) => [secrets, images])).toEqual([
      [['registry'], ['nginx:1', 'redis:7']],
      [[], ['nginx:2']],
    ]);
  });

  it('changes nothing at all when the others did not change', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace' });
    await write([source('apps/web', ['nginx:1']), source('apps/api', ['redis:7'], secrets)], options);
    expect((await write([source('apps/web', ['nginx:1'])], options, { failed, complete: true })).changes).toEqual([]);
    expect((await write([source('apps/web', ['nginx:1'])], options, { failed: [], complete: false })).changes).toEqual(
      [],
    );
  });

  it('goes for good when it is gone from the repository', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace' });
    await write([source('apps/web', ['nginx:1']), source('apps/api', ['redis:7'])], options);
    await write([source('apps/web', ['nginx:1'])], options);
    expect((await outputFiles(root))['prepuller-apps.yaml']).not.toMatch(/redis|apps\/api/);
  });

  it('keeps the whole file when it was alone, or all of them failed', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace' });
    await write([source('apps/api', ['redis:7'])], options);
    expect((await write([], options, { failed, complete: true })).changes).toEqual([]);
  });

  it('keeps its images when the grouping is switched at the same time', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1']), source('apps/api', ['redis:7'])], optionsFor(root));
    const options = optionsFor(root, { grouping: 'namespace' });
    const { changes } = await write([source('apps/web', ['nginx:1'])], options, { failed, complete: true });
    expect(summary(changes)).toEqual(['A prepuller-apps.yaml', 'M kustomization.yaml', 'R prepuller-web.yaml']);
    expect(Object.keys(await outputFiles(root))).toEqual([
      'kustomization.yaml',
      'prepuller-api.yaml',
      'prepuller-apps.yaml',
    ]);
  });
});
