import * as core from '@actions/core';
import { readEvent } from './event.js';
import { readInputs } from './inputs/read-inputs.js';
import { exitOnSignals } from './interruption.js';
import { runPipeline } from './pipeline.js';
import { FatalError } from './problem.js';
import { failureOf } from './report/failure.js';
import { group } from './report/log.js';
import { setOutputs } from './report/outputs.js';
import { writeSummary } from './report/summary.js';
import { safeLine, safeLines } from './untrusted-text.js';

async function main(): Promise<void> {
  const inputs = await readInputs();
  const result = await runPipeline(inputs, readEvent());
  await setOutputs(result);
  await writeSummary(result);
  if (result.commit.kind === 'failed') throw result.commit.error;

  const failure = failureOf(result, inputs.check);
  if (failure !== undefined) core.setFailed(failure);
}

/** The only place that fails the step. */
function fail(error: unknown): void {
  if (error instanceof FatalError) {
    if (error.detail) group('Details', safeLines(error.detail));
    core.setFailed(safeLine(error.message));
    return;
  }
  // A defect of ours: the trace is for the report to us.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  group('Trace', safeLines(text));
  core.setFailed(safeLine(`This should not have happened, please report it: ${text.split('\n')[0]}`));
}

exitOnSignals();
await main().catch(fail);
