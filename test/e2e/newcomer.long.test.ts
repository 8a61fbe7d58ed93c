import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChartServer } from '../support/chart-server.js';
import { checkout, pushFiles, temporaryFolder } from '../support/checkout.js';
import { type Forge, runGit, startForge } from '../support/forge.js';
import { runStep, type StepResult } from '../support/runner.js';
import { mirrorsOf, serveFixtureCharts } from '../support/seed.js';
import { base, type Mistake, mistakes } from './newcomer-mistakes.js';

let charts: ChartServer;
let temporary: string;
beforeAll(async () => {
  charts = await serveFixtureCharts();
  temporary = await temporaryFolder('newcomer');
});
afterAll(() => charts.close());

async function runOn(forge: Forge, { sparse, inputs, ...mistake }: Mistake): Promise<StepResult> {
  const workspace = await checkout(forge, sparse ? { sparse } : {});
  const options = { event: {}, env: {}, tools: 'v35' as const, ...mistake };
  return await runStep({
    workspace,
    temporary,
    event: {
      GITHUB_SHA: await runGit(workspace, 'rev-parse', 'HEAD'),
      GITHUB_REPOSITORY: forge.repository,
      ...options.event,
    },
    env: options.env,
    tools: options.tools,
    inputs: { 'chart-mirrors': mirrorsOf(charts), 'cluster-name': 'production', ...inputs },
  });
}

describe('a mistake of a new user', () => {
  let forge: Forge;
  beforeAll(async () => {
    forge = await startForge();
  });
  afterAll(() => forge.close());

  it('is none in the repository as it should be', async () => {
    await pushFiles(forge, base);
    const { log, exitCode } = await runOn(forge, {});
    expect(log).not.toMatch(/^::(error|warning|notice)/m);
    expect(exitCode, log).toBe(0);
  });

  it.each(mistakes)('%s is answered', async (_, mistake, words) => {
    const own = await startForge();
    try {
      const first = mistake.afterGoodRun ? base : { ...base, ...mistake.files };
      await pushFiles(own, Object.fromEntries(Object.entries(first).filter(([, text]) => text !== null)));
      if (mistake.afterGoodRun) {
        await runOn(own, {});
        await pushFiles(own, mistake.files ?? {});
      }
      const { log, exitCode } = await runOn(own, mistake);
      for (const word of words) expect(log).toMatch(word);
      expect(exitCode, log).toBe(mistake.exitCode ?? 0);
    } finally {
      await own.close();
    }
  });
});
