import * as core from '@actions/core';
import { type Problem, releaseKey } from '../problem.js';
import type { CommitOutcome, RunResult } from '../run-result.js';
import { jsonLines } from './json-lines.js';
import { toRunnerFile } from './runner-file.js';

/** A message of a tool may have any length; what is cut off stands in the log. */
const mostCharacters = 4_000;

/**
 * Sets the outputs that action.yml names.
 * @throws FatalError when the runner's file for them cannot be written
 */
export async function setOutputs(result: RunResult): Promise<void> {
  const { added, removed } = await imagesOfChanges(result);
  const pullRequest = pullRequestOf(result.commit);
  const outputs = {
    changed: String(result.changes.length > 0),
    skipped: String(result.commit.kind === 'skipped'),
    releases: String(result.releases),
    images: jsonLines(imagesOutput(result)),
    'images-added': jsonLines(added),
    'images-removed': jsonLines(removed),
    failed: jsonLines(failedOutput(result.problems)),
    'commit-sha': ('sha' in result.commit && result.commit.sha) || '',
    'pull-request-number': pullRequest === undefined ? '' : String(pullRequest.number),
    'pull-request-url': pullRequest?.url ?? '',
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
    return { namespace: id.namespace, name: id.name, images: known, ...(size && { size }) };
  });
}

/** The YAML parser is loaded only where there are changes: a skipped run sets outputs too. */
async function imagesOfChanges({ changes, unchanged }: RunResult): Promise<{ added: string[]; removed: string[] }> {
  if (changes.length === 0) return { added: [], removed: [] };
  const { pulledImages, without } = await import('../generated-images.js');
  const before = new Set(changes.flatMap((change) => [...pulledImages(change.before ?? '')]));
  const after = new Set(changes.flatMap((change) => [...pulledImages(change.after ?? '')]));
  const gone = without(before, after);
  // Only these can tell that one is still pulled: few files are parsed, and none where no image goes.
  const others = unchanged.filter((text) => gone.some((image) => text.includes(image)));
  const still = new Set(others.flatMap((text) => [...pulledImages(text)]));
  return { added: without(after, before), removed: gone.filter((image) => !still.has(image)) };
}

function pullRequestOf(commit: CommitOutcome): { number: number; url: string } | undefined {
  return 'pullRequest' in commit ? commit.pullRequest : undefined;
}

function failedOutput(problems: readonly Problem[]) {
  return problems
    .filter((problem) => problem.severity === 'error')
    .map(({ release, message, place }) => ({
      namespace: release?.namespace ?? '',
      name: release?.name ?? '',
      message: message.length > mostCharacters ? `${message.slice(0, mostCharacters)}...` : message,
      file: place?.file ?? '',
      line: place?.line ?? null,
    }));
}
