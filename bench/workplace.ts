import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { type ChartServer, startChartServer } from '../test/support/chart-server.js';
import { mirrorsOf } from '../test/support/seed.js';
import { type BenchChart, writeCharts } from './charts.js';
import { type Measurement, measureStep } from './measure.js';
import { type BenchRelease, type RepositoryPlan, releaseFile, writeRepository } from './repository.js';

/** One temporary folder with charts, a server for them, and a repository for each plan. */
export interface Workplace {
  charts: readonly BenchChart[];
  server: ChartServer;
  repository(plan: Omit<RepositoryPlan, 'charts' | 'seed'>): Promise<BenchRepository>;
  close(): Promise<void>;
}

export interface BenchRepository {
  root: string;
  releases: readonly BenchRelease[];
  plan: RepositoryPlan;
  /** A run without cache and output. */
  cold(inputs?: Record<string, string>): Promise<Measurement>;
  /** A run that finds the cache and the output of the one before. */
  warm(inputs?: Record<string, string>): Promise<Measurement>;
  /** Makes it a Git repository with one commit. */
  commit(): Promise<void>;
  /** Gives one release other values. */
  change(): Promise<void>;
}

const seed = 20_260_101;

export async function openWorkplace(chartCount: number): Promise<Workplace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-bench-'));
  // All that is temporary in what the bench is made of goes with it.
  process.env.TMPDIR = folder;
  const charts = await writeCharts(path.join(folder, 'charts'), chartCount);
  const server = await startChartServer({ charts: charts.map((chart) => chart.folder) });
  let count = 0;
  return {
    charts,
    server,
    async repository(plan) {
      count += 1;
      const place = path.join(folder, `repository-${count}`);
      return await openRepository(place, { seed, charts, ...plan }, server);
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function openRepository(place: string, plan: RepositoryPlan, server: ChartServer): Promise<BenchRepository> {
  const [root, temporary] = [path.join(place, 'checkout'), path.join(place, 'temporary')];
  const releases = await writeRepository(root, plan);
  const inputs = { 'chart-mirrors': mirrorsOf(server), 'commit-changes': 'false' };
  const warm = (given: Record<string, string> = {}) =>
    measureStep({ workspace: root, temporary, inputs: { ...inputs, ...given } });
  let changes = 0;
  return {
    root,
    releases,
    plan,
    warm,
    async cold(given) {
      await rm(temporary, { recursive: true, force: true });
      await rm(path.join(root, 'infrastructure/prepullers'), { recursive: true, force: true });
      await mkdir(temporary);
      return await warm(given);
    },
    commit: () => commit(root),
    async change() {
      changes += 1;
      const [release] = releases;
      if (release === undefined) throw new Error('a repository needs a release');
      const file = path.join(root, releaseFile(release, plan.layout));
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/replicas: \d+/, `replicas: ${100 + changes}`));
    },
  };
}

async function commit(root: string): Promise<void> {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    [...identity, 'commit', '--quiet', '--message=bench'],
  ]) {
    await execa('git', args, { cwd: root });
  }
}
