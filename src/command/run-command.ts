import { FatalError } from '../problem.js';
import { describeSystemFault } from '../system-fault.js';
import { safeLines } from '../untrusted-text.js';
import { version } from '../version.js';
import { readArguments } from './arguments.js';
import { helpText } from './help.js';
import { createTerminal } from './terminal.js';

/** The whole command. @returns its exit code */
export async function runCommand(args: readonly string[]): Promise<number> {
  // Whoever reads our output may stop, as `head` does.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(0));
  try {
    return await answer(args);
  } catch (error) {
    printFailure(error);
    return 2;
  }
}

async function answer(args: readonly string[]): Promise<number> {
  const request = readArguments(args);
  if (request.command === 'help') process.stdout.write(helpText());
  if (request.command === 'version') process.stdout.write(`${version}\n`);
  if (request.command === 'help' || request.command === 'version') return 0;
  const { survey } = await import('./survey.js');
  const { answers } = await import('./answers.js');
  return answers[request.command](await survey(request), request);
}

function printFailure(error: unknown): void {
  const messages = createTerminal(process.stderr);
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
