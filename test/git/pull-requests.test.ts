// biome-ignore-all lint/style/noExcessiveLinesPerFile: the life of one pull request, from its first commit to its end.
import '../support/isolate-git.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommitOptions } from '../../src/git/options.js';
import { checkout, pushFiles } from '../support/checkout.js';
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

function place(number: number) {
  return { number, url: `${forge.url}/${forge.repository}/pulls/${number}` };
}

/** As a person does, who leaves the branch. */
async function merge(number: number): Promise<void> {
  const pull = forge.pulls.find((candidate) => candidate.number === number);
  Object.assign(pull ?? {}, { state: 'closed', merged_at: '2026-01-01T00:00:00Z' });
  await forge.git('update-ref', 'refs/heads/main', 'refs/heads/prepuller/main');
}

async function propose(overrides: Partial<CommitOptions> = {}, root?: string) {
  const options = { publish: 'pull-request', forgeToken: forge.token, ...overrides } as const;
  return await runUntilPublished(commitOptions(root ?? (await checkout(forge)), options), await pushEvent(forge));
}

describe('publish: pull-request', () => {
  it('opens one with one commit on a branch of its own, and leaves branch and checkout alone', async () => {
    const tip = await forge.git('rev-parse', 'main');
    const root = await checkout(forge);
    const result = await propose({}, root);
    expect(result).toEqual({
      kind: 'pull-request',
      state: 'opened',
      sha: await forge.git('rev-parse', 'prepuller/main'),
      branch: 'prepuller/main',
      pullRequest: place(1),
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
    await propose();
    const { body } = forge.pulls[0] ?? {};
    const known = { branch: 'prepuller/main', pullRequest: place(1) };
    expect(await propose()).toEqual({ kind: 'pull-request', state: 'unchanged', ...known });
    expect(forge.pulls).toMatchObject([{ body }]);
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
    expect(await propose()).toEqual({ kind: 'withdrawn', branch: 'prepuller/main', pullRequest: place(1) });
    expect(forge.pulls).toMatchObject([{ state: 'closed' }]);
    expect(await forge.git('branch', '--list', 'prepuller/*')).toBe('');
    expect(await propose()).toEqual({ kind: 'unchanged' });
  });

  it('proposes again what it has closed itself', async () => {
    await propose();
    await pushFiles(forge, { [file]: generated('podinfo:1') });
    await propose();
    await pushFiles(forge, { [file]: null });
    expect(await propose()).toMatchObject({ state: 'opened', pullRequest: place(2) });
  });

  it('leaves one closed that a person closed, until there is something else to propose', async () => {
    await propose();
    Object.assign(forge.pulls[0] ?? {}, { state: 'closed' });
    await forge.git('update-ref', '-d', 'refs/heads/prepuller/main');
    await pushFiles(forge, { 'notes.md': 'main goes on\n' });
    expect(await propose()).toEqual({
      kind: 'pull-request',
      state: 'declined',
      branch: 'prepuller/main',
      pullRequest: place(1),
    });
    expect(await forge.git('branch', '--list', 'prepuller/*')).toBe('');
    await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
    expect(await propose()).toMatchObject({ state: 'opened', pullRequest: place(2) });
  });

  it('removes the branch after a merge, where the forge does not', async () => {
    await propose();
    await merge(1);
    expect(await propose()).toEqual({ kind: 'withdrawn', branch: 'prepuller/main' });
    expect(await forge.git('branch', '--list', 'prepuller/*')).toBe('');
  });

  it('takes title and labels, and keeps what a person makes of the title and the text', async () => {
    forge.labels.push('images', 'bot');
    const named = { title: 'Warm images', labels: ['images', 'bot'] };
    await propose(named);
    expect(forge.pulls).toMatchObject([{ title: 'Warm images', labels: ['images', 'bot'] }]);
    const [pull] = forge.pulls;
    Object.assign(pull ?? {}, { title: 'Mine', body: `Wait for Friday.\n${pull?.body}`, labels: [] });
    await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
    expect(await propose(named)).toMatchObject({ state: 'updated' });
    expect(forge.pulls).toMatchObject([
      { title: 'Mine', body: expect.stringMatching(/^Wait for Friday\./), labels: [] },
    ]);
  });

  it('is opened without a label that the forge does not know, and says so', async () => {
    expect(await propose({ labels: ['nobody'] })).toMatchObject({
      state: 'opened',
      notices: [expect.stringContaining('label nobody does not exist')],
    });
  });

  it('bounds its text, which the forge refuses beyond 65,536 characters', async () => {
    const images = Array.from({ length: 6000 }, (_, index) => `registry.example.com/image:${index}`);
    const containers = images.map((image, index) => `{name: prepull-${index}, image: "${image}"}`);
    await pushFiles(forge, {
      'apps/podinfo.yaml': `spec: {template: {spec: {containers: [${containers.join(', ')}]}}}\n`,
    });
    expect(await propose()).toMatchObject({ state: 'opened' });
    expect(forge.pulls[0]?.body.length).toBeGreaterThan(50_000);
    expect(forge.pulls[0]?.body).toContain('prepuller keeps this text up to date');
  });

  it('names a branch that is in the way, and does not try again', async () => {
    await forge.git('branch', 'prepuller', 'main');
    await expect(propose()).rejects.toThrow('The branch prepuller is in the way of prepuller/main');
    const pushes = forge.requests.filter(({ method, url }) => method === 'POST' && url.includes('receive-pack'));
    expect(pushes).toHaveLength(1);
  });

  it('does not propose to a branch of its own', async () => {
    await propose();
    const root = await checkout(forge, { ref: 'refs/heads/prepuller/main' });
    const options = commitOptions(root, { publish: 'pull-request', forgeToken: forge.token });
    const event = await pushEvent(forge, { ref: 'refs/heads/prepuller/main' });
    await expect(runUntilPublished(options, event)).rejects.toThrow('on.push.branches');
  });

  it('opens a new one after the first was merged', async () => {
    await propose();
    await merge(1);
    await pushFiles(forge, { 'apps/redis.yaml': 'redis:7\n' });
    expect(await propose()).toMatchObject({ state: 'opened', pullRequest: place(2) });
    expect(await forge.git('diff', '--name-only', 'main', 'prepuller/main')).toBe(`${output}/prepuller-redis.yaml`);
  });

  it('finds its own among many, and takes none of a fork for it', async () => {
    const text = { title: '', body: '', html_url: '', merged_at: null };
    const pull = { state: 'open', ...text, base: { ref: 'main' }, labels: [] as string[] } as const;
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

  it('says what the forge has to allow', async () => {
    forge.forbidPullRequests();
    await expect(propose()).rejects.toMatchObject({
      message: expect.stringMatching(/^To open the pull request: .*`pull-requests: write`/),
      detail: expect.stringContaining('Not permitted to create pull requests'),
    });
  });

  it('pushes with the credentials of the checkout, and never with the token of the API', async () => {
    const job = forge.issueToken();
    const root = await checkout(forge, { persistCredentials: false });
    const options = commitOptions(root, { publish: 'pull-request', forgeToken: job.token });
    await expect(runUntilPublished(options, await pushEvent(forge))).rejects.toThrow('does not accept the credentials');
  });
});
