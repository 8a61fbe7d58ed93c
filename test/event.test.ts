import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { readEvent } from '../src/event.js';
import { temporaryFolder } from './support/checkout.js';

const sha = 'a'.repeat(40);
const before = 'b'.repeat(40);
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('event');
});

async function environment(name: string, payload: string): Promise<NodeJS.ProcessEnv> {
  const file = path.join(folder, 'event.json');
  await writeFile(file, payload);
  return {
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: file,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: sha,
    GITHUB_REPOSITORY: 'fleet/cluster',
    GITHUB_SERVER_URL: 'https://forge.example',
    GITHUB_API_URL: 'https://forge.example/api/v1',
    FORGEJO_ACTIONS: 'true',
  };
}

it('reads a push', async () => {
  expect(readEvent(await environment('push', JSON.stringify({ before, after: sha, commits: [] })))).toEqual({
    name: 'push',
    ref: 'refs/heads/main',
    sha,
    before,
    after: sha,
    repository: 'fleet/cluster',
    serverUrl: 'https://forge.example',
    apiUrl: 'https://forge.example/api/v1',
    isForgejo: true,
  });
});

it('reads a pull request, and one whose fork was deleted', async () => {
  const base = { ref: 'main', sha: before, repo: { full_name: 'fleet/cluster' } };
  const head = { ref: 'renovate/podinfo', sha, repo: { full_name: 'fork/cluster' } };
  const payload = { action: 'opened', pull_request: { number: 7, head, base } };
  expect(readEvent(await environment('pull_request', JSON.stringify(payload))).pullRequest).toEqual({
    number: 7,
    headBranch: 'renovate/podinfo',
    baseBranch: 'main',
    headSha: sha,
    headRepository: 'fork/cluster',
  });
  const orphan = { pull_request: { number: 7, head: { ...head, repo: null }, base } };
  expect(readEvent(await environment('pull_request', JSON.stringify(orphan))).pullRequest?.headRepository).toBe('');
});

it.each([
  ['schedule', 'main', 'refs/heads/main'],
  ['schedule', 'refs/heads/main', 'refs/heads/main'],
  ['schedule', 'feature/a', 'refs/heads/feature/a'],
  ['release', 'refs/tags/v1', 'refs/tags/v1'],
  // No other event was seen to name a ref in this way.
  ['push', 'main', 'main'],
])('takes the ref of %s %s for %s', async (name, ref, full) => {
  expect(readEvent({ ...(await environment(name, '{}')), GITHUB_REF: ref }).ref).toBe(full);
});

it('takes the hosts of GitHub when the forge names none', async () => {
  const { GITHUB_SERVER_URL, GITHUB_API_URL, FORGEJO_ACTIONS, ...rest } = await environment('schedule', '{}');
  expect(readEvent(rest)).toMatchObject({
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    isForgejo: false,
  });
});

it('needs no payload for an event that is not about commits', async () => {
  const { GITHUB_EVENT_PATH, ...rest } = await environment('workflow_dispatch', '{}');
  expect(readEvent(rest).name).toBe('workflow_dispatch');
});

it.each(['--upload-pack=evil', 'main', '', 7, null])('takes no commit from a payload that says %j', async (value) => {
  expect(readEvent(await environment('push', JSON.stringify({ before: value })))).not.toHaveProperty('before');
});

it.each([
  ['{"before": ', 'is no JSON.'],
  ['[]', 'is no JSON object.'],
  ['{"pull_request": {"number": "7"}}', 'describes a pull request without its number, head or base.'],
])('says what is wrong with the payload %s', async (payload, message) => {
  const variables = await environment('push', payload);
  expect(() => readEvent(variables)).toThrow(message);
});

it('says what is wrong with the variables', async () => {
  const variables = await environment('push', '{}');
  expect(() => readEvent({ ...variables, GITHUB_EVENT_PATH: '/does/not/exist' })).toThrow('cannot be read');
  expect(() => readEvent({ ...variables, GITHUB_EVENT_PATH: '' })).toThrow('GITHUB_EVENT_PATH is not set');
  expect(() => readEvent({})).toThrow('GITHUB_EVENT_NAME is not set');
});
