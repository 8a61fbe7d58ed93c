import { afterAll, beforeAll, expect, it } from 'vitest';
import { bombs, quietRelease, startBombScenario } from '../support/bombs.js';
import type { Scenario } from '../support/scenario.js';

/** Those that are over at once; all of them are tried in the long tests. */
const quick = ['laughs-in-values', 'laughs-in-chart', 'repeat'];

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startBombScenario();
});
afterAll(() => scenario.close());

it('bombs are one error each of their releases, and the one beside them is committed', async () => {
  const run = await scenario.push(
    { ...Object.assign({}, ...quick.map((name) => bombs[name])), 'good/good.yaml': quietRelease('good') },
    { inputs: { 'memory-limit': '256MiB' } },
  );
  expect(run.exitCode, run.log).toBe(1);
  const failed = JSON.parse(run.outputs.failed ?? '[]') as { file: string; message: string }[];
  expect(failed.map(({ file }) => file).sort()).toEqual(quick.map((name) => `bombs/${name}.yaml`).sort());
  expect(failed.find(({ file }) => file === 'bombs/repeat.yaml')?.message).toContain(
    'took more than 256 MiB of memory, which is the input memory-limit, and was ended',
  );
  expect(await scenario.list('infrastructure/prepullers')).toContain('prepuller-good.yaml');
});
