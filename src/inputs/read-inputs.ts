import { tmpdir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import type { CheckContext, Input } from './input.js';
import type { Inputs } from './inputs.js';
import { inputTable } from './table.js';

/** The text of an input, by its name; `undefined` for one that is not given, whose default is taken. */
export type GivenInputs = (name: string) => string | undefined;

/**
 * Reads and checks every input. Each error names its input, what it holds and what is allowed.
 * @throws FatalError on the first input that is wrong.
 */
export async function readInputs(
  given: GivenInputs = givenToAction,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Inputs> {
  const context = {
    root: path.resolve(environment.GITHUB_WORKSPACE || process.cwd(), given(inputTable.root.name) ?? ''),
    temporary: environment.RUNNER_TEMP || tmpdir(),
  };
  const values: Record<string, unknown> = {};
  for (const [key, input] of secretsFirst(Object.entries<Input<unknown>>(inputTable))) {
    values[key] = await readInput(input, given, context);
  }
  // The table has a row for every key, with the key's type.
  return values as unknown as Inputs;
}

/** A runner sets the variable of an input that is not given to nothing, if action.yml has no default for it. */
function givenToAction(name: string): string | undefined {
  return core.getInput(name) || undefined;
}

/** What must not stand in the log is masked before anything else can fail. */
function secretsFirst<T extends [string, Input<unknown>]>(rows: T[]): T[] {
  return rows.sort(([, a], [, b]) => Number(a.secrets === undefined) - Number(b.secrets === undefined));
}

async function readInput<T>(input: Input<T>, given: GivenInputs, context: Omit<CheckContext, 'name'>): Promise<T> {
  const value = await input.check(given(input.name) ?? input.default, { ...context, name: input.name });
  for (const secret of input.secrets?.(value) ?? []) core.setSecret(secret);
  return value;
}
