import type { RunEvent } from './event.js';
import { commitChanges } from './git/commit-changes.js';
import type { RunSource } from './git/commit-result.js';
import type { Inputs } from './inputs/inputs.js';
import { openNetwork } from './network/network.js';
import type { LastRun, Said } from './repetition/last-run.js';
import { grouped, groupText, type LogText } from './report/log.js';
import { reportProblems } from './report/problems.js';
import { proposalText } from './report/run-text.js';
import { discoveryText, reportChanges, reportCommit, reportImages, reportSizes } from './report/story.js';
import type { Timing } from './report/timing.js';
import type { Findings, RunResult } from './run-result.js';

// The pipeline and the command load all of this from here alone, so that the bundle has what is shared in one file.
export { openLastRun } from './repetition/last-run.js';

/** All that finds out what Flux runs; much to read, and not needed where the last run is repeated. */
export const loadGenerate = () => import('./generate.js');

/** What a run on the files at hand is made with. */
export interface Run {
  inputs: Inputs;
  event: RunEvent;
  timing: Timing;
  lastRun: LastRun;
}

/**
 * What does Flux run and which images does that need (`generate`), and the commit of the files that keep them on the nodes.
 * @param source The checkout, or a newer tip of the branch that the run is repeated on; their number is bounded.
 */
export async function generateAndCommit(source: RunSource, run: Run): Promise<RunResult> {
  const { inputs, event, timing } = run;
  const said = source.root === inputs.root ? run.lastRun.said : undefined;
  const findings = said ? await timing.of('repeating', () => repeat(said, run)) : await find(source, run);
  reportImages(findings.rendered, findings.sizes);
  reportProblems(findings.problems);
  reportChanges(findings.changes, inputs.check);
  reportSizes(findings.sizes);
  const describe = (mostCharacters: number) => proposalText(findings, mostCharacters);
  const generated = { changes: findings.changes, describe, isComplete: isComplete(findings) };
  const commit = await grouped(inputs.commitChanges && !inputs.check ? 'git' : '', () =>
    timing
      .of('git', () => commitChanges(generated, inputs, event, source))
      .catch((error: unknown) => ({ kind: 'failed' as const, error })),
  );
  reportCommit(commit);
  if (commit.kind !== 'superseded') return { ...findings, commit };
  return await generateAndCommit(commit, run);
}

/** What the last run found, for this one would find the same. */
async function repeat({ discovered, findings }: Said, { inputs, event }: Run): Promise<Findings> {
  // What is wrong with its inputs is said, although nobody is asked.
  await (await openNetwork(inputs, event)).close();
  groupText(discovered);
  return findings;
}

async function find({ root, workspace }: RunSource, { inputs, event, timing, lastRun }: Run): Promise<Findings> {
  const { generate } = await loadGenerate();
  let discovered: LogText | undefined;
  const generated = await generate({ ...inputs, root, top: workspace?.source.top }, event, timing, {
    found(discovery) {
      discovered = discoveryText(discovery, inputs.label);
      groupText(discovered);
    },
  });
  const { sources: _sources, files: _files, askedNothing, ...findings } = generated;
  const { sizes, ...lasting } = findings;
  const isSettled = isComplete(findings) && findings.changes.length === 0 && sizes === undefined;
  if (discovered && askedNothing && isSettled && root === inputs.root) lastRun.keep({ discovered, findings: lasting });
  return findings;
}

/** Nothing failed that another run of the same files may do. */
function isComplete({ problems }: Findings): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}
