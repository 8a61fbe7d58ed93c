import '../support/isolate-git.js';
import { readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSource } from '../../src/git/open-source.js';
import type { CommitOptions } from '../../src/git/options.js';
import {
  type CheckoutOptions,
  checkout,
  type Files,
  pushFiles,
  temporaryFolder,
  writeFiles,
} from '../support/checkout.js';
import { commit, commitOptions, generated, generateFromManifests, output, pushEvent } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  vi.stubEnv('RUNNER_TEMP', await temporaryFolder('runner'));
  await pushFiles(forge, {
    'apps/podinfo.yaml': 'podinfo:1\n',
    'docs/guide.md': 'words\n',
    [`${output}/prepuller-podinfo.yaml`]: generated('podinfo:0'),
    [`${output}/prepuller-gone.yaml`]: generated('gone'),
  });
});
afterEach(async () => {
  expect(await readdir(process.env.RUNNER_TEMP ?? '')).toEqual([]);
  vi.unstubAllEnvs();
  await forge.close();
});

const races = [
  ['without a race', {}],
  ['in a race that changes nothing relevant', { 'notes.md': 'a race\n' }],
  ['in a race that changes a manifest', { 'apps/redis.yaml': 'redis:7\n' }],
] as const;

/** Runs until the commit is published; a colleague pushes the files before the first one. */
async function run(root: string, colleague: Files, overrides: Partial<CommitOptions> = {}) {
  const options = commitOptions(root, overrides);
  const event = await pushEvent(forge);
  let source = await openSource(options);
  for (let round = 0; ; round += 1) {
    const changes = await generateFromManifests(source.root, output);
    if (round === 0 && Object.keys(colleague).length > 0) await pushFiles(forge, colleague);
    const result = await commit(changes, options, event, source);
    if (result.kind !== 'superseded') return result;
    source = result;
  }
}

/** The generated files of main: those of every manifest there, and no other. */
async function expectGenerated(texts: Record<string, string>): Promise<void> {
  const files = await forge.git('ls-tree', '--name-only', 'main', `${output}/`);
  expect(files.split('\n').map((file) => path.basename(file))).toEqual(Object.keys(texts).sort());
  for (const [name, text] of Object.entries(texts)) {
    expect(await forge.git('show', `main:${output}/${name}`)).toBe(generated(text).trim());
  }
}

const ofRace = (colleague: Files) => ('apps/redis.yaml' in colleague ? { 'prepuller-redis.yaml': 'redis:7' } : {});

describe.each(races)('%s', (_race, colleague) => {
  it.each<[string, readonly string[]]>([
    ['neither', ['docs']],
    ['the manifests alone', ['apps']],
    ['the output folder alone', [output]],
    ['both', ['apps', output]],
  ])('a sparse checkout that holds %s gives what a whole one does', async (_what, sparse) => {
    const root = await checkout(forge, { sparse });
    expect((await run(root, colleague)).kind).toBe('pushed');
    await expectGenerated({ 'prepuller-podinfo.yaml': 'podinfo:1', ...ofRace(colleague) });
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
    expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'main'));
  });

  it.each<[string, CheckoutOptions]>([
    ['a partial clone', {}],
    ['a partial, sparse clone', { sparse: ['docs'] }],
    ['a whole partial clone', { depth: 0 }],
  ])('%s without kept credentials works with `token`', async (_what, how) => {
    const root = await checkout(forge, { partial: true, persistCredentials: false, ...how });
    expect((await run(root, colleague, { token: forge.token })).kind).toBe('pushed');
    await expectGenerated({ 'prepuller-podinfo.yaml': 'podinfo:1', ...ofRace(colleague) });
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('what a step before made of the checkout counts', async () => {
    const root = await checkout(forge);
    await writeFiles(root, { 'apps/podinfo.yaml': 'podinfo:prepared\n', 'apps/new.yaml': 'new:1\n' });
    await writeFiles(root, { '.git/info/exclude': 'apps/hidden.yaml\n', 'apps/hidden.yaml': 'hidden:1\n' });
    const before = await runGit(root, 'status', '--porcelain');
    expect((await run(root, colleague)).kind).toBe('pushed');
    await expectGenerated({
      'prepuller-hidden.yaml': 'hidden:1',
      'prepuller-new.yaml': 'new:1',
      'prepuller-podinfo.yaml': 'podinfo:prepared',
      ...ofRace(colleague),
    });
    expect(await forge.git('show', 'main:apps/podinfo.yaml')).toBe('podinfo:1');
    expect(await runGit(root, 'status', '--porcelain')).toBe(before);
  });

  it('what a step before has removed is gone', async () => {
    await pushFiles(forge, { 'apps/old.yaml': 'old:1\n' });
    const root = await checkout(forge);
    await writeFiles(root, { 'apps/old.yaml': null });
    expect((await run(root, colleague)).kind).toBe('pushed');
    await expectGenerated({ 'prepuller-podinfo.yaml': 'podinfo:1', ...ofRace(colleague) });
  });

  it('a submodule is there', async () => {
    const { root } = await withSubmodule();
    await run(root, colleague);
    await expectGenerated({
      'prepuller-podinfo.yaml': 'podinfo:1',
      'prepuller-library.yaml': 'library:1',
      ...ofRace(colleague),
    });
  });
});

/** A repository whose submodule has a manifest, which a link brings among the others. */
async function withSubmodule() {
  const library = await temporaryFolder('library');
  await runGit(library, 'init', '--quiet', '--initial-branch=main');
  await runGit(library, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  await commitIn(library, { 'library.yaml': 'library:1\n' });
  const author = await checkout(forge);
  await runGit(author, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'modules/library');
  await symlink('../modules/library/library.yaml', path.join(author, 'apps/library.yaml'));
  await runGit(author, 'add', '--all');
  await runGit(author, 'commit', '--quiet', '--message=Add a submodule');
  await runGit(author, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  const root = await checkout(forge);
  await runGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init');
  return { library, author, root };
}

async function commitIn(folder: string, files: Files): Promise<void> {
  await writeFiles(folder, files);
  await runGit(folder, 'add', '--all');
  await runGit(folder, 'commit', '--quiet', '--message=Change');
}

/** Brings the submodule of main to what the library now has. */
async function moveSubmodule({ author, library }: { author: string; library: string }): Promise<void> {
  await commitIn(library, { 'library.yaml': 'library:2\n' });
  await runGit(
    path.join(author, 'modules/library'),
    '-c',
    'protocol.file.allow=always',
    'pull',
    '--quiet',
    library,
    'main',
  );
  await runGit(author, 'commit', '--quiet', '--all', '--message=Update the submodule');
  await runGit(author, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
}

it('a submodule that a race moves is fetched', async () => {
  const place = await withSubmodule();
  vi.stubEnv('GIT_ALLOW_PROTOCOL', 'file:http');
  const options = commitOptions(place.root);
  const event = await pushEvent(forge);
  const source = await openSource(options);
  const changes = await generateFromManifests(source.root, output);
  await moveSubmodule(place);
  const result = await commit(changes, options, event, source);
  if (result.kind !== 'superseded') throw new Error(result.kind);
  const again = await generateFromManifests(result.root, output);
  expect((await commit(again, options, event, result)).kind).toBe('pushed');
  await expectGenerated({ 'prepuller-podinfo.yaml': 'podinfo:1', 'prepuller-library.yaml': 'library:2' });
});

it('a submodule that a race moves and that is not to be had is named', async () => {
  const place = await withSubmodule();
  const options = commitOptions(place.root);
  const event = await pushEvent(forge);
  const source = await openSource(options);
  const changes = await generateFromManifests(source.root, output);
  await moveSubmodule(place);
  await runGit(path.join(place.root, 'modules/library'), 'remote', 'set-url', 'origin', '/does/not/exist');
  await expect(commit(changes, options, event, source)).rejects.toThrow(
    /now has the submodule modules\/library at [0-9a-f]{7}, which cannot be fetched here: run this workflow again/,
  );
});

it('a file that a step before changed, and the branch as well, is for the next run', async () => {
  const root = await checkout(forge);
  await writeFiles(root, { 'apps/podinfo.yaml': 'podinfo:prepared\n' });
  await expect(run(root, { 'apps/podinfo.yaml': 'podinfo:2\n' })).rejects.toThrow(
    'A step before this one changed apps/podinfo.yaml, and so did the branch in the meantime: run this workflow again.',
  );
});

it('a sparse checkout is refused where the files are to be written into it', async () => {
  const root = await checkout(forge, { sparse: ['apps'] });
  await expect(openSource(commitOptions(root, { commitChanges: false }))).rejects.toThrow(
    `The checkout leaves out 3 of the files in Git, such as docs/guide.md`,
  );
});

it('a sparse checkout is compared as a whole in check mode, and stays as it is', async () => {
  const root = await checkout(forge, { sparse: ['docs'] });
  const options = commitOptions(root, { check: true });
  const source = await openSource(options);
  expect((await readdir(source.root)).sort()).toEqual(['apps', 'docs', 'infrastructure']);
  expect(await commit([], options, await pushEvent(forge), source)).toEqual({ kind: 'checked' });
  expect((await readdir(root)).sort()).toEqual(['.git', 'docs']);
});
