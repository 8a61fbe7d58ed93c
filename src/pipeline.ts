import { setImmediate as nextTurn } from 'node:timers/promises';
import { detectChanges } from './changes/detect-changes.js';
import type { RunEvent } from './event.js';
import type { RunSource } from './git/commit-result.js';
import type { Inputs } from './inputs/inputs.js';
import { line } from './report/log.js';
import { Timing } from './report/timing.js';
import { emptyResult, type RunResult } from './run-result.js';

/** The whole action: is there anything to do, and if there is, all of it. */
export async function runPipeline(inputs: Inputs, event: RunEvent): Promise<RunResult> {
  const timing = new Timing();
  const relevance = await timing.of('changes', () => detectChanges(inputs, event));
  line(relevance.reason);
  if (!relevance.relevant) return emptyResult({ kind: 'skipped', reason: relevance.reason });

  // Loaded only now: a push that changed nothing relevant is told so without reading what all else needs.
  const [source, { generateAndCommit, lastRun }] = await Promise.all([
    timing.of('git', () => openSource(inputs, event)),
    timing.of('loading', () => loadStages(inputs, event)),
  ]);
  const result = await generateAndCommit(source, { inputs, event, timing, lastRun });
  if (inputs.timing) timing.report();
  return result;
}

async function openSource(inputs: Inputs, event: RunEvent): Promise<RunSource> {
  const { prepareSource } = await import('./git/prepare-source.js');
  return await prepareSource(inputs, event);
}

/** What finds everything anew is read only where that is needed. */
async function loadStages(inputs: Inputs, event: RunEvent) {
  // Git looks at the checkout meanwhile, on the other core, and nothing is done here while modules are read.
  await nextTurn();
  const { generateAndCommit, loadGenerate, openLastRun } = await import('./generate-and-commit.js');
  const lastRun = openLastRun(inputs, event);
  if (lastRun.said === undefined) await loadGenerate();
  return { generateAndCommit, lastRun };
}
