import '../support/isolate-git.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkout, type Files, pushFiles, writeFiles } from '../support/checkout.js';
import { commitOptions, generated, output, pushEvent, runUntilPublished } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n', 'notes.md': 'notes\n' });
});
afterEach(() => forge.close());

const file = `${output}/prepuller-podinfo.yaml`;

describe('commit-to-pull-request', () => {
  /** A topic branch that changes a chart, as an update bot pushes it; gives the event of its pull request. */
  async function openTopic(files: Files = { 'apps/podinfo.yaml': 'podinfo:2\n' }) {
    await forge.git('branch', 'topic', 'main');
    const headSha = await pushFiles(forge, files, { branch: 'topic' });
    const pullRequest = {
      number: 7,
      headBranch: 'topic',
      baseBranch: 'main',
      headSha,
      headRepository: forge.repository,
    };
    return await pushEvent(forge, { name: 'pull_request', ref: 'refs/pull/7/merge', pullRequest });
  }

  /** The merge that forges make of a pull request, and that is checked out by default. */
  async function mergeRef(): Promise<string> {
    const root = await checkout(forge, { depth: 0 });
    await runGit(root, 'checkout', '--quiet', '--detach', 'origin/main');
    await runGit(root, 'merge', '--quiet', '--no-ff', '--no-edit', 'origin/topic');
    await runGit(root, 'push', '--quiet', 'origin', 'HEAD:refs/pull/7/merge');
    return await runGit(root, 'rev-parse', 'HEAD');
  }

  it('adds the commit to the head branch when that is checked out', async () => {
    const event = await openTopic();
    const root = await checkout(forge, { ref: 'refs/heads/topic' });
    const result = await runUntilPublished(commitOptions(root, { commitToPullRequest: true }), event);
    expect(result).toEqual({ kind: 'pushed', sha: await forge.git('rev-parse', 'topic'), branch: 'topic' });
    expect(await forge.git('rev-parse', 'topic^')).toBe(event.pullRequest?.headSha);
    expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'topic'));
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it.each([1, 0])('adds it to the head branch when the merge is checked out (fetch-depth %i)', async (depth) => {
    const event = await openTopic();
    await pushFiles(forge, { 'notes.md': 'main goes on\n' });
    const merge = await mergeRef();
    const root = await checkout(forge, { ref: 'refs/pull/7/merge', depth });
    expect((await runUntilPublished(commitOptions(root, { commitToPullRequest: true }), event)).kind).toBe('pushed');
    expect(await forge.git('rev-parse', 'topic^')).toBe(event.pullRequest?.headSha);
    expect(await forge.git('diff', '--name-only', 'topic^', 'topic')).toBe(file);
    expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(merge);
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('generates from the head branch alone when the base has other manifests', async () => {
    const event = await openTopic();
    await pushFiles(forge, {
      'apps/redis.yaml': 'redis:7\n',
      [`${output}/prepuller-redis.yaml`]: generated('redis:7'),
    });
    await mergeRef();
    const root = await checkout(forge, { ref: 'refs/pull/7/merge' });
    expect((await runUntilPublished(commitOptions(root, { commitToPullRequest: true }), event)).kind).toBe('pushed');
    expect(await forge.git('ls-tree', '--name-only', 'topic', `${output}/`)).toBe(file);
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('does the same with publish: pull-request, for there is a pull request already', async () => {
    const event = await openTopic();
    const root = await checkout(forge, { ref: 'refs/heads/topic' });
    const options = commitOptions(root, { commitToPullRequest: true, publish: 'pull-request' });
    expect(await runUntilPublished(options, event)).toMatchObject({ kind: 'pushed', branch: 'topic' });
    expect(forge.pulls).toEqual([]);
  });

  it('changes nothing when the pull request needs nothing', async () => {
    await pushFiles(forge, { [file]: generated('podinfo:1') });
    const event = await openTopic({ 'notes.md': 'only words\n' });
    const root = await checkout(forge, { ref: 'refs/heads/topic' });
    await writeFiles(root, { 'mine.txt': 'left alone\n' });
    const result = await runUntilPublished(commitOptions(root, { commitToPullRequest: true }), event);
    expect(result).toEqual({ kind: 'unchanged' });
    expect(await runGit(root, 'status', '--porcelain')).toBe('?? mine.txt');
  });
});
