import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeSummary } from '../../src/report/summary.js';
import { runResult } from './support.js';

// One for all tests: `@actions/core` remembers the file of its first summary.
const file = path.join(await mkdtemp(path.join(tmpdir(), 'prepuller-summary-')), 'summary.md');
beforeEach(async () => {
  await writeFile(file, '');
  vi.stubEnv('GITHUB_STEP_SUMMARY', file);
});
afterEach(() => vi.unstubAllEnvs());

it('is the text of the run', async () => {
  await writeSummary(runResult(), { clusterName: 'production' });
  expect(await readFile(file, 'utf8')).toMatch(/^## Prepuller \(production\): up to date\n/);
});

it('is left out where the runner has no place for it', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  await writeSummary(runResult());
  expect(await readFile(file, 'utf8')).toBe('');
});
