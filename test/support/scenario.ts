import { expectValid, manifestsIn } from '../prepullers/schema.js';
import type { ChartServer } from './chart-server.js';
import { checkout, type Files, pushFiles } from './checkout.js';
import { eventEnvironment, pushEnvironment } from './event.js';
import { type Forge, startForge } from './forge.js';
import { runStep, type StepOptions, type StepResult } from './runner.js';
import { mirrorsOf, serveFixtureCharts } from './seed.js';

type RunOptions = Omit<StepOptions, 'workspace' | 'event'>;

/** A forge with a Flux repository, chart sources, and the committed bundle that runs against both. */
export interface Scenario {
  forge: Forge;
  charts: ChartServer;
  /** A run by hand on a new checkout of main. */
  run(options?: RunOptions): Promise<Run>;
  /** A colleague's push, and the run that it starts. */
  push(files: Files, options?: RunOptions): Promise<Run>;
  /** Tip of main. */
  tip(): Promise<string>;
  /** Text of a file on main. */
  read(file: string): Promise<string>;
  /** Names of the files of a folder on main; none when it is not there. */
  list(folder: string): Promise<string[]>;
  /** Images that a generated file on main makes the kubelet pull, in its order. */
  images(file: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface Run extends StepResult {
  workspace: string;
}

/** @param repository A folder, or the files themselves. */
export async function startScenario(repository: string | Files): Promise<Scenario> {
  const [forge, charts] = await Promise.all([startForge(), serveFixtureCharts()]);
  await pushFiles(forge, repository);
  const git = forge.git;

  async function step(event: Record<string, string>, { inputs, ...options }: RunOptions = {}): Promise<Run> {
    const workspace = await checkout(forge);
    const result = await runStep({
      ...options,
      workspace,
      event,
      inputs: { 'chart-mirrors': mirrorsOf(charts), ...inputs },
    });
    return { ...result, workspace };
  }

  const read = (file: string) => git('show', `main:${file}`);
  return {
    forge,
    charts,
    read,
    tip: () => git('rev-parse', 'main'),
    async run(options) {
      const sha = await git('rev-parse', 'main');
      return await step(await eventEnvironment(forge, { name: 'workflow_dispatch', sha }), options);
    },
    async push(files, options) {
      const before = await git('rev-parse', 'main');
      const after = await pushFiles(forge, files);
      return await step(await pushEnvironment(forge, before, after), options);
    },
    async list(folder) {
      const paths = await git('ls-tree', '--name-only', '-z', 'main', `${folder}/`);
      return paths
        .split('\0')
        .filter(Boolean)
        .map((path) => path.slice(folder.length + 1));
    },
    images: async (file) => pulledImages(await read(file)),
    async close() {
      await Promise.all([forge.close(), charts.close()]);
    },
  };
}

/** The images of a DaemonSet of strategy `init`, less those of its own; one that no API server would take is an error. */
function pulledImages(text: string): string[] {
  const manifests = manifestsIn(text);
  manifests.forEach(expectValid);
  const initContainers = manifests.flatMap(({ spec }) => spec.template.spec.initContainers ?? []);
  return initContainers.filter(({ name }) => name.startsWith('prepull-')).map(({ image }) => image);
}
