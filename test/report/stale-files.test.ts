import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FileChange } from '../../src/prepullers/contract.js';
import { reportStale, staleText } from '../../src/report/stale-files.js';
import { optionsFor, source, write } from '../prepullers/support.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { changesOf, generatedChange, generatedFile, resultOfChanges, runResult } from './support.js';

const lines: string[] = [];
let root: string;

beforeEach(async () => {
  lines.length = 0;
  root = await temporaryFolder('stale');
  vi.stubEnv('RUNNER_TEMP', root);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

const stale = generatedChange('apps/web', ['web 1', 'nginx:1'], ['web 2', 'nginx:2', 'redis:7']);

it.each<[string, FileChange, string]>([
  [
    'a change',
    stale,
    `${stale.path} is out of date: HelmRelease apps/web: chart web 1 → 2; added nginx:2, redis:7; removed nginx:1.`,
  ],
  [
    'a new release',
    { path: 'a.yaml', kind: 'added', before: null, after: generatedFile({ 'apps/a': ['a 1'] }, ['a:1']) },
    'a.yaml is missing: HelmRelease apps/a: new, chart a 1; added a:1.',
  ],
  [
    'one that is gone',
    { path: 'a.yaml', kind: 'removed', before: generatedFile({ 'apps/a': ['a 1'] }, []), after: null },
    'a.yaml is left over: HelmRelease apps/a: gone, chart a 1.',
  ],
  ['the kustomization', { path: 'k.yaml', kind: 'modified', before: 'a', after: 'b' }, 'k.yaml is out of date.'],
])('says what is stale in a file: %s', (_what, change, expected) => {
  expect(staleText(change, changesOf([change]))).toBe(expected);
});

it('annotates each file at the line, and gives the patch in the log and in a file', async () => {
  const file = await reportStale(resultOfChanges([stale], { kind: 'checked' }), { root });
  const log = lines.join('');
  expect(log).toMatch(
    new RegExp(`^::error file=${stale.path},line=3::${stale.path} is out of date: HelmRelease apps/web`, 'm'),
  );
  const patch = await readFile(file ?? '', 'utf8');
  expect(log).toContain(`::group::The patch that mends the generated files\n${patch}::endgroup::\n`);
  expect(log).toContain(`The same is in ${file}: \`git apply\` takes it.`);
});

it('says nothing of files that are up to date', async () => {
  expect(await reportStale(runResult(), { root })).toBeUndefined();
  expect(lines).toEqual([]);
});

it('bounds annotations and log, and not the file', async () => {
  const changes = Array.from({ length: 80 }, (_, index) => ({
    ...stale,
    path: `${index}.yaml`,
    after: 'x\n'.repeat(10_000),
  }));
  const file = await reportStale(resultOfChanges(changes, { kind: 'checked' }), { root });
  expect(lines.filter((text) => text.startsWith('::error'))).toHaveLength(50);
  expect(lines.join('').length).toBeLessThan(100_000);
  expect((await readFile(file ?? '', 'utf8')).match(/^diff --git/gm)).toHaveLength(80);
});

it('a message of a chart is no command and no second line', async () => {
  const hostile = generatedChange('apps/web', ['web 1'], ['web 1\u2028::error::x']);
  await reportStale(resultOfChanges([hostile], { kind: 'checked' }), { root });
  expect(lines.join('').match(/^\s*::error/gm)).toHaveLength(1);
});

it.each(['', 'clusters/one'])('what the patch makes of a checkout passes the check: folder %j', async (folder) => {
  const working = path.join(root, folder);
  await runGit(root, 'init', '--quiet');
  await writeFiles(working, { 'apps/web.yaml': 'kind: HelmRelease\n' });
  const options = (check: boolean) => optionsFor(working, { check });
  await write([source('apps/web', ['nginx:1']), source('apps/gone', ['gone:1'])], options(false));
  await runGit(root, 'add', '--all');
  await runGit(root, 'commit', '--quiet', '--message=before');
  const now = [source('apps/web', ['nginx:2', 'redis:7']), source('apps/fresh', ['fresh:1'])];
  const { changes } = await write(now, options(true));
  expect(changes.map(({ kind }) => kind).sort()).toEqual(['added', 'modified', 'modified', 'removed']);
  const file = await reportStale(resultOfChanges(changes, { kind: 'checked' }), { root: working });
  await runGit(root, 'apply', file ?? '');
  expect((await write(now, options(true))).changes).toEqual([]);
});
