import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setOutputs } from '../../src/report/outputs.js';
import { releaseReports } from '../../src/report/release-report.js';
import { type CommitOutcome, emptyResult } from '../../src/run-result.js';
import { problem, runResult, source } from './support.js';

const file = path.join(await mkdtemp(path.join(tmpdir(), 'prepuller-outputs-')), 'output');
beforeEach(async () => {
  await writeFile(file, '');
  vi.stubEnv('GITHUB_OUTPUT', file);
});
afterEach(() => vi.unstubAllEnvs());

async function outputsOf(result: ReturnType<typeof runResult>): Promise<Record<string, string>> {
  await setOutputs(result);
  const matches = (await readFile(file, 'utf8')).matchAll(/^([^\n=]+?)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...matches].map(([, name, , value]) => [name, value]));
}

const pullRequest = { number: 7, url: 'https://forge.example.com/pulls/7' };
const proposed = { kind: 'pull-request', branch: 'prepuller/main', pullRequest } as const;

it.each<[string, CommitOutcome, Record<string, string>]>([
  ['pushed', { kind: 'pushed', sha: 'a1', branch: 'main' }, { 'commit-sha': 'a1', 'pull-request-number': '' }],
  ['nothing to commit', { kind: 'unchanged' }, { 'commit-sha': '', skipped: 'false' }],
  [
    'skipped',
    { kind: 'skipped', reason: 'Nothing to do.' },
    { 'commit-sha': '', skipped: 'true', images: '[]', 'images-added': '[]' },
  ],
  [
    'ended before it found anything',
    { kind: 'ended', error: new Error('no helm') },
    { changed: 'false', skipped: 'false', releases: '', images: '[]', 'images-removed': '[]', 'commit-sha': '' },
  ],
  ['not committed', { kind: 'failed', error: new Error('no') }, { 'commit-sha': '' }],
  [
    'a pull request opened',
    { ...proposed, state: 'opened', sha: 'b2' },
    { 'commit-sha': 'b2', 'pull-request-number': '7', 'pull-request-url': pullRequest.url },
  ],
  ['one that is there already', { ...proposed, state: 'unchanged' }, { 'commit-sha': '', 'pull-request-number': '7' }],
  ['one that is closed', { ...proposed, state: 'declined' }, { 'commit-sha': '', 'pull-request-number': '7' }],
  [
    'one that is taken back',
    { kind: 'withdrawn', branch: 'prepuller/main', pullRequest },
    { 'commit-sha': '', 'pull-request-url': pullRequest.url },
  ],
])('say what the run did: %s', async (_what, commit, expected) => {
  expect(await outputsOf(runResult({ commit }))).toMatchObject(expected);
});

it('list the images that come and go, in all files together', async () => {
  const images = { added: ['app:2', 'arm:1'], removed: ['app:1'] };
  const outputs = await outputsOf(runResult({ whatChanges: { byRelease: [], images } }));
  expect(JSON.parse(outputs['images-added'] ?? '')).toEqual(images.added);
  expect(JSON.parse(outputs['images-removed'] ?? '')).toEqual(images.removed);
});

it('say why a run has ended early', async () => {
  const outputs = await outputsOf(emptyResult({ kind: 'ended', error: new Error('There is no helm.') }));
  const failure = { namespace: '', name: '', message: 'There is no helm.', file: '', line: null };
  expect(JSON.parse(outputs.failed ?? '')).toEqual([failure]);
});

it('tell plain objects from a release of their name', async () => {
  const id = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' } as const;
  const rendered = [{ id, charts: [], images: [], excluded: [] }];
  const problems = [{ ...problem('error', 'No.'), release: id }, problem('error', 'No.')];
  const outputs = await outputsOf(runResult({ rendered, problems }));
  expect(JSON.parse(outputs.images ?? '')).toEqual([{ ...id, images: [] }]);
  const [failed, other] = JSON.parse(outputs.failed ?? '');
  expect(failed).toEqual({ ...id, message: 'No.', file: '', line: null });
  expect(other).not.toHaveProperty('kind');
});

it('are JSON of any size on lines that every runner reads', async () => {
  const reference = `registry.example.com/${'a'.repeat(200)}`;
  const images = Array.from({ length: 1_000 }, (_, index) => ({ reference: `${reference}:${index}`, uses: [] }));
  const rendered = releaseReports([source('web')]).map((release) => ({ ...release, images }));
  const outputs = await outputsOf(runResult({ rendered, problems: [problem('error', 'x'.repeat(500_000))] }));
  const text = await readFile(file, 'utf8');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(32 * 1024);
  expect(JSON.parse(outputs.images ?? '')[0].images).toHaveLength(1_000);
  expect(JSON.parse(outputs.failed ?? '')[0].message).toHaveLength(4_003);
});

it('images come with what registries say of them, where these were asked', async () => {
  const image = { digest: 'sha256:1', platforms: ['linux/amd64'], size: { 'linux/amd64': 7 } };
  const size = { 'linux/amd64': { bytes: 7, unknown: 0 } };
  const sizes = {
    images: new Map([['shop:1', image]]),
    releases: new Map([['apps/web', size]]),
    nodes: size,
    changes: {},
  };
  const rendered = releaseReports([source('web')]);
  const { images } = await outputsOf(runResult({ rendered, sizes }));
  expect(JSON.parse(images ?? '')).toEqual([
    { namespace: 'apps', name: 'web', images: [{ reference: 'shop:1', uses: [], ...image }], size },
  ]);
});
