import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openCache } from '../../../src/cache.js';
import { loadReleases } from '../../../src/flux/load-releases.js';
import { createTools, type Tools } from '../../../src/tools/tools.js';
import { temporaryFolder, writeFiles } from '../../support/checkout.js';
import { defaults, helmRelease, helmRepository, useKubectl } from '../repository.js';

const fluxKustomization = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
`;

/** kustomize of the given version, which cannot be started. */
async function withoutKustomize(version: string): Promise<Tools> {
  const { args } = await createTools().kustomize();
  return { ...createTools(), kustomize: async () => ({ command: '/nowhere/kustomize', args, version }) };
}

/** None of them can be started. */
async function withoutPrograms(): Promise<Tools> {
  const [helm, kustomize] = [await createTools().helm(), await createTools().kustomize()];
  return {
    helm: async () => ({ ...helm, command: '/nowhere/helm' }),
    kustomize: async () => ({ ...kustomize, command: '/nowhere/kustomize' }),
  };
}

it('a build is kept until something that it reads changes, or the tool', async () => {
  await useKubectl();
  const root = await temporaryFolder('builds');
  const cache = openCache(await temporaryFolder('cache'), 100);
  await writeFiles(root, {
    'clusters/main/apps.yaml': fluxKustomization,
    'apps/release.yaml': helmRelease('shop'),
    'apps/source.yaml': helmRepository,
  });
  const load = async (tools: Tools) => {
    // Functions are equal to themselves alone.
    const { readersOf: _, ...found } = await loadReleases({ ...defaults, root }, tools, cache);
    return found;
  };
  const { version } = await createTools().kustomize();

  const first = await load(createTools());
  expect(first.releases.map(({ id }) => id.name)).toEqual(['shop']);
  expect(await load(await withoutKustomize(version))).toEqual(first);
  expect((await load(await withoutKustomize('0.0.1'))).complete).toBe(false);

  await appendFile(path.join(root, 'apps/release.yaml'), '  values: {changed: true}\n');
  expect((await load(await withoutKustomize(version))).complete).toBe(false);
  expect((await load(createTools())).releases[0]?.values).toEqual({ changed: true });
});

const fluxInstance = (folder: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: {name: flux, namespace: flux-system}
spec:
  sync: {kind: GitRepository, url: https://git.example.com/fleet.git, ref: refs/heads/main, path: clusters/main}
  kustomize:
    patches:
    - target: {kind: Kustomization}
      patch: '[{"op": "replace", "path": "/spec/path", "value": "${folder}"}]'
`;

const resourceSet = (name: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: shops, namespace: shop}
spec:
  inputs: [{name: ${name}}]
  resourcesTemplate: |
${helmRelease('<< inputs.name >>').replace(/^/gm, '    ')}
`;

it('what the patches of a FluxInstance and the templates of a ResourceSet make is kept as well', async () => {
  await useKubectl();
  const root = await temporaryFolder('builds');
  const cache = openCache(await temporaryFolder('cache'), 100);
  await writeFiles(root, {
    'clusters/main/instance.yaml': fluxInstance('apps'),
    'apps/set.yaml': resourceSet('shop'),
    'apps/source.yaml': helmRepository,
    'other/set.yaml': resourceSet('other'),
    'other/source.yaml': helmRepository,
  });
  const names = async (tools: Tools) => {
    const { releases } = await loadReleases({ ...defaults, root }, tools, cache);
    return releases.map(({ id }) => id.name);
  };

  expect(await names(createTools())).toEqual(['shop']);
  expect(await names(await withoutPrograms())).toEqual(['shop']);

  await writeFiles(root, { 'apps/set.yaml': resourceSet('market') });
  expect(await names(createTools())).toEqual(['market']);
  await writeFiles(root, { 'clusters/main/instance.yaml': fluxInstance('other') });
  expect(await names(createTools())).toEqual(['other']);
  expect(await names(await withoutPrograms())).toEqual(['other']);
});
