import { parseDocument, Scalar } from 'yaml';
import type { Input } from '../src/inputs/input.js';
import { inputTable } from '../src/inputs/table.js';

/** Longer descriptions are folded over several lines. */
const lineWidth = 120;

/** action.yml with the inputs of the table; what else stands in it is written by hand and stays. */
export function withInputsOfTable(actionFile: string): string {
  const document = parseDocument(actionFile);
  document.set('inputs', document.createNode(describedInputs()));
  return document.toString({ lineWidth });
}

/** @returns for each input what action.yml says of it */
function describedInputs(): Record<string, { description: Scalar; default?: string }> {
  return Object.fromEntries(
    Object.values<Input<unknown>>(inputTable).map(({ name, description, default: value, defaultOfAction }) => {
      const text = new Scalar(value === '' ? description : `${description} Default: \`${value}\`.`);
      if (`    description: ${text.value}`.length > lineWidth) text.type = Scalar.BLOCK_FOLDED;
      return [name, { description: text, ...(defaultOfAction !== undefined && { default: defaultOfAction }) }];
    }),
  );
}
