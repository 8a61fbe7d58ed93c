import { cp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChartServer } from '../support/chart-server.js';
import { temporaryFolder } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { packChart } from '../support/pack-chart.js';
import { isRepeated, saidBy } from '../support/repetition.js';
import { runStep, type StepResult } from '../support/runner.js';
import { fixture, mirrorsOf, serveFixtureCharts } from '../support/seed.js';

/** Charts that these repositories name. */
const named = ['shop', 'other', 'mail', 'extra', 'same', 'raw', 'patched', 'mistyped', 'based', 'app-template', 'cart'];
const versions = ['1.0.0', '1.2.3', '3.0.0', '3.4.5', '9.0.0'];

let charts: ChartServer;

beforeAll(async () => {
  charts = await serveFixtureCharts();
  for (const name of named) {
    for (const version of versions) charts.publish(await packChart(fixture('charts/web'), { name, version }));
  }
});
afterAll(() => charts.close());

interface Job {
  workspace: string;
  temporary: string;
}

async function prepare(repository: string): Promise<Job> {
  const [workspace, temporary] = [await temporaryFolder('workspace'), await temporaryFolder('runner')];
  await cp(repository, workspace, { recursive: true, verbatimSymlinks: true });
  await runGit(workspace, 'init', '--quiet');
  await runGit(workspace, 'add', '--all', '--force');
  await runGit(workspace, 'commit', '--quiet', '--message=All');
  return { workspace, temporary };
}

async function run({ workspace, temporary }: Job): Promise<StepResult> {
  const inputs = { 'commit-changes': 'false', 'follow-sources': 'false', 'prepuller-label': '*', workloads: 'true' };
  return await runStep({
    workspace,
    temporary,
    inputs: { ...inputs, 'chart-mirrors': mirrorsOf(charts), timing: 'true' },
  });
}

/** Everything in the repository counts as opted in, so that a run has as much to say as there is. */
it('every repository of the fixtures is said again as it would be found anew', async () => {
  const names = await readdir(fixture('flux'));
  let repeatedOnes = 0;
  for (const name of names) {
    const job = await prepare(fixture(`flux/${name}/repository`));
    await run(job);
    await run(job);
    const kept = path.join(job.temporary, 'prepuller-cache/runs');
    const again = await run(job);
    await rename(kept, `${kept}-before`).catch(() => undefined);
    const anew = await run(job);
    expect(isRepeated(anew), name).toBe(false);
    expect(saidBy(again), name).toEqual(saidBy(anew));
    repeatedOnes += Number(isRepeated(again));
    await Promise.all([job.workspace, job.temporary].map((folder) => rm(folder, { recursive: true })));
  }
  // The others fail, or have to ask for a version each time.
  expect(repeatedOnes).toBeGreaterThan(names.length / 2);
}, 600_000);
