import '../support/isolate-git.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommitOptions } from '../../src/git/options.js';
import { checkout, type Files, pushFiles, writeFiles } from '../support/checkout.js';
import { commitOptions, generated, output, pushEvent, runUntilPublished } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n', 'notes.md': 'notes\n' });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await forge.close();
});

const file = `${output}/prepuller-podinfo.yaml`;

async function propose(overrides: Partial<CommitOptions> = {}, root?: string) {
  const options = { publish: 'pull-request', token: forge.token, ...overrides } as const;
  return await runUntilPublished(commitOptions(root ?? (await checkout(forge)), options), await pushEvent(forge));
}

describe('publish: pull-request', () => {
  it('opens one with one commit on a branch of its own, and leaves branch and checkout alone', async () => {
    const tip = await forge.git('rev-parse', 'main');
    const root = await checkout(forge);
    const result = await propose({}, root);
    expect(result).toEqual({
      kind: 'pull-request',
      sha: await forge.git('rev-parse', 'prepuller/main'),
      branch: 'prepuller/main',
      url: `${forge.url}/${forge.repository}/pulls/1`,
    });
    expect(await forge.git('rev-parse', 'main', 'prepuller/main^')).toBe(`${tip}\n${tip}`);
    expect(await forge.git('show', `prepuller/main:${file}`)).toBe(generated('podinfo:1').trim());
    expect(forge.pulls).toMatchObject([
      {
        state: 'open',
        title: 'chore: update prepuller images',
        head: { ref: 'prepuller/main' },
        base: { ref: 'main' },
      },
    ]);
    expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(tip);
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('pushes nothing new when the pull request holds the same already', async () => {
    const first = await propose();
    expect(await propose()).toEqual(first);
    expect(forge.pulls).toHaveLength(1);
    expect(await forge.git('rev-list', '--count', 'main..prepuller/main')).toBe('1');
  });

  it('brings the same pull request up to date, on the new tip', async () => {
    await propose();
    const tip = await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
    await propose();
    expect(forge.pulls).toHaveLength(1);
    expect(await forge.git('rev-parse', 'prepuller/main^')).toBe(tip);
    expect(await forge.git('show', `prepuller/main:${file}`)).toBe(generated('podinfo:2').trim());
  });

  it('closes it and removes its branch when nothing is left to change', async () => {
    await propose();
    await pushFiles(forge, { [file]: generated('podinfo:1') });
    expect(await propose()).toEqual({ kind: 'unchanged' });
    expect(forge.pulls).toMatchObject([{ state: 'closed' }]);
    expect(await forge.git('branch', '--list', 'prepuller/*')).toBe('');
  });

  it('opens a new one after the first was merged', async () => {
    await propose();
    Object.assign(forge.pulls[0] ?? {}, { state: 'closed' });
    await forge.git('update-ref', 'refs/heads/main', 'refs/heads/prepuller/main');
    await pushFiles(forge, { 'apps/redis.yaml': 'redis:7\n' });
    expect(await propose()).toMatchObject({ url: `${forge.url}/${forge.repository}/pulls/2` });
    expect(await forge.git('diff', '--name-only', 'main', 'prepuller/main')).toBe(`${output}/prepuller-redis.yaml`);
  });

  it('finds its own among many, and takes none of a fork for it', async () => {
    const pull = { state: 'open', title: '', body: '', html_url: '', base: { ref: 'main' } } as const;
    for (let number = 1; number <= 5; number++) {
      forge.pulls.push({ ...pull, number, head: { ref: `topic-${number}`, repo: { full_name: forge.repository } } });
    }
    forge.pulls.push({ ...pull, number: 6, head: { ref: 'prepuller/main', repo: { full_name: 'someone/cluster' } } });
    forge.pulls.push({ ...pull, number: 7, head: { ref: 'prepuller/main', repo: null } });
    await propose();
    await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
    await propose();
    expect(forge.pulls.map(({ title }) => title)).toEqual([
      '',
      '',
      '',
      '',
      '',
      '',
      '',
      'chore: update prepuller images',
    ]);
  });

  it('names the branch after the cluster, if one is named', async () => {
    expect(await propose({ clusterName: 'prod' })).toMatchObject({ branch: 'prepuller/prod' });
    expect(await propose({ clusterName: 'prod/01' })).toMatchObject({ branch: 'prepuller/prod-01' });
  });

  it('makes one of two runs at once', async () => {
    const results = await Promise.all([propose(), propose()]);
    expect(results.map(({ kind }) => kind)).toEqual(['pull-request', 'pull-request']);
    expect(forge.pulls).toHaveLength(1);
    expect(await forge.git('rev-list', '--count', 'main..prepuller/main')).toBe('1');
  });

  it('proposes what the tip needs, when the checkout is behind it', async () => {
    const root = await checkout(forge);
    const tip = await pushFiles(forge, { 'apps/redis.yaml': 'redis:7\n' });
    expect((await propose({}, root)).kind).toBe('pull-request');
    expect(await forge.git('rev-parse', 'prepuller/main^')).toBe(tip);
    expect(await forge.git('show', `prepuller/main:${output}/prepuller-redis.yaml`)).toContain('redis:7');
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
  });

  it('says which token it needs, and what the forge has to allow', async () => {
    await expect(propose({ token: '' })).rejects.toThrow('publish: pull-request needs the input `token`');
    forge.forbidPullRequests();
    await expect(propose()).rejects.toMatchObject({
      message: expect.stringContaining('`pull-requests: write`'),
      detail: expect.stringContaining('Not permitted to create pull requests'),
    });
  });
});

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
