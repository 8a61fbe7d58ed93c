import path from 'node:path';
import { setEngineFlag } from '../engine-flags.js';
import { explainSystemFault } from '../system-fault.js';
import { toolEnvironment } from './child-environment.js';
import type { DiskBound } from './disk-watch.js';
import { type Supervised, supervise } from './supervise.js';
import { createTemporaryFolder, removeTemporaryFolder } from './temporary-folder.js';

export interface ProcessOptions {
  /** Absolute path of the folder it works in; its home by default. */
  cwd?: string;
  /** Added to the few variables that every tool gets; `undefined` takes one of these away. */
  env?: Record<string, string | undefined>;
  /** Standard input; empty by default. */
  input?: string;
  timeoutMilliseconds?: number;
  /** Bound of the resident memory of the program with all that it starts. */
  memoryBytes?: number;
  /** Bound of what it may write into a folder. */
  disk?: DiskBound;
}

/** A program that could not be started, failed, or broke a bound. Its `stderr` is untrusted text. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError';
  readonly stderr: string;
  /** `ENOENT` and the like when it could not be started. */
  readonly code: string | undefined;
  readonly exitCode: number | undefined;
  readonly timedOut: boolean;

  constructor(
    message: string,
    { stderr, code, exitCode, broke }: Pick<Supervised, 'stderr' | 'code' | 'exitCode' | 'broke'>,
  ) {
    super(message);
    this.stderr = stderr.trim();
    this.code = code;
    this.exitCode = exitCode;
    this.timedOut = broke === 'time';
  }
}

const mebibyte = 1024 * 1024;
/** A release that Flux can store (1 MiB, compressed) is far below the first; nobody reads more than the second. */
const bounds = { outputBytes: 64 * mebibyte, errorBytes: mebibyte };
/** Rendering the largest public charts takes a few seconds. */
const toolMilliseconds = 40_000;
const defaultMemoryBytes = 2048 * mebibyte;

/**
 * Runs a tool with a home of its own, which goes with it, and gives its standard output. The tool gets the variables that
 * it is given here and no others of this process.
 * @throws ProcessError
 */
export async function runProcess(file: string, args: readonly string[], options: ProcessOptions = {}): Promise<string> {
  const { cwd, env = {}, input, disk } = options;
  const { timeoutMilliseconds = toolMilliseconds, memoryBytes = defaultMemoryBytes } = options;
  leaveRoom();
  const home = createTemporaryFolder();
  try {
    const result = await supervise(file, args, {
      cwd: cwd ?? home,
      env: withoutUndefined({ ...toolEnvironment(home), ...collectGarbage(memoryBytes), ...env }),
      ...(input !== undefined && { input }),
      ending: 'SIGKILL',
      bounds: { ...bounds, milliseconds: timeoutMilliseconds, memoryBytes, ...(disk && { disk }) },
    });
    if (result.exitCode === 0 && result.broke === undefined) return result.stdout;
    const message = failure(file, args, result, { timeoutMilliseconds, memoryBytes, ...(disk && { disk }) });
    throw new ProcessError(message, result);
  } finally {
    await removeTemporaryFolder(home);
  }
}

/**
 * What Node takes of the machine beside a tool: of a run that renders 74 releases 2.2 s of processor time in place of 2.7, and
 * 114 MiB in place of 150.
 */
function leaveRoom(): void {
  setEngineFlag('optimizeLater');
  setEngineFlag('keepYoungGeneration');
}

/**
 * Helm and kustomize are written in Go and live for a moment: collecting garbage was up to a third of their processor time. Most
 * never come to this bound, and none is collected; beyond it as often as must be. A helm that renders 20 MiB takes 121 MiB and
 * 2.7 s so, and 375 MiB and 2.5 s where it collects rarely, without a bound.
 * https://go.dev/doc/gc-guide#Memory_limit
 */
const uncollectedBytes = 80 * mebibyte;

function collectGarbage(memoryBytes: number): Record<string, string> {
  // Less than the bound for which it is ended: what it has of its code counts for that as well.
  return { GOGC: 'off', GOMEMLIMIT: String(Math.min(uncollectedBytes, Math.floor(memoryBytes * 0.75))) };
}

function withoutUndefined(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

type ToolBounds = Required<Pick<ProcessOptions, 'timeoutMilliseconds' | 'memoryBytes'>> & Pick<ProcessOptions, 'disk'>;

function failure(file: string, args: readonly string[], result: Supervised, tool: ToolBounds): string {
  const command = [path.basename(file), args[0]].join(' ');
  if (result.code === 'ENOENT') return `${file} is not there`;
  if (result.code !== undefined) return `${file} could not be started: ${explainSystemFault(result.code)}`;
  const limits = {
    time: `took longer than ${tool.timeoutMilliseconds / 1000} s`,
    memory: `took more than ${Math.round(tool.memoryBytes / mebibyte)} MiB of memory, which is the input memory-limit,`,
    output: `wrote more than ${bounds.outputBytes / mebibyte} MiB`,
    disk: `wrote more than ${Math.round((tool.disk?.bytes ?? 0) / mebibyte)} MiB to the disk`,
  };
  if (result.broke !== undefined) return `${command} ${limits[result.broke]} and was ended`;
  if (result.signal !== undefined) return `${command} was ended by ${result.signal}`;
  return `${command} failed with exit code ${result.exitCode}`;
}
