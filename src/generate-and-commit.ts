import type { RunEvent } from './event.js';
import { generate } from './generate.js';
import { commitChanges } from './git/commit-changes.js';
import type { RunSource } from './git/commit-result.js';
import type { Inputs } from './inputs/inputs.js';
import { grouped } from './report/log.js';
import { reportProblems } from './report/problems.js';
import { proposalText } from './report/run-text.js';
import { reportChanges, reportCommit, reportDiscovery, reportImages, reportSizes } from './report/story.js';
import type { Timing } from './report/timing.js';
import type { RunResult } from './run-result.js';

/**
 * What does Flux run and which images does that need (`generate`), and the commit of the files that keep them on the nodes.
 * @param source The checkout, or a newer tip of the branch that the run is repeated on; their number is bounded.
 */
export async function generateAndCommit(
  source: RunSource,
  inputs: Inputs,
  event: RunEvent,
  timing: Timing,
): Promise<RunResult> {
  const place = { root: source.root, top: source.workspace?.source.top };
  const generated = await generate({ ...inputs, ...place }, event, timing, {
    found: (discovery) => reportDiscovery(discovery, inputs.label),
  });
  reportImages(generated.rendered, generated.sizes);
  reportProblems(generated.problems);
  reportChanges(generated.changes, inputs.check);
  reportSizes(generated.sizes);
  const isComplete = generated.problems.every(({ severity }) => severity !== 'error');
  const describe = (mostCharacters: number) => proposalText(generated, mostCharacters);
  const commit = await grouped(inputs.commitChanges && !inputs.check ? 'git' : '', () =>
    timing
      .of('git', () => commitChanges({ ...generated, describe, isComplete }, inputs, event, source))
      .catch((error: unknown) => ({ kind: 'failed' as const, error })),
  );
  reportCommit(commit);
  if (commit.kind !== 'superseded') return { ...generated, commit };
  return await generateAndCommit(commit, inputs, event, timing);
}
