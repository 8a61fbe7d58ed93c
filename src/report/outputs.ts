import * as core from '@actions/core';
import type { Problem } from '../problem.js';
import type { RunResult } from '../run-result.js';

/** Sets the outputs that action.yml names. */
export function setOutputs(result: RunResult): void {
  core.setOutput('changed', String(result.changes.length > 0));
  core.setOutput('releases', String(result.releases));
  core.setOutput('images', JSON.stringify(imagesOutput(result)));
  core.setOutput('failed', JSON.stringify(failedOutput(result.problems)));
  core.setOutput('commit-sha', 'sha' in result.commit ? result.commit.sha : '');
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
