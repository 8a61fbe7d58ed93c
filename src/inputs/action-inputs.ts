import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import type { Inputs } from './inputs.js';
import { readInputs } from './read-inputs.js';

/**
 * The inputs as a runner gives them, with those of the repository's `.prepuller.yaml`.
 * @throws FatalError on the first input that is wrong.
 */
export async function readActionInputs(environment: NodeJS.ProcessEnv = process.env): Promise<Inputs> {
  return await readInputs({
    // A runner sets the variable of an input that is not given to nothing, if action.yml has no default for it.
    given: (name) => core.getInput(name) || undefined,
    workspace: environment.GITHUB_WORKSPACE || process.cwd(),
    temporary: environment.RUNNER_TEMP || tmpdir(),
    mask: core.setSecret,
  });
}
