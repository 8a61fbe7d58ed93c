import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../src/event.js';
import { keepComment } from '../../src/report/comment.js';
import type { RunResult } from '../../src/run-result.js';
import { type Forge, startForge } from '../support/forge.js';
import { generatedChange, problem, resultOfChanges, runResult } from './support.js';

let forge: Forge;
const log: string[] = [];

beforeEach(async () => {
  forge = await startForge();
  log.length = 0;
  vi.stubEnv('GITHUB_WORKSPACE', '/work');
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await forge.close();
});

const stale = resultOfChanges([generatedChange('apps/web', ['web 1', 'nginx:1'], ['web 2', 'nginx:2'])], {
  kind: 'checked',
});
const fine = runResult({ commit: { kind: 'checked' } });

interface Circumstances {
  clusterName?: string;
  root?: string;
  forgeToken?: string;
  comment?: boolean;
  isForgejo?: boolean;
  secrets?: string[];
  event?: { [key in keyof RunEvent]?: RunEvent[key] | undefined };
}

async function keep(result: RunResult, circumstances: Circumstances = {}): Promise<void> {
  const { secrets = [], isForgejo = true, event: changes, ...options } = circumstances;
  const pullRequest = {
    number: 7,
    headBranch: 'topic',
    baseBranch: 'main',
    headSha: '1'.repeat(40),
    headRepository: '',
  };
  const event = { name: 'pull_request', ref: 'refs/pull/7/merge', sha: '', repository: forge.repository, pullRequest };
  const urls = { serverUrl: forge.url, apiUrl: `${forge.url}/api/v1` };
  await keepComment(
    result,
    { comment: true, forgeToken: forge.token, root: '/work', outputPath: 'warm', clusterName: '', ...options },
    { ...event, ...urls, isForgejo, ...changes } as RunEvent,
    secrets,
  );
}

function foreign(body: string, login = 'mallory') {
  return { id: forge.comments.length + 1, issue: 7, body, user: { login } };
}

describe.each([
  ['Forgejo', true, 'forgejo-actions'],
  ['GitHub', false, 'github-actions[bot]'],
])('on %s', (_forge, isForgejo, login) => {
  beforeEach(() => Object.assign(forge.api, { login }));

  it('one comment is made, brought up to date, left alone and removed', async () => {
    await keep(stale, { isForgejo });
    expect(forge.comments).toMatchObject([{ issue: 7, user: { login } }]);
    expect(forge.comments[0]?.body).toMatch(/^## Prepuller: out of date\n[\s\S]*`nginx`: `1` → `2`/);

    const next = resultOfChanges([generatedChange('apps/web', ['web 1', 'nginx:1'], ['web 3', 'nginx:3'])], {
      kind: 'checked',
    });
    await keep(next, { isForgejo });
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]?.body).toContain('`1` → `3`');

    const writes = () =>
      forge.requests.filter(({ method, url }) => method !== 'GET' && !url.endsWith('graphql')).length;
    const before = writes();
    await keep(next, { isForgejo });
    expect(writes()).toBe(before);

    await keep(fine, { isForgejo });
    expect(forge.comments).toEqual([]);
    await keep(fine, { isForgejo });
    expect(forge.comments).toEqual([]);
  });

  it('its own comment is found where the forge keeps the name from the token', async () => {
    Object.assign(forge.api, { keepsLogin: true });
    await keep(stale, { isForgejo });
    await keep(stale, { isForgejo });
    expect(forge.comments).toHaveLength(1);
  });
});

it('the own comment is found on a later page, and a stranger who writes the mark is not answered', async () => {
  await keep(stale);
  const [own] = forge.comments.splice(0);
  forge.comments.push(foreign(own?.body ?? ''), foreign('words'), foreign('words'), foreign('words'));
  forge.comments.push({
    ...foreign('gone'),
    body: own?.body.replace('nginx', 'other') ?? '',
    user: { login: 'forgejo-actions' },
  });
  await keep(stale);
  expect(forge.comments).toHaveLength(5);
  expect(forge.comments[4]?.body).toBe(own?.body);
  await keep(fine);
  expect(forge.comments.map(({ user }) => user.login)).toEqual(Array.from({ length: 4 }, () => 'mallory'));
});

it('two that were made at the same time become one', async () => {
  await keep(stale);
  const [first] = forge.comments;
  forge.comments.push({ ...foreign(''), body: first?.body ?? '', user: { login: 'forgejo-actions' } });
  await keep(stale);
  expect(forge.comments).toEqual([first]);
});

it.each<[string, Circumstances, Circumstances]>([
  ['clusters', { clusterName: 'production' }, { clusterName: 'staging' }],
  ['folders', { root: '/checkout/a' }, { root: '/checkout/b' }],
  ['names that would end the mark', { clusterName: '-->' }, { clusterName: '--> x' }],
])('jobs of a matrix keep a comment each: %s', async (_what, one, other) => {
  for (const circumstances of [one, other, one, other]) await keep(stale, circumstances);
  expect(forge.comments).toHaveLength(2);
  await keep(fine, one);
  expect(forge.comments).toHaveLength(1);
  expect(forge.comments[0]?.body).toMatch(/\n<!-- (?:(?!-->).)* -->$/);
});

it('a run that failed says so, warnings alone are no news', async () => {
  await keep(runResult({ problems: [problem('warning')] }));
  expect(forge.comments).toEqual([]);
  await keep(runResult({ problems: [problem('error', 'no chart')] }));
  expect(forge.comments[0]?.body).toMatch(/^## Prepuller: failed\n[\s\S]*- no chart/);
  await keep(runResult({ commit: { kind: 'ended', error: new Error('no helm') } }));
  expect(forge.comments).toHaveLength(1);
  expect(forge.comments[0]?.body).toContain('no helm');
});

it.each<[string, () => void, Circumstances, RegExp]>([
  [
    'a token that may only read',
    () => forge.forbidPullRequests(),
    {},
    /`pull-requests: write`, which the token of a fork/,
  ],
  ['no token', () => {}, { forgeToken: '' }, /`forge-token` is empty/],
  ['a token that has expired', () => forge.expireToken(), {}, /does not accept `forge-token`/],
  ['a forge that is not there', () => {}, { event: { apiUrl: 'http://127.0.0.1:9/api/v1' } }, /cannot be reached/],
])('%s is one notice', async (_what, prepare, circumstances, expected) => {
  prepare();
  await keep(stale, circumstances);
  const notices = log
    .join('')
    .split('\n')
    .filter((text) => text.startsWith('::notice'));
  expect(notices).toEqual([expect.stringMatching(expected)]);
  expect(forge.comments).toEqual([]);
});

it.each<[string, Circumstances]>([
  ['comment: false', { comment: false }],
  ['a push', { event: { name: 'push', pullRequest: undefined } }],
])('nothing is asked of the forge with %s', async (_what, circumstances) => {
  await keep(stale, circumstances);
  expect(forge.requests).toEqual([]);
});

it('holds no secret of the inputs, which a forge masks in the log alone', async () => {
  const failed = runResult({ problems: [problem('error', 'https://user:pa_ss*word@example.com and pa_ss*word')] });
  await keep(failed, { secrets: ['pa_ss*word'] });
  expect(forge.comments[0]?.body).toContain('***');
  expect(forge.comments[0]?.body).not.toMatch(/pa\\?_ss/);
});

it('stays below what forges take', async () => {
  const images = Array.from({ length: 5_000 }, (_, index) => `registry.example.com/image-${index}:1`);
  const changes = Array.from({ length: 20 }, (_, index) =>
    generatedChange(`apps/web-${index}`, ['web 1'], ['web 2', ...images.slice(index * 200, (index + 1) * 200)]),
  );
  const problems = Array.from({ length: 500 }, (_, index) => problem('error', `${index} ${'ü'.repeat(3_000)}`));
  await keep({ ...resultOfChanges(changes, { kind: 'checked' }), problems });
  expect(forge.comments[0]?.body.length).toBeLessThan(65_536);
  expect(forge.comments[0]?.body).toMatch(/and \d+ more, as the log says/);
});
