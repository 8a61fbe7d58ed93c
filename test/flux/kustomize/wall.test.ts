import { symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { openRepository } from '../../../src/flux/files/repository.js';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { config, furtherWays, type Loot, measuredWays } from './hostile.js';

const loot: Loot = { secret: '/srv/secret', checkout: '/srv/checkout', url: 'http://127.0.0.1:8080/secret' };

async function write(files: Files): Promise<string> {
  const root = await temporaryFolder('wall');
  await writeFiles(root, { 'apps/config.yaml': config, ...files });
  return root;
}

function faultsOf(root: string) {
  const { faults } = openRepository({ root, outputPath: 'out' }).kustomizations.graphOf('apps');
  return faults.map(({ message, place }) => ({
    message,
    place: [place?.file, place?.line].filter((part) => part !== undefined).join(':'),
  }));
}

describe('A kustomization is refused, with file and line, for', () => {
  it.each([...measuredWays(loot), ...furtherWays(loot)])('$about', async ({ files, place }) => {
    const faults = faultsOf(await write(files));
    expect(faults[0]?.message).toContain('not built');
    expect(faults.map((fault) => fault.place)).toContain(place);
  });

  it('a link out of the repository', async () => {
    const root = await write({ 'apps/kustomization.yaml': 'configMapGenerator: [{name: x, files: [link]}]\n' });
    await symlink('/etc/hostname', path.join(root, 'apps/link'));
    expect(faultsOf(root)).toMatchObject([{ place: 'apps/kustomization.yaml:1' }]);
  });

  it('a pipe', async () => {
    const root = await write({ 'apps/kustomization.yaml': 'resources:\n  - config.yaml\n  - pipe.yaml\n' });
    await execa('mkfifo', [path.join(root, 'apps/pipe.yaml')]);
    expect(faultsOf(root)).toEqual([
      {
        message: 'The kustomization is not built: apps/pipe.yaml is neither a file nor a folder.',
        place: 'apps/kustomization.yaml:3',
      },
    ]);
  });

  it('a pipe in a folder that has no kustomization', async () => {
    const root = await write({});
    await execa('mkfifo', [path.join(root, 'apps/pipe.yaml')]);
    expect(faultsOf(root)).toMatchObject([{ place: 'apps/pipe.yaml' }]);
  });

  it('a file that is larger than any ConfigMap', async () => {
    const root = await write({ 'apps/kustomization.yaml': 'configMapGenerator:\n  - {name: x, files: [large]}\n' });
    await writeFile(path.join(root, 'apps/large'), '');
    await truncate(path.join(root, 'apps/large'), 2 ** 33);
    expect(faultsOf(root)).toEqual([
      {
        message: 'The kustomization is not built: apps/large is larger than 16 MiB.',
        place: 'apps/kustomization.yaml:2',
      },
    ]);
  });

  it.each([
    ['call stack', '['.repeat(100_000)],
    ['longer than any', `# ${'x'.repeat(2 ** 20)}`],
    [
      'alias',
      `a: &a [x]\n${[...Array(12)].map((_, n) => `b${n}: &b${n} [${Array(10).fill(n ? `*b${n - 1}` : '*a')}]`).join('\n')}`,
    ],
  ])('a kustomization that asks for too much: %s', async (reason, text) => {
    const [fault] = faultsOf(await write({ 'apps/kustomization.yaml': text }));
    expect(fault?.message).toContain(reason);
    expect(fault?.place).toMatch(/^apps\/kustomization\.yaml/);
  });

  it('a kustomization that is a pipe', async () => {
    const root = await write({});
    await execa('mkfifo', [path.join(root, 'apps/kustomization.yaml')]);
    expect(faultsOf(root)).toMatchObject([{ place: 'apps/kustomization.yaml' }]);
  });
});

it('A field that kustomize would take for another is said with the right spelling', async () => {
  const root = await write({ 'apps/kustomization.yaml': 'ConfigMapGenerator: []\n' });
  expect(faultsOf(root)[0]?.message).toBe(
    'The kustomization is not built: it has the field "ConfigMapGenerator", which is not known here; if configMapGenerator is meant, write it exactly so.',
  );
});
