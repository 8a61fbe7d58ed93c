import { awaitEnd } from '../await-end.js';
import { FatalError } from '../problem.js';
import { describeSystemFault } from '../system-fault.js';
import { safeLines } from '../untrusted-text.js';
import { version } from '../version.js';
import { readArguments } from './arguments.js';
import { helpText } from './help.js';
import { createTerminal, type Streams, type Terminal } from './terminal.js';

/** The whole command. @returns its exit code */
export async function runCommand(args: readonly string[], streams: Streams): Promise<number> {
  try {
    return await awaitEnd(answer(args, streams));
  } catch (error) {
    printFailure(error, createTerminal(streams.messages));
    return 2;
  }
}

async function answer(args: readonly string[], streams: Streams): Promise<number> {
  const request = readArguments(args);
  if (request.command === 'help') streams.output.write(helpText());
  if (request.command === 'version') streams.output.write(`${version}\n`);
  if (request.command === 'help' || request.command === 'version') return 0;
  const { survey } = await import('./survey.js');
  const { answers } = await import('./answers.js');
  return answers[request.command](await survey(request, streams), request);
}

function printFailure(error: unknown, messages: Terminal): void {
  const fault = describeSystemFault(error);
  if (error instanceof FatalError) {
    messages.print(`prepuller: ${error.message}`, 'red');
    for (const line of safeLines(error.detail ?? '').filter(Boolean)) messages.print(`  ${line}`);
    return;
  }
  if (fault !== undefined) {
    messages.print(`prepuller: ${fault}`, 'red');
    return;
  }
  // A defect of ours: the trace is for the report to us.
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  messages.print('prepuller: This should not have happened, please report it:', 'red');
  for (const line of safeLines(trace)) messages.print(`  ${line}`);
}
