import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';
import { prepareStep, type StepOptions } from '../test/support/runner.js';

/** One run of the committed bundle, as a whole process. */
export interface Measurement {
  milliseconds: number;
  /** Processor time of the program with all that it starts. */
  processorMilliseconds: number;
  /** Of the program itself. */
  peakMebibytes: number;
  /** Of the largest process among it and all that it starts. */
  largestMebibytes: number;
  /** Processes that it started, by program. */
  children: Record<string, number>;
  /** Milliseconds by stage, as `timing` prints them. */
  stages: Record<string, number>;
  /** Kustomizations that were built. */
  builds: number;
}

const observer = fileURLToPath(new URL('observe.cjs', import.meta.url));

/** Runs the bundle as a runner would; a step that fails ends the bench. */
export async function measureStep(options: StepOptions): Promise<Measurement> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-bench-'));
  const report = path.join(folder, 'report.json');
  const usage = path.join(folder, 'usage');
  const step = await prepareStep({
    ...options,
    inputs: { timing: 'true', ...options.inputs },
    launcher: timeCommand(usage),
    env: { ...options.env, NODE_OPTIONS: `--require=${observer}`, PREPULLER_BENCH_REPORT: report },
  });
  const { milliseconds, result } = await timed(() => step.run());
  if (result.exitCode !== 0) throw new Error(`the step failed:\n${result.log}`);
  const observed = JSON.parse(await readFile(report, 'utf8')) as Pick<Measurement, 'peakMebibytes' | 'children'>;
  const used = readUsage(await readFile(usage, 'utf8'));
  await rm(folder, { recursive: true });
  return { milliseconds, ...used, ...observed, stages: readStages(result.log), builds: readBuilds(result.log) };
}

/** A run of the committed bundle with nothing beside it that looks on. @returns milliseconds */
export async function timeStep(options: StepOptions): Promise<number> {
  const step = await prepareStep(options);
  const { milliseconds, result } = await timed(() => step.run());
  if (result.exitCode !== 0) throw new Error(`the step failed:\n${result.log}`);
  return milliseconds;
}

/** GNU time, which is told of a program with all that it has waited for (wait4(2)). */
function timeCommand(output: string): string[] {
  return ['/usr/bin/time', '--format', '%U %S %M', '--output', output];
}

type Usage = Pick<Measurement, 'processorMilliseconds' | 'largestMebibytes'>;

function readUsage(text: string): Usage {
  // Before its own line it says that a program has failed.
  const [user = 0, system = 0, kibibytes = 0] = (text.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { processorMilliseconds: (user + system) * 1000, largestMebibytes: Math.round(kibibytes / 1024) };
}

/** Any program with all that it starts. @throws when it does not end well. */
export async function measureProgram(
  file: string,
  args: readonly string[],
  options: Options = {},
): Promise<Usage & Pick<Measurement, 'milliseconds'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-bench-'));
  const usage = path.join(folder, 'usage');
  const [command = '', ...before] = timeCommand(usage);
  const milliseconds = await measureCommand(command, [...before, file, ...args], options);
  const used = readUsage(await readFile(usage, 'utf8'));
  await rm(folder, { recursive: true });
  return { milliseconds, ...used };
}

function readStages(log: string): Record<string, number> {
  const figures = /^Time by stage: (.*)$/m.exec(log)?.[1] ?? '';
  return Object.fromEntries([...figures.matchAll(/(\w+) (\d+) ms/g)].map((match) => [match[1], Number(match[2])]));
}

function readBuilds(log: string): number {
  return Number(/(\d+) of \d+ Kustomizations built/.exec(log)?.[1] ?? Number.NaN);
}

/** Any other program, its standard output thrown away. @returns milliseconds */
export async function measureCommand(file: string, args: readonly string[], options: Options = {}): Promise<number> {
  return (await timed(() => execa(file, args, { ...options, stdout: 'ignore' }))).milliseconds;
}

async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** The middle figure, or the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (lower === undefined || upper === undefined) throw new Error('a median needs figures');
  return (lower + upper) / 2;
}
