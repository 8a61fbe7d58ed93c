import * as core from '@actions/core';
import { releaseKey } from '../problem.js';
import type { RunResult } from '../run-result.js';
import { safeLine } from '../untrusted-text.js';
import { plural } from './log.js';
import { describe } from './problems.js';
import { toRunnerFile } from './runner-file.js';

/**
 * The job summary. Forgejo only logs it, so that it says nothing that the log does not say as well.
 * @throws FatalError when the runner's file for it cannot be written
 */
export async function writeSummary(result: RunResult): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  core.summary.addHeading('Prepuller', 2);
  core.summary.addRaw(`${plural(result.releases, 'release')}, ${plural(result.changes.length, 'changed file')}.`, true);
  if (result.rendered.length > 0) core.summary.addTable(releaseTable(result));
  const failures = failuresOf(result);
  if (failures.length > 0) core.summary.addHeading('Failed', 3).addList(failures.map(asText));
  await toRunnerFile('GITHUB_STEP_SUMMARY', 'summary', () => core.summary.write());
}

function failuresOf({ problems, commit }: RunResult): string[] {
  const errors = problems.filter((problem) => problem.severity === 'error').map(describe);
  return commit.kind === 'failed' ? [...errors, messageOf(commit.error)] : errors;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function releaseTable(result: RunResult): Parameters<typeof core.summary.addTable>[0] {
  const header = ['Release', 'Chart', 'Images'].map((data) => ({ data, header: true }));
  const rows = result.rendered.map(({ id, charts, images }) => [
    asText(releaseKey(id)),
    charts.map(asText).join('<br>'),
    images.map((image) => asText(image.reference)).join('<br>'),
  ]);
  return [header, ...rows];
}

/**
 * Names and messages come from the repository and its charts: they are text, not HTML, and on one line, for after an
 * empty line Markdown begins again (https://spec.commonmark.org/0.31.2/#html-blocks).
 */
function asText(text: string): string {
  return safeLine(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
