import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { haltIfInterrupted } from '../interruption.js';
import { turnOutside } from '../outside.js';
import { type DiskBound, watchDisk } from './disk-watch.js';
import { watchMemory } from './memory-watch.js';
import { type Ending, keepTrackOf, signalGroup } from './running-processes.js';

/** What a program may take of; it is ended when it takes more. */
type Bound = 'time' | 'memory' | 'output' | 'disk';

export interface Bounds {
  milliseconds?: number;
  /** Resident memory of the program and all that it starts. */
  memoryBytes?: number;
  disk?: DiskBound;
  outputBytes: number;
  errorBytes: number;
}

export interface SuperviseOptions {
  cwd: string;
  /** All variables that the program gets. */
  env: Record<string, string>;
  /** Standard input; without it, there is nothing to read. */
  input?: string;
  /** How it is ended when this process is. */
  ending: Ending;
  bounds: Bounds;
}

export interface Supervised {
  stdout: string;
  stderr: string;
  /** `undefined` when it was not started, or a signal ended it. */
  exitCode: number | undefined;
  signal: NodeJS.Signals | undefined;
  /** The bound that it broke, for which it was ended. */
  broke?: Bound;
  /** `ENOENT` and the like when it could not be started. */
  code?: string;
}

/**
 * Runs a program without a shell, as the first of a process group of its own, and ends the whole group with it: when it is
 * done, when it breaks a bound, and when this process ends. (execa and `@actions/exec` know of the first process alone.)
 */
export async function supervise(file: string, args: readonly string[], options: SuperviseOptions): Promise<Supervised> {
  turnOutside();
  await haltIfInterrupted();
  const child = start(file, args, options);
  if (child instanceof Error) return notStarted(child);
  keepTrackOf(child, options.ending);
  const guard = keepBounds(child, options.bounds);
  const stdout = collect(child.stdout, options.bounds.outputBytes, guard.outputExceeded);
  const stderr = collect(child.stderr, options.bounds.errorBytes, guard.outputExceeded);
  const ended = await endOf(child, options.input);
  guard.release();
  // Nothing that the end of this process brought about is taken for a result.
  await haltIfInterrupted();
  const broke = guard.broke();
  return { ...ended, stdout: stdout(), stderr: stderr(), ...(broke && { broke }) };
}

/** Without a file descriptor or memory left `spawn` throws; of a program that is not there the child reports it. */
function start(file: string, args: readonly string[], options: SuperviseOptions): ChildProcess | Error {
  const { cwd, env, input } = options;
  const stdin = input === undefined ? 'ignore' : 'pipe';
  try {
    return spawn(file, args, { cwd, env, detached: true, stdio: [stdin, 'pipe', 'pipe'] });
  } catch (error) {
    return error as Error;
  }
}

function notStarted(error: NodeJS.ErrnoException): Supervised {
  return { stdout: '', stderr: '', exitCode: undefined, signal: undefined, code: error.code ?? error.message };
}

interface Guard {
  outputExceeded(): void;
  release(): void;
  broke(): Bound | undefined;
}

function keepBounds(child: ChildProcess, { milliseconds, memoryBytes, disk }: Bounds): Guard {
  let broke: Bound | undefined;
  const end = (bound: Bound) => () => {
    broke ??= bound;
    signalGroup(child, 'SIGKILL');
  };
  const timer = milliseconds === undefined ? undefined : setTimeout(end('time'), milliseconds);
  const isWatched = memoryBytes !== undefined && child.pid !== undefined;
  const stopWatching = isWatched ? watchMemory(child.pid, memoryBytes, end('memory')) : () => {};
  const stopWatchingDisk = disk ? watchDisk(disk, end('disk')) : () => {};
  const release = () => {
    clearTimeout(timer);
    stopWatching();
    stopWatchingDisk();
  };
  return { outputExceeded: end('output'), release, broke: () => broke };
}

/** Keeps what a stream gives, up to a bound. */
function collect(stream: Readable | null, maxBytes: number, exceeded: () => void): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream?.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else exceeded();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

/** How long what a program wrote may still be under way when it is gone: a process that left its group may hold the pipe. */
const drainMilliseconds = 2_000;

async function endOf(
  child: ChildProcess,
  input: string | undefined,
): Promise<Pick<Supervised, 'exitCode' | 'signal' | 'code'>> {
  // A program may end before it has read everything.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return await new Promise((resolve) => {
    let drained: NodeJS.Timeout | undefined;
    child.once('exit', () => {
      drained = setTimeout(
        () => [child.stdout, child.stderr].forEach((stream) => void stream?.destroy()),
        drainMilliseconds,
      );
    });
    child.once('close', (exitCode, signal) => {
      clearTimeout(drained);
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
    });
    child.once('error', (error: NodeJS.ErrnoException) => resolve({ ...notStarted(error) }));
  });
}
