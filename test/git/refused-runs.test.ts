import '../support/isolate-git.js';
import { chmod, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/event.js';
import { checkout, pushFiles, writeFiles } from '../support/checkout.js';
import { commit, commitOptions, generateFromManifests, output, pushEvent } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n' });
  vi.spyOn(Math, 'random').mockReturnValue(0.01);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await forge.close();
});

/** Runs and expects a refusal, after which checkout and origin are as before. */
async function expectRefusal(message: string | RegExp, event: Partial<RunEvent> = {}, overrides = {}) {
  const root = await checkout(forge);
  const tip = await forge.git('rev-parse', 'main');
  const all = await pushEvent(forge, event);
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root, overrides), all)).rejects.toThrow(message);
  expect(await forge.git('rev-parse', 'main')).toBe(tip);
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
  return root;
}

const head = { number: 7, headBranch: 'topic', baseBranch: 'main', headSha: 'a'.repeat(40) };

it.each<[string, string, Partial<RunEvent>, object]>([
  ['a tag', 'refs/tags/v1 is a tag', { ref: 'refs/tags/v1' }, {}],
  [
    'a release',
    'start this workflow on pushes to a branch, not on releases',
    { name: 'release', ref: 'refs/tags/v1' },
    {},
  ],
  [
    'a branch of a merge queue',
    'set check: true for this event',
    { name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' },
    {},
  ],
  [
    'a push to such a branch',
    'A branch of a merge queue is never pushed to',
    { ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' },
    {},
  ],
  ['a ref of a pull request', 'refs/pull/7/merge is no branch', { ref: 'refs/pull/7/merge' }, {}],
  ['a branch name that git would misread', 'has a name that git refuses', { ref: 'refs/heads/a:b' }, {}],
  [
    'a pull request without leave',
    'Pull request #7 is not committed to: set check: true to compare only, or commit-to-pull-request: true.',
    { pullRequest: { ...head, headRepository: 'fleet/cluster' } },
    {},
  ],
  [
    'a fork',
    'Pull request #7 comes from someone/cluster, and a fork is never pushed to: set check: true',
    { pullRequest: { ...head, headRepository: 'someone/cluster' } },
    { commitToPullRequest: true },
  ],
  [
    'a pull request that no branch stands behind',
    'Pull request #7 was pushed to refs/for/..., so it has no branch to commit to: set check: true',
    { pullRequest: { ...head, headBranch: 'refs/pull/7/head', headRepository: 'fleet/cluster' } },
    { commitToPullRequest: true },
  ],
  [
    'a fork that was deleted',
    'Pull request #7 comes from a fork that was deleted',
    { pullRequest: { ...head, headRepository: '' } },
    { commitToPullRequest: true },
  ],
  [
    'a head branch that git would take for an option',
    'has a name that git refuses',
    { pullRequest: { ...head, headBranch: '--force', headRepository: 'fleet/cluster' } },
    { commitToPullRequest: true },
  ],
])('refuses %s without asking the forge', async (_what, message, event, overrides) => {
  await expectRefusal(message, event, overrides);
  expect(forge.requests.some(({ url }) => url.includes('git-receive-pack'))).toBe(false);
});

it('names a protected branch and the way out, and does not try again', async () => {
  await forge.hook('pre-receive', 'echo "Forgejo: Not allowed to push to protected branch main" >&2; exit 1');
  const root = await expectRefusal(/refuses the push to main .* publish: pull-request/);
  expect(forge.requests.filter(({ method, url }) => method === 'POST' && url.includes('receive-pack'))).toHaveLength(1);
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'main'));
});

it('names credentials that have expired', async () => {
  const root = await checkout(forge);
  forge.expireToken();
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow(
    /does not accept the credentials/,
  );
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('names a repository that is gone', async () => {
  const root = await checkout(forge);
  const event = await pushEvent(forge);
  await rm(forge.bare, { recursive: true });
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), event)).rejects.toThrow(/knows no such repository/);
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('names a forge that cannot be reached, after some tries', async () => {
  const root = await checkout(forge);
  const event = await pushEvent(forge);
  await runGit(root, 'remote', 'set-url', 'origin', 'http://127.0.0.1:9/fleet/cluster');
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), event)).rejects.toThrow('The forge cannot be reached.');
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('names a repository without a remote', async () => {
  const root = await checkout(forge);
  await runGit(root, 'remote', 'remove', 'origin');
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow(
    'The repository has no remote to push to.',
  );
});

it('passes over a forge that is busy for a moment', async () => {
  const root = await checkout(forge);
  forge.failNext(2);
  const changes = await generateFromManifests(root, output);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
});

it('deepens once for a server that takes no push from a shallow clone', async () => {
  await pushFiles(forge, { 'notes.md': 'a second commit\n' });
  const root = await checkout(forge);
  await forge.refuseOnce('shallow update not allowed');
  const changes = await generateFromManifests(root, output);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await runGit(root, 'rev-parse', '--is-shallow-repository')).toBe('false');
  expect(await runGit(root, 'rev-list', '--count', 'HEAD')).toBe('3');
});

it.each(['schedule', 'workflow_call', 'repository_dispatch'])('commits to the branch of %s', async (name) => {
  const root = await checkout(forge);
  const changes = await generateFromManifests(root, output);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge, { name }))).kind).toBe('pushed');
});

/** How often a push was tried at the forge. */
function pushes(): number {
  return forge.requests.filter(({ method, url }) => method === 'POST' && url.includes('receive-pack')).length;
}

it('names a hook of the checkout that refuses the push, and does not try again', async () => {
  const root = await checkout(forge);
  await writeFiles(root, { '.git/hooks/pre-push': '#!/bin/sh\necho run >> hook-ran\nexit 1\n' });
  await chmod(path.join(root, '.git/hooks/pre-push'), 0o755);
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow(
    'A hook of this checkout (`pre-push`) refuses the push to main',
  );
  expect(await readFile(path.join(root, 'hook-ran'), 'utf8')).toBe('run\n');
  expect(pushes()).toBe(0);
});

it('ends on the pushed commit or as before when a hook of the checkout refuses to move HEAD', async () => {
  const root = await checkout(forge);
  await writeFiles(root, {
    '.git/hooks/reference-transaction': '#!/bin/sh\ntest "$1" != prepared || ! grep -q " HEAD$"\n',
  });
  await chmod(path.join(root, '.git/hooks/reference-transaction'), 0o755);
  const changes = await generateFromManifests(root, output);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('names push options that the forge does not take', async () => {
  const root = await checkout(forge);
  await runGit(root, 'config', 'push.pushOption', 'ci.skip');
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow('has push.pushOption');
  expect(pushes()).toBe(0);
});

it('uses the token also where url.insteadOf sends git to another URL', async () => {
  const root = await checkout(forge, { persistCredentials: false });
  await runGit(root, 'remote', 'set-url', 'origin', 'https://forge.example.com/fleet/cluster');
  await runGit(root, 'config', `url.${forge.url}/.insteadOf`, 'https://forge.example.com/');
  const changes = await generateFromManifests(root, output);
  const options = commitOptions(root, { token: forge.token });
  expect((await commit(changes, options, await pushEvent(forge))).kind).toBe('pushed');
});

it('names the setting that sends git to another URL when that is refused', async () => {
  const root = await checkout(forge, { persistCredentials: false });
  await runGit(root, 'remote', 'set-url', 'origin', 'https://forge.example.com/fleet/cluster');
  await runGit(root, 'config', `url.${forge.url}/.insteadOf`, 'https://forge.example.com/');
  const changes = await generateFromManifests(root, output);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow(
    /does not accept the credentials: .* The setting url\.http:\S+\.insteadof sends git to another URL\./,
  );
});
