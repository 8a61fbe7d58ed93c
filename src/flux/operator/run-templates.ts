import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pLimit from 'p-limit';
import { runTemplates } from '../../tools/helm-templates.js';
import { ProcessError } from '../../tools/process.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../../tools/temporary-folder.js';
import { version } from '../../version.js';
import type { LoadResources } from '../load-context.js';
import { helperTemplates } from './template-text.js';
import type { TemplateTime } from './template-time.js';

export interface TemplateResources extends LoadResources {
  /** Of all sets of a cluster. */
  time: TemplateTime;
}

/** Of those that are run alone, for each may take as much memory as a process may. */
const setsAtOnce = 2;
/** Templates of ResourceSets take milliseconds; with the run of one alone, this stays below a minute. */
const togetherMilliseconds = 10_000;

/**
 * Runs the templates of many sets, all in one process of helm. Where that fails, each half is run alone, until it is
 * known which set is wrong; where it had to be ended, each set at once, for every half with the same set would be.
 * @returns for each set the texts that its templates make, or why they cannot be made
 */
export async function runSets(
  sets: readonly (readonly string[])[],
  resources: TemplateResources,
): Promise<(string[] | ProcessError)[]> {
  try {
    return await runTogether(sets, resources);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    if (sets.length === 1) return [error];
    if (error.exitCode === undefined) return await runEach(sets, resources);
    const half = Math.ceil(sets.length / 2);
    const first = await runSets(sets.slice(0, half), resources);
    return [...first, ...(await runSets(sets.slice(half), resources))];
  }
}

async function runEach(
  sets: readonly (readonly string[])[],
  resources: TemplateResources,
): Promise<(string[] | ProcessError)[]> {
  const { time } = resources;
  const limit = pLimit(setsAtOnce);
  const runAlone = async (set: readonly string[]) =>
    time.isSpent() ? [notStarted()] : await time.count(() => runSets([set], resources));
  return (await Promise.all(sets.map((set) => limit(() => runAlone(set))))).flat();
}

function notStarted(): ProcessError {
  const message = 'other ResourceSets took all the time that templates may take';
  return new ProcessError(message, { stderr: '', exitCode: undefined, broke: 'time' });
}

async function runTogether(sets: readonly (readonly string[])[], resources: LoadResources): Promise<string[][]> {
  const templates = sets.flat();
  if (templates.length === 0) return sets.map(() => []);
  const texts = readResults(await outputOf(templates, resources, sets.length > 1 ? togetherMilliseconds : undefined));
  return sets.map((set) => texts.splice(0, set.length));
}

/** What helm makes of them, unless a run before has had it made. */
async function outputOf(
  templates: readonly string[],
  { tools, cache }: LoadResources,
  timeoutMilliseconds: number | undefined,
): Promise<string> {
  const helm = await tools.helm();
  return await cache.keep('templates', JSON.stringify({ version, helm: helm.version, templates }), async () => {
    const folder = createTemporaryFolder();
    try {
      writeChart(folder, templates);
      return await runTemplates(tools, folder, timeoutMilliseconds);
    } finally {
      await removeTemporaryFolder(folder);
    }
  });
}

/** Each template is a file of its own, and one more gives the texts of all, in a form that helm changes nothing of. */
function writeChart(folder: string, templates: readonly string[]): void {
  mkdirSync(path.join(folder, 'templates'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('Chart.yaml', 'apiVersion: v2\nname: sets\nversion: 0.0.0\n');
  write('templates/_helpers.tpl', helperTemplates);
  for (const [index, text] of templates.entries()) write(`templates/_${index}.tpl`, text);
  const texts = templates.map((_, index) => `(include "sets/templates/_${index}.tpl" nil)`);
  write('templates/results.yaml', `results: {{ list ${texts.join(' ')} | toJson | b64enc }}\n`);
}

function readResults(output: string): string[] {
  const encoded = /^results: (\S+)$/m.exec(output)?.[1] ?? '';
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as string[];
}
