import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { parse } from 'yaml';
import { type Layer, unpackTools } from './tools.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface StepOptions {
  /** The checkout. */
  workspace: string;
  inputs?: Record<string, string>;
  /** Variables of the event; without any it is a `workflow_dispatch` on main. */
  event?: Record<string, string>;
  /** Further variables of the job. */
  env?: Record<string, string>;
  /** Which helm is on the PATH; `none` for a job image without helm and kubectl. */
  tools?: Layer | 'none';
  /** The program that starts the bundle; that of the tests by default. */
  node?: string;
  /** Runner's temporary folder, and so the chart cache; a new one by default. */
  temporary?: string;
  /** Is told when the program runs, and may end it as a cancelled job does. */
  started?: (end: (signal: NodeJS.Signals) => void) => void;
  /** Program and arguments that start what follows them, such as a shell that sets limits. */
  launcher?: string[];
  /** The job's own token (`github.token`). */
  jobToken?: string;
}

export interface StepResult {
  exitCode: number | undefined;
  /** Standard output and standard error, as they came. */
  log: string;
  outputs: Record<string, string>;
  summary: string;
}

/** A step that is ready to be started. */
export interface PreparedStep {
  run(): Promise<StepResult>;
}

/** Runs the committed bundle as a runner would: inputs with the defaults of action.yml, event file, clean environment. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  return await (await prepareStep(options)).run();
}

/** All that a runner does before it starts the program. */
export async function prepareStep(options: StepOptions): Promise<PreparedStep> {
  const temporary = options.temporary ?? (await mkdtemp(path.join(tmpdir(), 'prepuller-runner-')));
  const files = await runnerFiles(temporary);
  const env = {
    ...(await jobEnvironment(options)),
    ...(await inputVariables(options.inputs ?? {}, options.jobToken ?? '')),
    RUNNER_TEMP: temporary,
    HOME: path.join(temporary, 'home'),
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    ...options.event,
    ...options.env,
  };
  return {
    async run() {
      const command = [
        ...(options.launcher ?? []),
        options.node ?? process.execPath,
        path.join(project, 'dist/index.js'),
      ];
      const running = execa(command[0] ?? '', command.slice(1), {
        cwd: options.workspace,
        env,
        extendEnv: false,
        all: true,
        reject: false,
      });
      options.started?.((signal) => void running.kill(signal));
      const result = await running;
      const outputs = parseOutputs(await readFile(files.output, 'utf8'));
      return {
        exitCode: outputs === undefined ? 1 : result.exitCode,
        log: outputs === undefined ? `${result.all}\ninvalid format delimiter` : result.all,
        outputs: outputs ?? {},
        summary: await readFile(files.summary, 'utf8'),
      };
    },
  };
}

async function runnerFiles(temporary: string) {
  const folder = await mkdtemp(path.join(temporary, 'step-'));
  await mkdir(path.join(temporary, 'home'), { recursive: true });
  const [event, output, summary] = ['event.json', 'output', 'summary.md'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(event, '{}');
  await writeFile(output, '');
  await writeFile(summary, '');
  return { event, output, summary };
}

async function jobEnvironment({ workspace, tools = 'v35' }: StepOptions): Promise<Record<string, string>> {
  const unpacked = tools === 'none' ? [] : Object.values(await unpackTools(tools));
  return {
    PATH: [...unpacked, await bareBones()].join(path.delimiter),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_REPOSITORY: 'platform/cluster',
    GITHUB_SERVER_URL: 'https://forge.example.com',
    GITHUB_API_URL: 'https://forge.example.com/api/v1',
  };
}

/** A folder with node and git and nothing else: what every Forgejo job image has. */
async function bareBones(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-path-'));
  const git = (await execa('sh', ['-c', 'command -v git'])).stdout;
  await symlink(process.execPath, path.join(folder, 'node'));
  await symlink(git, path.join(folder, 'git'));
  return folder;
}

/** `INPUT_*` for every input of action.yml, as a runner sets them. */
async function inputVariables(inputs: Record<string, string>, jobToken: string): Promise<Record<string, string>> {
  const action = parse(await readFile(path.join(project, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string }>;
  };
  const unknown = Object.keys(inputs).filter((name) => !(name in action.inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      inputs[name] ?? (input.default ?? '').replace('${{ github.token }}', jobToken),
    ]),
  );
}

/** Where Forgejo's runner stops reading (its scanner's bound), fails the job and drops all outputs. */
const longestLine = 64 * 1024;

/** The format of `GITHUB_OUTPUT`: `name<<delimiter`, lines, `delimiter`. `undefined` for what a runner refuses. */
export function parseOutputs(text: string): Record<string, string> | undefined {
  if (text.split('\n').some((line) => Buffer.byteLength(line) >= longestLine)) return undefined;
  const outputs: Record<string, string> = {};
  for (const match of text.matchAll(/^([^\n=]+?)<<(\S+)\n([\s\S]*?)\n\2$/gm)) outputs[match[1] ?? ''] = match[3] ?? '';
  return outputs;
}
