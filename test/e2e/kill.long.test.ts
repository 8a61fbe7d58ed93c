import { existsSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout, temporaryFolder } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { runGit } from '../support/forge.js';
import { runStep } from '../support/runner.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture, mirrorsOf } from '../support/seed.js';

const output = 'infrastructure/prepullers';
const moments = 20;

let scenario: Scenario;
let cache: string;
let base: string;
/** Tree of a complete run. */
let complete: string;
let wholeRun: number;

beforeAll(async () => {
  scenario = await startScenario(fixture('seed'));
  cache = await temporaryFolder('cache');
  base = await scenario.tip();
  // The first run fills the cache, so that the second shows how long those last that are ended.
  for (const _ of ['cold', 'warm']) {
    await scenario.forge.git('update-ref', 'refs/heads/main', base);
    const begin = performance.now();
    expect((await step(await checkout(scenario.forge))).exitCode).toBe(0);
    wholeRun = performance.now() - begin;
  }
  complete = await scenario.forge.git('rev-parse', 'main^{tree}');
});
afterAll(() => scenario.close());

async function step(workspace: string, { signal, temporary }: { signal?: AbortSignal; temporary?: string } = {}) {
  return await runStep({
    workspace,
    event: await eventEnvironment(scenario.forge, { name: 'workflow_dispatch', sha: base }),
    inputs: { 'chart-mirrors': mirrorsOf(scenario.charts), 'cache-path': cache },
    ...(signal && { signal }),
    ...(temporary && { temporary }),
  });
}

/** git that the ended step had started may still be at work. */
async function untilNobodyWorksIn(folder: string): Promise<void> {
  const isAtWork = async () => {
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const folders = await Promise.all(processes.map((id) => readlink(`/proc/${id}/cwd`).catch(() => '')));
    return folders.some((cwd) => cwd.startsWith(folder));
  };
  while (existsSync('/proc') && (await isAtWork())) await setTimeout(20);
}

it.each(Array.from({ length: moments }, (_, index) => index))(
  'ended at moment %i, a run leaves everything sound',
  async (moment) => {
    await scenario.forge.git('update-ref', 'refs/heads/main', base);
    const workspace = await checkout(scenario.forge);
    const temporary = await temporaryFolder('runner');
    const signal = AbortSignal.timeout(Math.round((wholeRun * (moment + 0.5)) / moments));
    await step(workspace, { signal, temporary });
    await untilNobodyWorksIn(workspace);

    // The origin is as it was, or complete.
    expect(await scenario.forge.git('fsck', '--strict', '--no-dangling')).toBe('');
    expect([await scenario.forge.git('rev-parse', `${base}^{tree}`), complete]).toContain(
      await scenario.forge.git('rev-parse', 'main^{tree}'),
    );
    expect(Number(await scenario.forge.git('rev-list', '--count', 'main'))).toBeLessThanOrEqual(2);

    // So is the checkout, but for generated files that wait for the next run.
    expect(await runGit(workspace, 'fsck', '--strict', '--no-dangling')).toBe('');
    expect([base, await scenario.tip()]).toContain(await runGit(workspace, 'rev-parse', 'HEAD'));
    const status = (await runGit(workspace, 'status', '--porcelain', '--untracked-files=all'))
      .split('\n')
      .filter(Boolean);
    expect(status.filter((line) => !line.slice('XY '.length).startsWith(`${output}/`))).toEqual([]);
    expect((await readdir(`${workspace}/.git`)).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect((await readdir(temporary)).filter((name) => name.startsWith('prepuller-'))).toEqual([]);

    const next = await step(workspace);
    expect(next.exitCode, next.log).toBe(0);
    expect(await scenario.forge.git('rev-parse', 'main^{tree}')).toBe(complete);
    expect(await scenario.forge.git('rev-list', '--count', 'main')).toBe('2');
    expect(await runGit(workspace, 'rev-parse', 'HEAD')).toBe(await scenario.tip());
    expect(await runGit(workspace, 'status', '--porcelain')).toBe('');
  },
);
