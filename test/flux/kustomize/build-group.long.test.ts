import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { openRepository, type Repository } from '../../../src/flux/files/repository.js';
import { temporaryFolder } from '../../support/checkout.js';
import { useKubectl } from '../repository.js';
import { buildAll, buildOneByOne, isGroupableIn, type Member } from './together.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/flux', import.meta.url));

/** All repositories of the fixtures in one, and each of its folders with manifests in a namespace or in none. */
async function allFixtures(): Promise<{ repository: Repository; members: Member[] }> {
  const root = await temporaryFolder('fixtures');
  for (const name of readdirSync(fixtures)) {
    cpSync(path.join(fixtures, name, 'repository'), path.join(root, name), { recursive: true, verbatimSymlinks: true });
  }
  const repository = openRepository({ root, outputPath: 'out' });
  const folders = [...new Set(repository.files.all.map((file) => path.posix.dirname(file)))].sort();
  const namespaces = ['apps', 'default', 'flux-system', undefined];
  const members = folders.map((folder, index) => {
    const targetNamespace = namespaces[index % namespaces.length];
    return { folder, spec: targetNamespace === undefined ? {} : { targetNamespace } };
  });
  return { repository, members };
}

let all: Awaited<ReturnType<typeof allFixtures>>;
let alone: Awaited<ReturnType<typeof buildOneByOne>>;

beforeAll(async () => {
  await useKubectl();
  all = await allFixtures();
  alone = await buildOneByOne(all.repository, all.members);
}, 600_000);

it('Every folder of the fixtures comes out of a group as it does alone', async () => {
  const { repository, members } = all;
  expect(members.filter((member) => isGroupableIn(repository, member)).length).toBeGreaterThan(50);
  expect(await buildAll(repository, members)).toEqual(alone);
});

it('So does every folder of any of them together', async () => {
  const { repository, members } = all;
  const chosen = fc.uniqueArray(fc.nat(members.length - 1), { minLength: 2, maxLength: 25 });
  const property = fc.asyncProperty(chosen, async (indices) => {
    const some = indices.flatMap((index) => members[index] ?? []);
    expect(await buildAll(repository, some)).toEqual(indices.map((index) => alone[index]));
  });
  await fc.assert(property, { numRuns: 25, endOnFailure: true });
}, 600_000);
