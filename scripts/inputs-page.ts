import type { Input } from '../src/inputs/input.js';
import { inputThemes } from '../src/inputs/table.js';

/** What action.yml says of its outputs. */
export type Outputs = Record<string, { description: string }>;

/** The page of inputs and outputs with its two tables made anew; what stands around them is written by hand. */
export function withTables(page: string, outputs: Outputs): string {
  return withTable(withTable(page, 'inputs', tablesOfInputs()), 'outputs', tableOfOutputs(outputs));
}

function withTable(page: string, name: string, table: string): string {
  const [begin, end] = [`<!-- ${name}: written by \`npm run action\` -->`, `<!-- end of ${name} -->`];
  const [start, stop] = [page.indexOf(begin), page.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`The page needs the lines ${begin} and ${end}.`);
  return `${page.slice(0, start + begin.length)}\n\n${table}\n\n${page.slice(stop)}`;
}

function tablesOfInputs(): string {
  return inputThemes.map(({ title, inputs }) => `### ${title}\n\n${tableOf(inputs)}`).join('\n\n');
}

function tableOf(inputs: readonly Input<unknown>[]): string {
  const rows = inputs.map(({ name, default: value, description, shapesOutput }) => {
    const mark = shapesOutput ? ' *' : '';
    return `| ${code(name)}${mark} | ${code(value)} | ${cell(description)} |`;
  });
  return ['| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function tableOfOutputs(outputs: Outputs): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => `| ${code(name)} | ${cell(description)} |`);
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** A bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
