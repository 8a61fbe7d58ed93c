import { expect, it } from 'vitest';
import { namespaceDeclarations } from '../../src/flux/declared-namespaces.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { discover, helmRelease, helmRepository } from './repository.js';

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`;

async function declarationsIn(files: Files) {
  const root = await temporaryFolder('namespaces');
  await writeFiles(root, files);
  return namespaceDeclarations({ root, outputPath: 'infrastructure/prepullers' });
}

it('tells which namespaces the files declare', async () => {
  const isDeclared = await declarationsIn({
    'namespaces.yaml': `${namespace('one')}---\n{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "two"}}\n`,
    'other.yaml': namespace('three').replace('v1', 'example.com/v1'),
  });
  expect(['one', 'two', 'three', 'default'].map(isDeclared)).toEqual([true, true, false, true]);
});

it('takes a name that is put together from variables for any', async () => {
  expect((await declarationsIn({ 'namespace.yaml': namespace("'${TEAM}-web'") }))('shop-web')).toBe(true);
});

it('is told which releases create theirs', async () => {
  const { releases } = await discover({
    'apps/source.yaml': helmRepository,
    'apps/web.yaml': helmRelease('web', { spec: 'install: {createNamespace: true}\n' }),
    'apps/shop.yaml': helmRelease('shop'),
  });
  expect(releases.map(({ id, createsNamespace }) => [id.name, createsNamespace])).toEqual([
    ['shop', undefined],
    ['web', true],
  ]);
});
