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
