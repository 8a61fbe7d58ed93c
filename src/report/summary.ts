import * as core from '@actions/core';
import { releaseKey } from '../problem.js';
import type { RunResult } from '../run-result.js';
import { safeLine } from '../untrusted-text.js';
import { messageOf } from './failure.js';
import { foldProblems } from './fold-problems.js';
import { plural } from './log.js';
import { describe } from './problems.js';
import type { ReleaseReport } from './release-report.js';
import { toRunnerFile } from './runner-file.js';
import { sizeSentences } from './size-text.js';

/**
 * Forges drop a summary of more than 1 MiB
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits). The list
 * of failures and the table get a part of less than half of it each.
 */
const mostBytes = 400 * 1024;
/** Of one message or name. */
const mostCharacters = 4_000;
/** Of one release; the log has them all. */
const mostImages = 200;

/**
 * The job summary. Forgejo only logs it, so that it says nothing that the log does not say as well.
 * @throws FatalError when the runner's file for it cannot be written
 */
export async function writeSummary(result: RunResult): Promise<void> {
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  core.summary.addHeading('Prepuller', 2);
  core.summary.addRaw(`${plural(result.releases, 'release')}, ${plural(result.changes.length, 'changed file')}.`, true);
  for (const sentence of result.sizes === undefined ? [] : sizeSentences(result.sizes))
    core.summary.addRaw(sentence, true);
  addReleases(result.rendered);
  const failures = failuresOf(result).map(asText);
  const shown = fitting(failures.map((text) => [text]));
  const more = failures.length > shown ? [`and ${failures.length - shown} more`] : [];
  if (failures.length > 0) core.summary.addHeading('Failed', 3).addList([...failures.slice(0, shown), ...more]);
  await toRunnerFile('GITHUB_STEP_SUMMARY', 'summary', () => core.summary.write());
}

function addReleases(releases: readonly ReleaseReport[]): void {
  if (releases.length === 0) return;
  const rows = releases.map(releaseRow);
  const shown = fitting(rows);
  const header = ['Release', 'Chart', 'Images'].map((data) => ({ data, header: true }));
  core.summary.addTable([header, ...rows.slice(0, shown)]);
  if (rows.length > shown) core.summary.addRaw(`and ${rows.length - shown} more releases, as listed in the log.`, true);
}

/** How many of the rows, from the first one, there is room for. */
function fitting(rows: readonly (readonly string[])[]): number {
  let bytes = 0;
  const first = rows.findIndex((cells) => {
    // Tags around it.
    bytes += cells.reduce((sum, cell) => sum + Buffer.byteLength(cell) + 20, 20);
    return bytes > mostBytes;
  });
  return first < 0 ? rows.length : first;
}

function failuresOf({ problems, commit }: RunResult): string[] {
  const errors = foldProblems(problems)
    .filter((problem) => problem.severity === 'error')
    .map(describe);
  return commit.kind === 'failed' || commit.kind === 'ended' ? [...errors, messageOf(commit.error)] : errors;
}

function releaseRow({ id, charts, images }: ReleaseReport): string[] {
  const references = images.map((image) => asText(image.reference));
  const more = references.length > mostImages ? [`and ${references.length - mostImages} more`] : [];
  return [
    asText(releaseKey(id)),
    charts.map(asText).join('<br>'),
    [...references.slice(0, mostImages), ...more].join('<br>'),
  ];
}

/**
 * Names and messages come from the repository and its charts: they are text, not HTML, and on one line, for after an
 * empty line Markdown begins again (https://spec.commonmark.org/0.31.2/#html-blocks).
 */
function asText(text: string): string {
  const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text;
  return safeLine(short).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
