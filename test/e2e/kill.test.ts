import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type InterruptedRuns, type Interruption, startInterruptedRuns } from '../support/interrupted-run.js';

let runs: InterruptedRuns;
beforeAll(async () => {
  runs = await startInterruptedRuns();
});
afterAll(() => runs.close());

it.skipIf(!existsSync('/proc')).each<Interruption>([
  { signal: 'SIGTERM', times: 1, moment: { part: 0.1 } },
  { signal: 'SIGINT', times: 2, moment: { part: 0.4 } },
  { signal: 'SIGTERM', times: 2, moment: { tool: 'helm', milliseconds: 10 } },
  { signal: 'SIGINT', times: 1, moment: { tool: 'kubectl', milliseconds: 5 } },
  { signal: 'SIGTERM', times: 1, moment: { part: 0.8 } },
  { signal: 'SIGTERM', times: 3, moment: { part: 0.95 } },
  { signal: 'SIGKILL', times: 1, moment: { tool: 'helm', milliseconds: 10 } },
])('$signal, sent $times times at $moment, leaves everything sound', async (interruption) => {
  await runs.expectSound(interruption);
  expect.hasAssertions();
});
