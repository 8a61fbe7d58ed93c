import * as core from '@actions/core';
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
  if (!process.env.GITHUB_STEP_SUMMARY) return;
  core.summary.addRaw(runText(result, options?.clusterName ?? '', mostBytes), true);
  await toRunnerFile('GITHUB_STEP_SUMMARY', 'summary', () => core.summary.write());
}
