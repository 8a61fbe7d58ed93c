import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { runStep, type StepOptions } from '../test/support/runner.js';

/** One whole process. */
export interface Measurement {
  milliseconds: number;
  peakMebibytes: number;
  /** Processes that it started, by program. */
  children: Record<string, number>;
  log: string;
}

const observer = fileURLToPath(new URL('observe.cjs', import.meta.url));

/** Runs the committed bundle as a runner would; a step that fails ends the bench. */
export async function measureStep(options: StepOptions): Promise<Measurement> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-bench-'));
  const report = path.join(folder, 'report.jsonl');
  const env = { ...options.env, NODE_OPTIONS: `--require=${observer}`, PREPULLER_BENCH_REPORT: report };
  const { milliseconds, result } = await timed(() => runStep({ ...options, env }));
  if (result.exitCode !== 0) throw new Error(`the step failed:\n${result.log}`);
  const [observed] = (await readFile(report, 'utf8')).trim().split('\n');
  await rm(folder, { recursive: true });
  return { milliseconds, log: result.log, ...JSON.parse(observed ?? '{}') };
}

/** Any other program, standard output thrown away. */
export async function measureCommand(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
) {
  const { milliseconds } = await timed(() => execa(file, args, { ...options, stdout: 'ignore', stderr: 'pipe' }));
  return milliseconds;
}

async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** The median of an odd or even number of figures, at least one. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('a median needs figures');
  return (low + high) / 2;
}
