import { rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildKustomization } from '../../src/tools/kustomize.js';
import type { Tools } from '../../src/tools/tools.js';
import { unpackTools } from '../support/tools.js';
import { expectValid, type Manifest, manifestsIn } from './schema.js';
import { optionsFor, outputFiles, outputPath, source, workTree, write } from './support.js';

// Few names, so that they often are the same, and run into each other.
const label = fc.constantFrom('a', 'b', 'a-b', 'b-a', 'a-b-a');
const reference = fc.stringMatching(/^(?:[a-c]\.io(?::5000)?\/)?[a-c](?:[._-][a-c])?:[1-3]$/);
const release = fc.record({
  namespace: label,
  name: label,
  runsIn: label,
  images: fc.uniqueArray(reference, { maxLength: 4 }),
  secret: fc.constantFrom('', 'one', 'two'),
});
const releases = fc.uniqueArray(release, { maxLength: 8, selector: ({ namespace, name }) => `${namespace}/${name}` });
const choice = fc.record({
  strategy: fc.constantFrom('init' as const, 'container' as const, 'volume' as const),
  grouping: fc.constantFrom('release' as const, 'namespace' as const),
  prepullerNamespace: fc.constantFrom('', 'warm'),
  keepPrevious: fc.integer({ min: 0, max: 2 }),
});
const version = fc.record({ releases, choice, failing: fc.infiniteStream(fc.boolean()), complete: fc.boolean() });

interface Given {
  namespace: string;
  name: string;
  runsIn: string;
  images: string[];
  secret: string;
}

function sourcesOf(given: Given[]) {
  return given.map(({ namespace, name, runsIn, images, secret }) =>
    source(`${namespace}/${name}`, images, {
      releaseNamespace: runsIn,
      pods: { imagePullSecrets: secret === '' ? [] : [secret] },
    }),
  );
}

async function manifests(root: string): Promise<Manifest[]> {
  const { 'kustomization.yaml': kustomization, ...files } = await outputFiles(root).catch(
    () => ({}) as Record<string, string>,
  );
  if (kustomization === undefined) return [];
  expect(parse(kustomization).resources).toEqual(Object.keys(files));
  return Object.values(files).flatMap(manifestsIn);
}

it('whatever comes after whatever, the folder is whole, without two of a name, and stays as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 3 }), async (versions) => {
      const root = await workTree();
      /** References by release, as they were when it was last rendered. */
      let last = new Map<string, string[]>();
      for (const { releases, choice, failing, complete } of versions) {
        const options = optionsFor(root, choice);
        const failed = releases.filter(() => failing.next().value);
        const rendered = sourcesOf(releases.filter((item) => !failed.includes(item)));
        await write(rendered, options, { failed, complete });
        const found = await manifests(root);
        found.forEach(expectValid);
        const names = found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
        expect(new Set(names).size).toBe(names.length);
        const text = JSON.stringify(found);
        last = new Map(
          releases.map((item) => {
            const key = `${item.namespace}/${item.name}`;
            return [key, failed.includes(item) ? (last.get(key) ?? []) : item.images];
          }),
        );
        for (const reference of [...last.values()].flat()) expect(text).toContain(`"${reference}"`);
        expect((await write(rendered, options, { failed, complete })).changes).toEqual([]);
      }
      await rm(root, { recursive: true });
    }),
    { numRuns: 60 },
  );
});

it('kustomize builds what is generated, and what is left when nothing is', async () => {
  const { kubectl } = await unpackTools();
  const tool = { command: path.join(kubectl, 'kubectl'), args: ['kustomize'], version: '0.0.0' };
  const tools: Tools = { helm: () => Promise.reject(new Error('not used')), kustomize: () => Promise.resolve(tool) };
  const root = await workTree();
  await write([source('apps/web', ['nginx:1']), source('data/db', ['postgres:17'])], optionsFor(root));
  const built = await buildKustomization(tools, path.join(root, outputPath));
  expect(built.match(/^ {2}name: .*$/gm)).toEqual(['  name: prepuller-web', '  name: prepuller-db']);
  expect(built.match(/^ {2}namespace: .*$/gm)).toEqual(['  namespace: apps', '  namespace: data']);
  await write([], optionsFor(root));
  expect(await buildKustomization(tools, path.join(root, outputPath))).toBe('');
});
