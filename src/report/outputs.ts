import * as core from '@actions/core';
import { type Problem, releaseKey } from '../problem.js';
import type { CommitOutcome, RunResult } from '../run-result.js';
import { messageOf } from './failure.js';
import { jsonLines } from './json-lines.js';
import { toRunnerFile } from './runner-file.js';

/** A message of a tool may have any length; what is cut off stands in the log. */
const mostCharacters = 4_000;

/**
 * Sets the outputs that action.yml names.
 * @param patch File of the patch that mends what a check found to be out of date.
 * @throws FatalError when the runner's file for them cannot be written
 */
export async function setOutputs(result: RunResult, patch = ''): Promise<void> {
  const { added, removed } = result.whatChanges.images;
  const pullRequest = pullRequestOf(result.commit);
  const outputs = {
    changed: String(result.changes.length > 0),
    skipped: String(result.commit.kind === 'skipped'),
    // Of a run that ended early it is not known how many there are; that it changed nothing is.
    releases: result.commit.kind === 'ended' ? '' : String(result.releases),
    images: jsonLines(imagesOutput(result)),
    'images-added': jsonLines(added),
    'images-removed': jsonLines(removed),
    failed: jsonLines(failedOutput(result)),
    'commit-sha': ('sha' in result.commit && result.commit.sha) || '',
    'pull-request-number': pullRequest === undefined ? '' : String(pullRequest.number),
    'pull-request-url': pullRequest?.url ?? '',
    patch,
  };
  await toRunnerFile('GITHUB_OUTPUT', 'outputs', () => {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  });
}

/** With what registries say of each image and of a release's images together, where they were asked. */
function imagesOutput({ rendered, sizes }: RunResult) {
  return rendered.map(({ id, images }) => {
    const size = sizes?.releases.get(releaseKey(id));
    const known = images.map((image) => ({ ...image, ...sizes?.images.get(image.reference) }));
    return { ...id, images: known, ...(size && { size }) };
  });
}

function pullRequestOf(commit: CommitOutcome): { number: number; url: string } | undefined {
  return 'pullRequest' in commit ? commit.pullRequest : undefined;
}

function failedOutput({ problems, commit }: RunResult) {
  const errors: Pick<Problem, 'message' | 'release' | 'place'>[] =
    commit.kind === 'ended'
      ? [{ message: messageOf(commit.error) }]
      : problems.filter((problem) => problem.severity === 'error');
  return errors.map(({ release, message, place }) => ({
    // Plain objects are known by what applies them, which may have the name of a release.
    ...(release?.kind && { kind: release.kind }),
    namespace: release?.namespace ?? '',
    name: release?.name ?? '',
    message: message.length > mostCharacters ? `${message.slice(0, mostCharacters)}...` : message,
    file: place?.file ?? '',
    line: place?.line ?? null,
  }));
}
