import type { Input } from '../src/inputs/input.js';
import { clusterInputs } from '../src/inputs/table/cluster.js';
import { daemonSetInputs } from '../src/inputs/table/daemonsets.js';
import { imageInputs } from '../src/inputs/table/images.js';
import { limitInputs } from '../src/inputs/table/limits.js';
import { networkInputs } from '../src/inputs/table/network.js';
import { publishingInputs } from '../src/inputs/table/publishing.js';
import { renderingInputs } from '../src/inputs/table/rendering.js';
import { runnerInputs } from '../src/inputs/table/runner.js';
import { verificationInputs } from '../src/inputs/table/verification.js';

type Described = Pick<Input<unknown>, 'name' | 'default' | 'description' | 'shapesOutput'>;

/** The inputs by what they are about, in the order of the table. */
export const themes: Record<string, Record<string, Described>> = {
  'The cluster': clusterInputs,
  Publishing: publishingInputs,
  Images: imageInputs,
  Rendering: renderingInputs,
  'Verification of images': verificationInputs,
  'Registries and the network': networkInputs,
  'The DaemonSets': daemonSetInputs,
  Limits: limitInputs,
  'Tools and the runner': runnerInputs,
};

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
  return Object.entries(themes)
    .map(([theme, inputs]) => `### ${theme}\n\n${tableOf(Object.values(inputs))}`)
    .join('\n\n');
}

function tableOf(inputs: readonly Described[]): string {
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
