import '../support/isolate-git.js';
import { expect, it } from 'vitest';
import type { CommitOptions } from '../../src/git/options.js';
import { checkout, type Files, pushFiles, writeFiles } from '../support/checkout.js';
import {
  commit,
  commitOptions,
  generated,
  generateFromManifests,
  output,
  pushEvent,
  runUntilPublished,
} from '../support/commit.js';
import { type Forge, runGit } from '../support/forge.js';
import { eachOnItsOwnForge, expectClean } from './race-support.js';

let forge: Forge;

eachOnItsOwnForge((started) => {
  forge = started;
});

async function show(path: string): Promise<string> {
  return await forge.git('show', `main:${path}`);
}

/** A run up to its commit, during which a colleague pushes. */
async function raceAgainst(files: Files, how: { depth?: number } = {}, options: Partial<CommitOptions> = {}) {
  const root = await checkout(forge, how);
  const all = commitOptions(root, options);
  const event = await pushEvent(forge);
  const changes = await generateFromManifests(root, output);
  const colleague = await pushFiles(forge, files);
  return { root, colleague, event, options: all, result: await commit(changes, all, event) };
}

/** The colleague's files make the run start again on the new tip, which ends as if it had been there from the first. */
async function expectRerun(files: Files): Promise<void> {
  const { result, options, event } = await raceAgainst(files);
  if (result.kind !== 'superseded') throw new Error(`not superseded but ${result.kind}`);
  const changes = await generateFromManifests(result.root, output);
  const again = await commit(changes, { ...options, root: result.root }, event, result);
  expect(again.kind).toBe('pushed');
  expect(await forge.git('ls-tree', '--name-only', 'main', `${output}/`)).toBe(`${output}/prepuller-podinfo.yaml`);
  expect(await show(`${output}/prepuller-podinfo.yaml`)).toBe(generated('podinfo:1').trim());
}

it.each([{ depth: 1 }, { depth: 0 }])('puts the commit on a tip that changed nothing relevant (%o)', async (how) => {
  const { root, colleague, result } = await raceAgainst({ 'notes.md': 'other notes\n' }, how);
  const tip = await forge.git('rev-parse', 'main');
  expect(result).toEqual({ kind: 'pushed', sha: tip, branch: 'main' });
  expect(await forge.git('rev-parse', 'main^')).toBe(colleague);
  expect(await show(`${output}/prepuller-podinfo.yaml`)).toBe(generated('podinfo:1').trim());
  expect(await show('notes.md')).toBe('other notes');
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(tip);
  await expectClean(root);
});

it.each([{ depth: 1 }, { depth: 0 }])('runs again on a tip that changed what the run was made of (%o)', async (how) => {
  const { root, colleague, event, options, result } = await raceAgainst({ 'apps/redis.yaml': 'redis:7\n' }, how);
  if (result.kind !== 'superseded') throw new Error(`not superseded but ${result.kind}`);
  expect(await forge.git('rev-parse', 'main')).toBe(colleague);
  await expectClean(root);

  const changes = await generateFromManifests(result.root, output);
  const again = await commit(changes, { ...options, root: result.root }, event, result);
  const tip = await forge.git('rev-parse', 'main');
  expect(again).toEqual({ kind: 'pushed', sha: tip, branch: 'main' });
  expect(await forge.git('rev-parse', 'main^')).toBe(colleague);
  expect(await show(`${output}/prepuller-redis.yaml`)).toBe(generated('redis:7').trim());
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(tip);
  await expectClean(root);
});

it('makes no second commit when another run has published the same', async () => {
  const twin = { [`${output}/prepuller-podinfo.yaml`]: generated('podinfo:1') };
  const { root, colleague, result } = await raceAgainst(twin);
  expect(result).toEqual({ kind: 'unchanged' });
  expect(await forge.git('rev-parse', 'main')).toBe(colleague);
  await expectClean(root);
});

it('runs again when the output folder was changed to something else', async () => {
  await expectRerun({ [`${output}/prepuller-podinfo.yaml`]: generated('podinfo:0') });
});

it('runs again when a file was generated that this run does not know', async () => {
  await expectRerun({ [`${output}/prepuller-other.yaml`]: generated('other:1') });
});

it('leaves a checkout with work in the way on its commit, as it was', async () => {
  const root = await checkout(forge);
  await writeFiles(root, { 'notes.md': 'my own notes\n', 'new.md': 'untracked\n' });
  const head = await runGit(root, 'rev-parse', 'HEAD');
  const before = await runGit(root, 'status', '--porcelain');
  const changes = await generateFromManifests(root, output);
  await pushFiles(forge, { 'notes.md': 'other notes\n', 'new.md': 'in the way\n' });
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(head);
  expect(await runGit(root, 'status', '--porcelain')).toBe(before);
});

it('does not publish commits of the checkout that are not its own', async () => {
  const root = await checkout(forge);
  await writeFiles(root, { 'local.md': 'not pushed\n' });
  await runGit(root, 'add', 'local.md');
  await runGit(root, 'commit', '--quiet', '--message=Local');
  const local = await runGit(root, 'rev-parse', 'HEAD');
  expect((await runUntilPublished(commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await forge.git('ls-tree', '-r', '--name-only', 'main')).not.toContain('local.md');
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(local);
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('does not bring a deleted branch back', async () => {
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' }, { branch: 'feature' });
  const root = await checkout(forge, { ref: 'refs/heads/feature' });
  const event = await pushEvent(forge, { ref: 'refs/heads/feature' });
  await forge.git('branch', '-D', 'feature');
  await expect(runUntilPublished(commitOptions(root), event)).rejects.toThrow('The branch feature is gone');
  expect(await forge.git('branch', '--list', 'feature')).toBe('');
  await expectClean(root);
});

it('runs on the tip when the branch was forced to something else, and leaves the checkout where it was', async () => {
  const first = await forge.git('rev-parse', 'main');
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
  const root = await checkout(forge);
  const event = await pushEvent(forge);
  const head = await runGit(root, 'rev-parse', 'HEAD');
  await forge.git('update-ref', 'refs/heads/main', first);
  expect((await runUntilPublished(commitOptions(root), event)).kind).toBe('pushed');
  expect(await show(`${output}/prepuller-podinfo.yaml`)).toBe(generated('podinfo:1').trim());
  expect(await forge.git('rev-parse', 'main^')).toBe(first);
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(head);
  await expectClean(root);
});

it('takes a push for done whose answer was lost', async () => {
  const root = await checkout(forge);
  // The forge accepts the push, then closes the connection.
  forge.breakNext('git-receive-pack');
  expect((await runUntilPublished(commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await forge.git('rev-list', '--count', 'main')).toBe('2');
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'main'));
  await expectClean(root);
});
