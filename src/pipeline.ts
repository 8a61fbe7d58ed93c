import { detectChanges } from './changes/detect-changes.js';
import type { RunEvent } from './event.js';
import { commitChanges } from './git/commit-changes.js';
import type { Superseded } from './git/commit-result.js';
import { targetBranch } from './git/target.js';
import type { Inputs } from './inputs/inputs.js';
import { line } from './report/log.js';
import { reportCommit } from './report/story.js';
import { Timing } from './report/timing.js';
import type { RunResult } from './run-result.js';

/**
 * The whole action: is there anything to do, what does Flux run and which images does that need (`generate`), and the
 * commit of the files that keep them on the nodes.
 */
export async function runPipeline(inputs: Inputs, event: RunEvent): Promise<RunResult> {
  const timing = new Timing();
  const relevance = await timing.of('changes', () => detectChanges(inputs, event));
  line(relevance.reason);
  if (!relevance.relevant) return nothingToDo;

  // What cannot be committed is refused before the work is done.
  if (inputs.commitChanges && !inputs.check) targetBranch(inputs, event);
  const result = await generateAndCommit(inputs, event, timing);
  if (inputs.timing) timing.report();
  return result;
}

const nothingToDo: RunResult = { releases: 0, rendered: [], changes: [], problems: [], commit: { kind: 'unchanged' } };

/** @param previous Of the run before, when this one repeats it on a newer tip of the branch; their number is bounded. */
async function generateAndCommit(
  inputs: Inputs,
  event: RunEvent,
  timing: Timing,
  previous?: Superseded,
): Promise<RunResult> {
  // Loaded only now: a push that changed nothing relevant is told so without reading a YAML parser.
  const { generate } = await timing.of('loading', () => import('./generate.js'));
  const generated = await generate(inputs, timing);
  const commit = await timing
    .of('git', () => commitChanges(generated.changes, inputs, event, previous))
    .catch((error: unknown) => ({ kind: 'failed' as const, error }));
  reportCommit(commit);
  if (commit.kind !== 'superseded') return { ...generated, commit };
  return await generateAndCommit({ ...inputs, root: commit.root }, event, timing, commit);
}
