import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { nearestName } from '../nearest-name.js';
import type { Input } from './input.js';
import type { Inputs } from './inputs.js';
import { readInputs } from './read-inputs.js';
import { inputTable } from './table.js';

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

/**
 * What a workflow gives that is no input: GitHub's runner warns of it, Forgejo's does not. What the step before left in
 * the environment of a composite action is told from it by nothing, so it is said and no more.
 */
export function unknownInputs(environment: NodeJS.ProcessEnv = process.env): string[] {
  const known = Object.values(inputTable).map(({ name }) => name);
  const given = Object.keys(environment).filter((name) => name.startsWith('INPUT_'));
  const names = given.map((name) => name.slice('INPUT_'.length).toLowerCase());
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known) ?? known.find((one) => isPartOf(name, one));
      const advice = nearest === undefined ? 'see action.yml for those that there are' : `did you mean '${nearest}'?`;
      return `There is no input '${name}': ${advice}`;
    });
}

/**
 * What the runner gives for each input that is no secret: the job's own token is another one each time, and a digest tells
 * whoever guesses right.
 */
export function openInputs(): [name: string, text: string][] {
  const rows = Object.values<Input<unknown>>(inputTable).filter(({ secrets }) => secrets === undefined);
  return rows.map(({ name }) => [name, core.getInput(name)]);
}

/** `cluster` of `cluster-name`, `outputs-path` of `prepuller-output-path`. */
function isPartOf(name: string, known: string): boolean {
  const words = name.split(/[-_]/).map((word) => word.replace(/s$/, ''));
  return words.every((word) => known.split('-').includes(word));
}
