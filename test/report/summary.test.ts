import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FatalError } from '../../src/problem.js';
import { releaseReports } from '../../src/report/release-report.js';
import { writeSummary } from '../../src/report/summary.js';
import type { RunResult } from '../../src/run-result.js';
import { problem, runResult, source } from './support.js';

// One for all tests: `@actions/core` remembers the file of its first summary.
const file = path.join(await mkdtemp(path.join(tmpdir(), 'prepuller-summary-')), 'summary.md');
beforeEach(async () => {
  await writeFile(file, '');
  vi.stubEnv('GITHUB_STEP_SUMMARY', file);
});
afterEach(() => vi.unstubAllEnvs());

async function summaryOf(result: RunResult): Promise<string> {
  await writeSummary(result);
  return await readFile(file, 'utf8');
}

it('has a row for each release, and the errors', async () => {
  const summary = await summaryOf(
    runResult({ rendered: releaseReports([source('web')]), problems: [problem('error', 'no chart')] }),
  );
  expect(summary).toContain('1 release, 0 changed files.');
  expect(summary).toContain('<td>apps/web</td><td>shop 1.0.0</td><td>shop:1</td>');
  expect(summary).toContain('<li>no chart</li>');
});

it('has what the run found, and why nothing was committed', async () => {
  const error = new FatalError('The forge refuses the push.');
  const summary = await summaryOf(
    runResult({ rendered: releaseReports([source('web')]), commit: { kind: 'failed', error } }),
  );
  expect(summary).toContain('<td>shop:1</td>');
  expect(summary).toContain('<li>The forge refuses the push.</li>');
});

it('takes names, versions and messages for text, not for HTML or Markdown', async () => {
  const hostile = '<img src=x>\n\n[click](https://evil.example)\r\r';
  const summary = await summaryOf(
    runResult({ rendered: releaseReports([source(hostile, hostile)]), problems: [problem('error', hostile)] }),
  );
  expect(summary).toContain('&lt;img src=x&gt;');
  expect(summary).not.toContain('<img');
  // Markdown begins again after an empty line inside of HTML.
  expect(summary).not.toMatch(/[\r\n]\s*\[click]/);
});

it('is left out where the runner has no place for it', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  expect(await summaryOf(runResult({ rendered: releaseReports([source('web')]) }))).toBe('');
});

it('stays below what forges take, and says how much more there is', async () => {
  const [release] = releaseReports([source('web')]);
  if (release === undefined) throw new Error('no release');
  const images = Array.from({ length: 300 }, (_, index) => ({
    reference: `registry.example.com/image:${index}`,
    uses: [],
  }));
  const rendered = Array.from({ length: 1_000 }, () => ({ ...release, images }));
  const problems = Array.from({ length: 3_000 }, () => problem('error', 'x'.repeat(10_000)));
  const summary = await summaryOf(runResult({ rendered, problems }));
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toContain('<br>and 100 more</td>');
  expect(summary).toMatch(/and \d+ more releases, as listed in the log\./);
  expect(summary).toMatch(/<li>and 2\d\d\d more<\/li>/);
});
