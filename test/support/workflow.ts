import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Minimatch } from 'minimatch';
import { parse } from 'yaml';
import { checkout, temporaryFolder } from './checkout.js';
import { type EventOptions, eventEnvironment } from './event.js';
import type { Forge } from './forge.js';
import { projectRoot } from './render.js';
import { runStep, type StepResult } from './runner.js';

/** What of a workflow the examples use. */
export interface Workflow {
  on: { push?: Filter; pull_request?: Filter; workflow_dispatch?: null; schedule?: unknown };
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

interface Filter {
  branches?: string[];
  paths?: string[];
}

interface Job {
  strategy?: { matrix: Record<string, string[]> };
  steps: { uses: string; with?: Record<string, string | boolean> }[];
}

/** A file below `examples/`. */
export async function readWorkflow(name: string): Promise<Workflow> {
  return parse(await readFile(path.join(projectRoot, 'examples', name), 'utf8')) as Workflow;
}

/** What each job gives to its last step, which is this action. */
export function inputsIn({ jobs }: Workflow): Record<string, string | boolean>[] {
  return Object.values(jobs).map(({ steps }) => steps.at(-1)?.with ?? {});
}

/** Does a change of these files on this branch start it? As forges do: the last pattern that matches a file decides. */
export function startsOn({ on }: Workflow, name: 'push' | 'pull_request', branch: string, files: string[]): boolean {
  const filter = on[name];
  if (filter === undefined) return false;
  const isChosen = (patterns: string[] | undefined, text: string) =>
    patterns === undefined || patterns.findLast((pattern) => matches(pattern, text))?.startsWith('!') === false;
  return isChosen(filter.branches, branch) && files.some((file) => isChosen(filter.paths, file));
}

function matches(pattern: string, text: string): boolean {
  return new Minimatch(pattern.replace(/^!/, '').replaceAll('**', '**/*'), { dot: true, nonegate: true }).match(text);
}

export interface WorkflowRun {
  forge: Forge;
  event: EventOptions;
  /** Further inputs of the step, which only this machine needs. */
  inputs: Record<string, string>;
}

/** Runs every job of a workflow, those of a matrix at once, each on a checkout and a runner of its own. */
export async function runWorkflow(workflow: Workflow, run: WorkflowRun): Promise<StepResult[]> {
  const jobs = Object.values(workflow.jobs).flatMap((job) => matrixOf(job).map((values) => ({ job, values })));
  return await Promise.all(jobs.map(({ job, values }) => runJob(job, values, run)));
}

/** The combinations of a matrix of one dimension; one without values where there is none. */
function matrixOf({ strategy }: Job): Record<string, string>[] {
  const [[name, values] = [], ...others] = Object.entries(strategy?.matrix ?? {});
  if (others.length > 0) throw new Error('The matrix has more than one dimension.');
  return name === undefined ? [{}] : (values ?? []).map((value) => ({ [name]: value }));
}

async function runJob(job: Job, matrix: Record<string, string>, { forge, event, inputs }: WorkflowRun) {
  const temporary = await temporaryFolder('runner');
  const contexts: Contexts = {
    matrix,
    runner: { temp: temporary },
    github: { repository: forge.repository, run_id: '1', event: event.payload ?? {} },
  };
  let workspace: string | undefined;
  let result: StepResult | undefined;
  for (const { uses, with: given = {} } of job.steps) {
    const values = Object.entries(given).map(([name, value]) => [name, evaluated(String(value), contexts)] as const);
    if (uses.startsWith('actions/checkout@')) workspace = await checkoutOf(forge, event, values);
    else if (/(?:^|\/)your-organisation\/prepuller@v1$/.test(uses) && workspace !== undefined) {
      const step = { workspace, temporary, event: await eventEnvironment(forge, event), jobToken: forge.token };
      result = await runStep({ ...step, inputs: { ...inputs, ...Object.fromEntries(values) } });
    } else if (!uses.startsWith('actions/cache@')) throw new Error(`No step ${uses} is known here.`);
  }
  if (result === undefined) throw new Error('The job has no step of this action.');
  return result;
}

/** A branch is checked out by its name, as for pushes; that of a pull request by its commit. */
async function checkoutOf(forge: Forge, { name, ref, sha }: EventOptions, values: readonly (readonly string[])[]) {
  if (values.length > 0) throw new Error('The checkout has inputs, which are not known here.');
  return await checkout(forge, { ref: name === 'pull_request' ? sha : (ref ?? 'refs/heads/main') });
}

interface Contexts {
  matrix: Record<string, string>;
  runner: object;
  github: object;
}

/** The expressions that the examples use: a path into a context, and whether two of them are the same. */
function evaluated(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
    const [, left = expression, operator, right = ''] = /^(\S+) (==|!=) (\S+)$/.exec(expression) ?? [];
    if (operator === undefined) return String(valueAt(contexts, left));
    return String((valueAt(contexts, left) === valueAt(contexts, right)) === (operator === '=='));
  });
}

function valueAt(contexts: Contexts, name: string): unknown {
  const value = name
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], contexts);
  if (value === undefined) throw new Error(`The expression ${name} has no value here.`);
  return value;
}
