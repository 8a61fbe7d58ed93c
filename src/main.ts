import { statSync } from 'node:fs';
import * as core from '@actions/core';
import { awaitEnd } from './await-end.js';
import { type RunEvent, readEvent } from './event.js';
import { readActionInputs, unknownInputs } from './inputs/action-inputs.js';
import type { Inputs } from './inputs/inputs.js';
import { secretsOf } from './inputs/secrets.js';
import { exitOnSignals } from './interruption.js';
import { runPipeline } from './pipeline.js';
import { FatalError } from './problem.js';
import { failureOf } from './report/failure.js';
import { group } from './report/log.js';
import { setOutputs } from './report/outputs.js';
import { writeSummary } from './report/summary.js';
import { emptyResult, type RunResult } from './run-result.js';
import { describeSystemFault } from './system-fault.js';
import { safeLine, safeLines } from './untrusted-text.js';

/** What a run is told by the runner. */
interface Given {
  inputs: Inputs;
  event: RunEvent;
}

async function main(): Promise<void> {
  const given = await readGiven().catch(ended);
  // It ended before all of that was known.
  if ('commit' in given) return await report(given);
  const result = await runPipeline(given.inputs, given.event).catch(ended);
  await report(result, given);
}

async function readGiven(): Promise<Given> {
  for (const sentence of unknownInputs()) core.warning(safeLine(sentence));
  const inputs = await readActionInputs();
  refuseMissingFolder(inputs.root);
  return { inputs, event: readEvent() };
}

function ended(error: unknown): RunResult {
  return emptyResult({ kind: 'ended', error });
}

function refuseMissingFolder(root: string): void {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new FatalError(
    `There is no folder ${root}: check the repository out in a step before this one, and name a folder of it in ` +
      'working-directory.',
  );
}

/**
 * All that a run leaves beside its log; a file that cannot be written fails the step, and takes nothing of the rest away.
 * @param given None where that is what the run ended over.
 */
async function report(result: RunResult, given?: Given): Promise<void> {
  const { inputs } = given ?? {};
  const patch = inputs?.check ? await patchOf(result, inputs).catch(fail) : undefined;
  await setOutputs(result, patch || undefined).catch(fail);
  await writeSummary(result, inputs).catch(fail);
  if (given !== undefined) await commentOn(result, given).catch(fail);
  if ('error' in result.commit) return fail(result.commit.error);

  const failure = failureOf(result, inputs?.check ?? false);
  if (failure !== undefined) core.setFailed(failure);
}

/** Loaded only where a comment is wanted, as are the patches of a check: most runs have nothing to do and end at once. */
async function commentOn(result: RunResult, { inputs, event }: Given): Promise<void> {
  if (!inputs.comment) return;
  const { keepComment } = await import('./report/comment.js');
  await keepComment(result, inputs, event, secretsOf(inputs));
}

async function patchOf(result: RunResult, inputs: Inputs): Promise<string | undefined> {
  const { reportStale } = await import('./report/stale-files.js');
  return await reportStale(result, inputs);
}

/** The only place that fails the step. */
function fail(error: unknown): void {
  if (error instanceof FatalError) {
    if (error.detail) group('Details', safeLines(error.detail));
    core.setFailed(safeLine(error.message));
    return;
  }
  const fault = describeSystemFault(error);
  if (fault !== undefined) {
    core.setFailed(safeLine(`The run cannot go on: ${fault}. Mend this, and run it again.`));
    return;
  }
  // A defect of ours: the trace is for the report to us.
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  group('Trace', safeLines(text));
  core.setFailed(safeLine(`This should not have happened, please report it: ${text.split('\n')[0]}`));
}

/**
 * Ends the process as soon as its log is written. Left to itself, Node first compiles what it had begun to optimize: 3 ms of a
 * run in which nothing changed.
 */
function leave(): void {
  process.stdout.write('', () => process.exit());
}

exitOnSignals();
// A runner gives no arguments; bin/prepuller.js, and whoever starts the bundle by hand, name a command.
if (process.argv.length > 2) {
  const { runCommand } = await import('./command/run-command.js');
  const { stdout: output, stderr: messages } = process;
  // Whoever reads what is printed may stop, as `head` does.
  for (const stream of [output, messages]) stream.on('error', () => process.exit(0));
  process.exitCode = await runCommand(process.argv.slice(2), { output, messages });
} else {
  await awaitEnd(main()).catch(fail);
  leave();
}
