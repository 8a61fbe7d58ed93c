import * as core from '@actions/core';
import type { Problem } from '../problem.js';
import type { RunResult } from '../run-result.js';
import { toRunnerFile } from './runner-file.js';

/**
 * Sets the outputs that action.yml names.
 * @throws FatalError when the runner's file for them cannot be written
 */
export async function setOutputs(result: RunResult): Promise<void> {
  await toRunnerFile('GITHUB_OUTPUT', 'outputs', () => {
    for (const [name, value] of Object.entries(outputsOf(result))) core.setOutput(name, value);
  });
}

function outputsOf(result: RunResult): Record<string, string> {
  return {
    changed: String(result.changes.length > 0),
    releases: String(result.releases),
    images: JSON.stringify(imagesOutput(result)),
    failed: JSON.stringify(failedOutput(result.problems)),
    'commit-sha': 'sha' in result.commit ? result.commit.sha : '',
  };
}

function imagesOutput(result: RunResult) {
  return result.rendered.map(({ id, images }) => ({ namespace: id.namespace, name: id.name, images }));
}

function failedOutput(problems: readonly Problem[]) {
  return problems
    .filter((problem) => problem.severity === 'error')
    .map(({ release, message, place }) => ({
      namespace: release?.namespace ?? '',
      name: release?.name ?? '',
      message,
      file: place?.file ?? '',
      line: place?.line ?? null,
    }));
}
