import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import type { RunResult } from '../run-result.js';
import type { ReportOptions } from './options.js';
import { runText } from './run-text.js';
import { toRunnerFile } from './runner-file.js';

/**
 * Forges drop a summary of more than 1 MiB
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits).
 */
const mostBytes = 900 * 1024;

/**
 * The job summary. Forgejo only logs it, so that it says nothing that the log does not say as well.
 * @param options None of a run that ended over them.
 * @throws FatalError when the runner's file for it cannot be written
 */
export async function writeSummary(result: RunResult, options?: Pick<ReportOptions, 'clusterName'>): Promise<void> {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  const text = runText(result, options?.clusterName ?? '', mostBytes);
  await toRunnerFile('GITHUB_STEP_SUMMARY', 'summary', () => append(file, `${text}${EOL}`));
}

/**
 * At once: `@actions/core` goes through Node's threads five times, which are busy with what Node compiles, and so a run in which
 * nothing changed waited 3 to 17 ms for its end. The file is the runner's to make.
 */
function append(file: string, text: string): void {
  const opened = openSync(file, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeFileSync(opened, text);
  } finally {
    closeSync(opened);
  }
}
