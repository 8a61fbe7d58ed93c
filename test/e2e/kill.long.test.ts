import { afterAll, beforeAll, expect, it } from 'vitest';
import { type InterruptedRuns, type Interruption, startInterruptedRuns } from '../support/interrupted-run.js';

const signals = 40;

let runs: InterruptedRuns;
beforeAll(async () => {
  runs = await startInterruptedRuns();
});
afterAll(() => runs.close());

/** Every second one comes while helm or kustomize runs, each of which takes about a tenth of a second. */
const interruptions = Array.from({ length: signals }, (_, index): Interruption => {
  const random = Math.random();
  const tool = index % 4 === 1 ? 'helm' : 'kubectl';
  return {
    moment: index % 2 === 0 ? { part: random } : { tool, milliseconds: Math.round(random * 100) },
    signal: index % 3 === 0 ? 'SIGINT' : 'SIGTERM',
    times: 1 + (index % 2),
  };
});

it.each(interruptions)('$signal, sent $times times at $moment, leaves everything sound', async (interruption) => {
  await runs.expectSound(interruption);
  expect.hasAssertions();
});
