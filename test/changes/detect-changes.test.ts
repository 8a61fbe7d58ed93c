import '../support/isolate-git.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectChanges } from '../../src/changes/detect-changes.js';
import type { ChangeOptions } from '../../src/changes/options.js';
import type { RunEvent } from '../../src/event.js';
import { type CheckoutOptions, checkout, type Files, pushFiles } from '../support/checkout.js';
import { none } from '../support/event.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeAll(async () => {
  forge = await startForge();
  await pushFiles(forge, {
    'README.md': 'words\n',
    'apps/podinfo.yaml': 'kind: HelmRelease\n',
    'apps/old name.yaml': 'kind: HelmRelease\n# long enough to be found as a rename\n',
    'charts/own/templates/notes.txt': 'text\n',
    'infrastructure/prepullers/kustomization.yaml': 'resources: []\n',
  });
});
afterAll(() => forge.close());

function push(before: string, after: string): RunEvent {
  const { repository, url } = forge;
  const known = { repository, serverUrl: url, apiUrl: `${url}/api/v1`, isForgejo: true };
  return { name: 'push', ref: 'refs/heads/main', sha: after, before, after, ...known };
}

function detect(root: string, event: RunEvent, options: Partial<ChangeOptions> = {}) {
  const defaults = {
    outputPath: 'infrastructure/prepullers',
    watchPaths: [],
    token: '',
    check: false,
    commitChanges: false,
  };
  return detectChanges({ root, ...defaults, ...options }, event);
}

/** Pushes the files and asks whether that is relevant, in a fresh checkout. */
async function afterPush(files: Files, options: Partial<ChangeOptions> = {}, how: CheckoutOptions = { depth: 0 }) {
  const before = await forge.git('rev-parse', 'main');
  const after = await pushFiles(forge, files);
  return await detect(await checkout(forge, how), push(before, after), options);
}

describe('by default', () => {
  it.each<[string, Files]>([
    ['a manifest', { 'apps/podinfo.yaml': 'kind: HelmRelease # changed\n' }],
    ['a manifest that is removed', { 'apps/podinfo.yaml': null }],
    [
      'a rename away from YAML',
      { 'apps/old name.yaml': null, 'apps/old name.md': 'kind: HelmRelease\n# long enough\n' },
    ],
    ['a path with blanks and umlauts', { 'apps/sch\u00f6n "gr\u00fcn"/a b.yml': 'a: 1\n' }],
    ['a path with a line end', { 'apps/line\nend.yaml': 'a: 1\n' }],
    ['a hidden file', { '.config/values.yaml': 'a: 1\n' }],
    ['a file of a chart in the repository', { 'charts/own/templates/notes.txt': 'other\n' }],
    ['a file that kustomize makes variables of', { 'clusters/prod/versions.env': 'A=1\n' }],
    ['a kustomization without an ending', { 'apps/base/Kustomization': 'resources: []\n' }],
    ['the workflow', { '.forgejo/workflows/prepuller.yml': 'on: push\n' }],
    ['a manifest among others', { 'README.md': 'more\n', 'b.yaml': 'a: 1\n', 'z.txt': 'z\n' }],
  ])('%s is relevant', async (_what, files) => {
    const relevance = await afterPush(files);
    expect(relevance.relevant).toBe(true);
    expect(relevance.reason).toMatch(/^Relevant: [0-9a-f]{7}\.\.[0-9a-f]{7} changed ".+"\.$/);
  });

  it.each<[string, Files]>([
    ['a document', { 'README.md': `${Math.random()}\n` }],
    ['a generated file', { 'infrastructure/prepullers/kustomization.yaml': 'resources: [a.yaml]\n' }],
    ['a name that only begins like YAML', { 'apps/podinfo.yaml.txt': 'a\n' }],
    ['no file at all', {}],
  ])('%s is not relevant', async (_what, files) => {
    const relevance = await afterPush(files);
    expect(relevance.relevant).toBe(false);
    expect(relevance.reason).toMatch(/^Nothing to do: .* none of them under watch-paths\.$/);
  });

  it('a folder that only begins like the output is relevant', async () => {
    expect((await afterPush({ 'infrastructure/prepullers-own/a.yaml': `a: ${Math.random()}\n` })).relevant).toBe(true);
  });
});

describe('with watch-paths that only take out', () => {
  const watchPaths = ['!clusters/*/prepullers/**', '!**/*.json'];

  it.each<[string, Files, boolean]>([
    ['what they take out', { 'clusters/staging/prepullers/prepuller-web.yaml': 'a: 1\n' }, false],
    ['what they take out of what counts by default', { 'values.json': '{}\n' }, false],
    ['what else counts by default', { 'clusters/staging/web.yaml': 'a: 1\n', 'values.json': '{"a": 1}\n' }, true],
    ['what does not count by default', { 'clusters/staging/web.md': 'words\n' }, false],
  ])('%s', async (_, files, relevant) => {
    expect((await afterPush(files, { watchPaths })).relevant).toBe(relevant);
  });
});

describe('with watch-paths', () => {
  const watchPaths = ['clusters/**', '!clusters/**/*.md', 'clusters/important.md'];
  it.each<[string, boolean, Files]>([
    ['a file that a pattern matches', true, { 'clusters/prod/a.txt': 'a\n' }],
    ['a file that a later pattern takes out', false, { 'clusters/prod/a.md': 'a\n' }],
    ['a file that a still later pattern takes in', true, { 'clusters/important.md': 'a\n' }],
    ['a manifest elsewhere', false, { 'apps/watch.yaml': 'a: 1\n' }],
    ['the workflow, which is always relevant', true, { '.github/workflows/prepuller.yaml': 'on: push\n' }],
  ])('%s: %s', async (_what, relevant, files) => {
    expect((await afterPush(files, { watchPaths })).relevant).toBe(relevant);
  });

  it('generated files stay out even when a pattern matches them', async () => {
    const files = { 'infrastructure/prepullers/prepuller-a.yaml': 'a: 1\n' };
    expect((await afterPush(files, { watchPaths: ['**'] })).relevant).toBe(false);
  });
});

describe('in a shallow clone', () => {
  it('the one commit that is missing is fetched, and no more', async () => {
    const before = await forge.git('rev-parse', 'main');
    const after = await pushFiles(forge, { 'README.md': 'shallow\n' });
    const root = await checkout(forge);
    expect((await detect(root, push(before, after))).relevant).toBe(false);
    expect(await runGit(root, 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('a token serves when the checkout kept no credentials', async () => {
    const before = await forge.git('rev-parse', 'main');
    const after = await pushFiles(forge, { 'README.md': 'token\n' });
    const root = await checkout(forge, { persistCredentials: false });
    expect((await detect(root, push(before, after), { token: forge.token })).relevant).toBe(false);
    expect((await detect(await checkout(forge, { persistCredentials: false }), push(before, after))).reason).toMatch(
      /is not to be had/,
    );
  });

  it('a repository without a remote means a full run', async () => {
    const root = await checkout(forge);
    await runGit(root, 'remote', 'remove', 'origin');
    const after = await forge.git('rev-parse', 'main');
    expect((await detect(root, push('1'.repeat(40), after))).relevant).toBe(true);
  });

  it('a commit that is gone means a full run', async () => {
    const after = await forge.git('rev-parse', 'main');
    const relevance = await detect(await checkout(forge), push('1'.repeat(40), after));
    expect(relevance).toEqual({
      relevant: true,
      reason: 'A full run: the commit 1111111 before the push is not to be had.',
    });
  });
});

it('a merge is compared as a whole, whatever its commits are', async () => {
  const before = await forge.git('rev-parse', 'main');
  await forge.git('branch', 'topic', 'main');
  await pushFiles(forge, { 'apps/merged.yaml': 'a: 1\n' }, { branch: 'topic' });
  const root = await checkout(forge, { depth: 0 });
  await runGit(root, 'merge', '--quiet', '--no-ff', '--no-edit', 'origin/topic');
  await runGit(root, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  const after = await runGit(root, 'rev-parse', 'HEAD');
  expect((await detect(await checkout(forge), push(before, after))).reason).toContain('"apps/merged.yaml"');
});

it('more files than a payload lists are all looked at', async () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`docs/${index}.md`, `${index}\n`]));
  expect((await afterPush(many)).reason).toContain('changed 3000 files');
  expect((await afterPush({ ...many, 'docs/0.md': 'other\n', 'docs/zz.yaml': 'a: 1\n' })).relevant).toBe(true);
});

it('a force push in a whole clone is compared without making the clone shallow', async () => {
  const base = await forge.git('rev-parse', 'main');
  const before = await pushFiles(forge, { 'apps/gone.yaml': 'a: 1\n' });
  await forge.git('update-ref', 'refs/heads/main', base);
  const after = await pushFiles(forge, { 'README.md': 'force\n' });
  const root = await checkout(forge, { depth: 0 });
  expect((await detect(root, push(before, after))).reason).toMatch(/changed "apps\/gone.yaml"/);
  expect(await runGit(root, 'rev-parse', '--is-shallow-repository')).toBe('false');
});

it('in a working-directory below the top, what lies beside it is not relevant', async () => {
  const before = await forge.git('rev-parse', 'main');
  await pushFiles(forge, { 'gitops/README.md': 'x\n' });
  const beside = await pushFiles(forge, { 'beside/a.yaml': 'a: 1\n' });
  const inside = await pushFiles(forge, { 'gitops/a.yaml': 'a: 1\n' });
  const root = await checkout(forge, { depth: 0 });
  expect((await detect(`${root}/gitops`, push(before, beside))).relevant).toBe(false);
  expect((await detect(`${root}/gitops`, push(beside, inside))).reason).toContain('"gitops/a.yaml"');
});

it.each([
  'workflow_dispatch',
  'workflow_call',
  'repository_dispatch',
  'schedule',
  'release',
  'merge_group',
  'pull_request',
])('%s is always a full run', async (name) => {
  const event = { ...push(none, none), name };
  expect((await detect('/does/not/matter', event)).relevant).toBe(true);
});

it('a new branch is a full run, and a deleted one nothing', async () => {
  const sha = await forge.git('rev-parse', 'main');
  const { before, ...withoutBefore } = push(none, sha);
  expect((await detect('/does/not/matter', push(none, sha))).relevant).toBe(true);
  expect((await detect('/does/not/matter', withoutBefore)).relevant).toBe(true);
  expect((await detect('/does/not/matter', push(sha, none))).relevant).toBe(false);
});

it('a folder without a repository is an error', async () => {
  await expect(detect('/', push('1'.repeat(40), '2'.repeat(40)))).rejects.toThrow('is in no git repository');
});
