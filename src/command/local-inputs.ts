import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { RunEvent } from '../event.js';
import type { Input } from '../inputs/input.js';
import type { Inputs } from '../inputs/inputs.js';
import { readInputs } from '../inputs/read-inputs.js';
import { inputTable } from '../inputs/table.js';
import { FatalError } from '../problem.js';
import { type Request, secretVariable } from './arguments.js';

/** No forge says anything: nothing is skipped, nothing restricted for a stranger, and nobody is told. */
export const localEvent: RunEvent = {
  name: 'local',
  ref: '',
  sha: '',
  repository: '',
  serverUrl: '',
  apiUrl: '',
  isForgejo: false,
};

/**
 * The inputs of a person at a clone: options, the secret ones from the environment, and what `.prepuller.yaml` says.
 * @throws FatalError on the first input that is wrong, and when a secret is empty text with something else.
 */
export async function readLocalInputs(
  { inputs: options, command }: Request,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Inputs> {
  const cache = path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'prepuller');
  const secrets = new Map(
    Object.values<Input<unknown>>(inputTable).flatMap(({ name, secrets }) =>
      secrets === undefined ? [] : [[name, environment[secretVariable(name)] || undefined] as const],
    ),
  );
  const inputs = await readInputs({
    given: (name) => options.get(name) ?? secrets.get(name) ?? (name === inputTable.cachePath.name ? cache : undefined),
    workspace: workspaceOf(process.cwd(), options.has(inputTable.root.name)),
    temporary: cache,
    // Nothing that is secret is printed here, and there is nobody to be told of it.
    mask: () => {},
  });
  if (!existsSync(inputs.root))
    throw new FatalError(`There is no folder ${inputs.root}: name one in working-directory.`);
  return { ...inputs, commitChanges: false, check: command !== 'write' };
}

/** The root of the clone around the folder; the folder itself where it is in none, or where a folder is named from there. */
function workspaceOf(folder: string, isNamed: boolean): string {
  if (isNamed) return folder;
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return folder;
  }
}
