import type { Input } from './input.js';
import type { Inputs } from './inputs.js';
import { inputTable } from './table.js';

/** What of the inputs must never stand where others read it. */
export function secretsOf(inputs: Inputs): string[] {
  const values: Record<string, unknown> = { ...inputs };
  const rows = Object.entries<Input<unknown>>(inputTable);
  return rows.flatMap(([key, input]) => input.secrets?.(values[key]) ?? []).filter((secret) => secret !== '');
}
