import { FatalError } from '../problem.js';
import { ProcessError, runProcess } from './process.js';

/** A program that was found, as it is started: `command` with `args` in front of the sub-command's own. */
export interface Tool {
  command: string;
  args: readonly string[];
  /** Without a `v` in front. */
  version: string;
}

/** The programs that a run may need. Each is looked for when it is first asked for, and once. */
export interface Tools {
  helm(): Promise<Tool>;
  /** `kustomize build`, or `kubectl kustomize`. */
  kustomize(): Promise<Tool>;
}

export function createTools(): Tools {
  return { helm: once(findHelm), kustomize: once(findKustomize) };
}

function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= find();
    return found;
  };
}

async function findHelm(): Promise<Tool> {
  const version = await versionOf('helm', ['version', '--template', '{{.Version}}']);
  if (version === undefined) {
    throw new FatalError('helm is not on the PATH: install helm 3.14 or newer in a step before this one.');
  }
  return { command: 'helm', args: [], version };
}

async function findKustomize(): Promise<Tool> {
  const kustomize = await versionOf('kustomize', ['version']);
  if (kustomize !== undefined) return { command: 'kustomize', args: ['build'], version: kustomize };
  const kubectl = await versionOf('kubectl', ['version', '--client']);
  if (kubectl !== undefined) return { command: 'kubectl', args: ['kustomize'], version: kubectl };
  throw new FatalError('neither kustomize nor kubectl is on the PATH: install one of them in a step before this one.');
}

/** The first `1.2.3` that the program says of itself; `undefined` when it is not there. */
async function versionOf(command: string, args: string[]): Promise<string | undefined> {
  try {
    return /\d+\.\d+\.\d+/.exec(await runProcess(command, args, { timeoutMilliseconds: 30_000 }))?.[0];
  } catch (error) {
    if (error instanceof ProcessError && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
