import path from 'node:path';
import type { Input } from './input.js';
import type { Inputs } from './inputs.js';
import { readRepositoryInputs } from './repository-inputs.js';
import { inputTable } from './table.js';

/** Where inputs come from, and where paths in them begin. */
export interface InputSources {
  /** The text of an input, by its name; `undefined` for one that is not given. */
  given(name: string): string | undefined;
  /** Absolute path of the folder that `working-directory` is relative to. */
  workspace: string;
  /** Absolute path of a folder for what may go at any time. */
  temporary: string;
  /** Is told what must never stand in a log. */
  mask(secret: string): void;
}

/**
 * Reads and checks every input: what is given, else what the repository's `.prepuller.yaml` says, else the default. Each
 * error names its input, what it holds and what is allowed, and where the file says so.
 * @throws FatalError on the first input that is wrong.
 */
export async function readInputs({ given, workspace, temporary, mask }: InputSources): Promise<Inputs> {
  const root = path.resolve(workspace, given(inputTable.root.name) ?? '');
  const ofRepository = await readRepositoryInputs(root);
  const values: Record<string, unknown> = {};
  for (const [key, input] of secretsFirst(Object.entries<Input<unknown>>(inputTable))) {
    const context = { name: input.name, root, temporary };
    const written = given(input.name);
    values[key] =
      written === undefined && ofRepository.has(input.name)
        ? await ofRepository.check(input, context)
        : await input.check(written ?? input.default, context);
    for (const secret of input.secrets?.(values[key]) ?? []) mask(secret);
  }
  // The table has a row for every key, with the key's type.
  return values as unknown as Inputs;
}

/** What must not stand in the log is masked before anything else can fail. */
function secretsFirst<T extends [string, Input<unknown>]>(rows: T[]): T[] {
  return rows.sort(([, a], [, b]) => Number(a.secrets === undefined) - Number(b.secrets === undefined));
}
