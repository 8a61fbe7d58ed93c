import { describe, expect, it } from 'vitest';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import {
  commentedImages,
  manifestsOf,
  optionsFor,
  outputFiles,
  pulledBy,
  source,
  summary,
  workTree,
  write,
} from './support.js';

const use = 'spec.template.spec.containers[0].image';
const file = 'prepuller-kustomization-flux-system-apps.yaml';
const id = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' } as const;

/** Plain objects of the Kustomization `flux-system/apps` in a namespace; each image is used by a Deployment. */
function plain(namespace: string, images: string[], control: Partial<PrepullerSource['release']['control']> = {}) {
  const { chart: _, images: found } = source(`${namespace}/web`, images);
  const place = { file: 'clusters/home/apps.yaml', line: 4 };
  const release = { id, place, releaseNamespace: namespace, control: { strategy: '', patch: '', ...control } };
  return { release, images: found } satisfies PrepullerSource;
}

async function daemonSetsOf(root: string, name: string) {
  const manifests = await manifestsOf(root, name);
  const pulled = await pulledBy(root, name);
  return manifests.map(({ metadata }, index) => [
    `${metadata.namespace}/${metadata.name}`,
    ...(pulled[index]?.[2] ?? []),
  ]);
}

describe('plain objects of a Kustomization', () => {
  it('have a file of its name, whose head and images say where they come from', async () => {
    const root = await workTree();
    const { changes } = await write([plain('shop', ['ghcr.io/acme/web:1'])], optionsFor(root));
    expect(summary(changes)).toEqual([`A ${file}`, 'A kustomization.yaml']);
    const text = (await outputFiles(root))[file];
    expect(text?.split('\n')).toContain(
      '# Kustomization flux-system/apps: plain objects, from clusters/home/apps.yaml',
    );
    expect(await commentedImages(root, file)).toEqual([`# Deployment/web: ${use}`, 'image: ghcr.io/acme/web:1']);
    expect(await daemonSetsOf(root, file)).toEqual([
      ['shop/prepuller-kustomization-flux-system-apps', 'ghcr.io/acme/web:1'],
    ]);
  });

  it('have a DaemonSet in each of their namespaces, and one for each wish of their own', async () => {
    const root = await workTree();
    const options = optionsFor(root);
    const sources = [
      plain('shop', ['ghcr.io/acme/web:1']),
      plain('data', ['ghcr.io/acme/db:1']),
      plain('shop', ['ghcr.io/acme/own:1'], { strategy: 'container' }),
    ];
    await write(sources, options);
    const [data, shop, own] = await daemonSetsOf(root, file);
    expect([data, shop]).toEqual([
      ['data/prepuller-kustomization-flux-system-apps', 'ghcr.io/acme/db:1'],
      ['shop/prepuller-kustomization-flux-system-apps', 'ghcr.io/acme/web:1'],
    ]);
    expect(own?.[0]).toMatch(/^shop\/prepuller-kustomization-flux-system-apps-[0-9a-f]{8}$/);
    expect(own?.[1]).toBe('ghcr.io/acme/own:1');
    expect((await write([...sources].reverse(), options)).changes).toEqual([]);
  });

  it('keep what was replaced in its namespace, once', async () => {
    const root = await workTree();
    const options = optionsFor(root, { keepPrevious: 1 });
    const others = [plain('data', ['db:1']), plain('shop', ['own:1'], { strategy: 'container' })];
    await write([plain('shop', ['web:1']), ...others], options);
    await write([plain('shop', ['web:2']), ...others], options);
    const daemonSets = await daemonSetsOf(root, file);
    expect(daemonSets.map(([name, ...images]) => [name?.split('/')[0], ...images])).toEqual([
      ['data', 'db:1'],
      ['shop', 'web:2'],
      ['shop', 'web:1'],
      ['shop', 'own:1'],
    ]);
    expect((await write([plain('shop', ['web:2']), ...others], options)).changes).toEqual([]);
  });

  it('keep what was replaced once as well where some of them are in a group', async () => {
    const root = await workTree();
    const options = optionsFor(root, { keepPrevious: 1, grouping: 'namespace' });
    const sources = (tag: string) => [
      plain('shop', [`web:${tag}`]),
      plain('shop', ['own:1'], { strategy: 'container' }),
      source('shop/chart', ['chart:1']),
    ];
    await write(sources('1'), options);
    await write(sources('2'), options);
    const names = Object.keys(await outputFiles(root)).filter((name) => name !== 'kustomization.yaml');
    const daemonSets = (await Promise.all(names.map((name) => daemonSetsOf(root, name)))).flat();
    expect(daemonSets.flatMap(([, ...images]) => images).sort()).toEqual(['chart:1', 'own:1', 'web:1', 'web:2']);
    expect((await write(sources('2'), options)).changes).toEqual([]);
  });

  it('give way where a release has their name', async () => {
    const root = await workTree();
    await write([plain('shop', ['web:1']), source('shop/kustomization-flux-system-apps', ['web:2'])], optionsFor(root));
    const names = Object.keys(await outputFiles(root)).filter((name) => name !== 'kustomization.yaml');
    expect(names).toEqual([
      expect.stringMatching(/^prepuller-kustomization-flux-system-apps-[0-9a-f]{8}\.yaml$/),
      'prepuller-shop-kustomization-flux-system-apps.yaml',
    ]);
  });

  it('keep their file where they cannot be read, and lose it where they are gone', async () => {
    const root = await workTree();
    const options = optionsFor(root);
    await write([plain('shop', ['web:1']), source('shop/web', ['web:2'])], options);
    const rest = [source('shop/web', ['web:2'])];
    expect((await write(rest, options, { failed: [id], complete: false })).changes).toEqual([]);
    expect((await write(rest, options, { failed: [id], complete: true })).changes).toEqual([]);
    const gone = { failed: [], complete: false, isSettled: (name: string) => name === 'clusters/home/apps.yaml' };
    expect(summary((await write(rest, options, gone)).changes)).toEqual(['M kustomization.yaml', `R ${file}`]);
  });

  it.each(['release', 'namespace'] as const)('share no pod with releases, grouped by %s', async (grouping) => {
    const root = await workTree();
    const options = optionsFor(root, { grouping });
    const sources = [plain('shop', ['shared:1', 'plain:1']), source('shop/web', ['shared:1', 'chart:1'])];
    await write(sources, options);
    const names = Object.keys(await outputFiles(root)).filter((name) => name !== 'kustomization.yaml');
    const daemonSets = (await Promise.all(names.map((name) => daemonSetsOf(root, name)))).flat();
    expect(daemonSets.map(([, ...images]) => images).sort()).toEqual([
      ['chart:1', 'shared:1'],
      ['plain:1', 'shared:1'],
    ]);
    expect(names).toHaveLength(grouping === 'namespace' ? 1 : 2);
    expect((await write(sources, options)).changes).toEqual([]);
  });

  it('stay in their group while a release fails, and it in theirs', async () => {
    const root = await workTree();
    const options = optionsFor(root, { grouping: 'namespace' });
    const [objects, release] = [plain('shop', ['plain:1']), source('shop/web', ['chart:1'])];
    await write([objects, release], options);
    for (const [left, failed] of [
      [objects, release.release.id],
      [release, id],
    ] as const) {
      expect((await write([left], options, { failed: [failed], complete: true })).changes).toEqual([]);
    }
  });

  it('are refused by the name that nobody can give a namespace', async () => {
    const root = await workTree();
    const { problems, changes } = await write([plain('Shop', ['web:1'])], optionsFor(root));
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'error', object: 'Kustomization flux-system/apps', message: expect.stringContaining('"Shop"') },
    ]);
  });
});
