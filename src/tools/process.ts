import { ExecaError, execa } from 'execa';
import { childEnvironment } from './child-environment.js';

export interface ProcessOptions {
  cwd?: string;
  /** Added to this process's environment, less the action's inputs; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Standard input; empty by default. */
  input?: string;
  timeoutMilliseconds?: number;
}

/** A program that could not be started, failed, or took too long. Its `stderr` is untrusted text. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError';
  constructor(
    message: string,
    readonly stderr: string,
    /** `ENOENT` and the like when it could not be started. */
    readonly code: string | undefined,
    readonly exitCode: number | undefined,
    readonly timedOut: boolean,
  ) {
    super(message);
  }
}

/** Ended at once when this process exits: what they write into would otherwise not go away. */
const running = new Set<{ kill(signal: 'SIGKILL'): boolean }>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Rendered charts may be large; what a hostile one can make us hold is bounded all the same. */
const maxBuffer = 256 * 1024 * 1024;

/**
 * Runs a program without a shell and gives its standard output. It is ended when this process is, also by a signal.
 * @throws ProcessError
 */
export async function runProcess(file: string, args: readonly string[], options: ProcessOptions = {}): Promise<string> {
  const child = execa(file, args, {
    input: options.input ?? '',
    stripFinalNewline: false,
    maxBuffer,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    extendEnv: false,
    env: { ...childEnvironment(), ...options.env },
    ...(options.timeoutMilliseconds !== undefined && { timeout: options.timeoutMilliseconds }),
  });
  running.add(child);
  try {
    return (await child).stdout;
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    const stderr = String(error.stderr ?? '').trim();
    throw new ProcessError(failure(file, args, error), stderr, error.code, error.exitCode, error.timedOut);
  } finally {
    running.delete(child);
  }
}

function failure(file: string, args: readonly string[], error: ExecaError): string {
  const command = [file.split('/').at(-1), args[0]].join(' ');
  if (error.timedOut) return `${command} took longer than ${Math.round(error.durationMs / 1000)} s and was ended`;
  if (error.isMaxBuffer) return `${command} wrote more than ${maxBuffer / 1024 / 1024} MiB and was ended`;
  if (error.code === 'ENOENT') return `${file} is not there`;
  if (error.code !== undefined) return `${file} could not be started (${error.code})`;
  if (error.signal) return `${command} was ended by ${error.signal}`;
  return `${command} failed with exit code ${error.exitCode}`;
}
