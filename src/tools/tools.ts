import { homedir } from 'node:os';
import path from 'node:path';
import semver from 'semver';
import { type Cache, openCache } from '../cache.js';
import type { Patience } from '../network/http-client.js';
import { FatalError } from '../problem.js';
import { type FoundProgram, findProgram } from './find-program.js';
import { installProgram } from './install-program.js';
import type { ToolOptions } from './options.js';
import { type PublishedProgram, publishedHelm, publishedKustomize } from './published-programs.js';
import { runOnce } from './run-once.js';

/** A program that was found, as it is started: `command` with `args` in front of the sub-command's own. */
export interface Tool {
  command: string;
  args: readonly string[];
  /** Without a `v` in front. */
  version: string;
  /** Bound of its resident memory, if another one than usual. */
  memoryBytes?: number;
}

/** The programs that a run may need. Each is looked for when it is first asked for, and once. */
export interface Tools {
  /** @throws FatalError when it is neither on the PATH nor can be fetched. */
  helm(): Promise<Tool>;
  /** `kustomize build`, or `kubectl kustomize`. @throws FatalError as above. */
  kustomize(): Promise<Tool>;
}

export interface ToolSearch extends Partial<ToolOptions> {
  /** How long to wait for a download, and how often to try. */
  patience?: Patience;
}

/**
 * Older ones lack flags that are needed, or render in another way than Flux does. A helm before 3.16 cannot be kept from
 * checking schemas, and so from reading what a chart's schema names: files of this machine, and hosts that it reaches.
 */
const oldestHelm = '3.16.0';
const oldestKustomize = '5.0.0';
const oldestKubectl = '1.27.0';

/** Programs on the PATH are taken if they are new enough; else they are fetched. */
export function createTools(options: ToolSearch = {}): Tools {
  const { cachePath, memoryLimit: memoryBytes } = options;
  const notes = cachePath ? openCache(cachePath, Number.POSITIVE_INFINITY) : undefined;
  const bounded = async (tool: Promise<Tool>) => ({
    ...(await tool),
    ...(memoryBytes !== undefined && { memoryBytes }),
  });
  return {
    helm: runOnce(() => bounded(helm(options, notes))),
    kustomize: runOnce(() => bounded(kustomize(options, notes))),
  };
}

async function helm(options: ToolSearch, notes: Cache | undefined): Promise<Tool> {
  const onPath = await findProgram('helm', ['version', '--template', '{{.Version}}'], notes);
  if (isNewEnough(onPath, oldestHelm)) return { ...onPath, args: [] };
  const reason = describeMissing(onPath, oldestHelm);
  return { ...(await install(publishedHelm, options.helmVersion, options, reason)), args: [] };
}

async function kustomize(options: ToolSearch, notes: Cache | undefined): Promise<Tool> {
  const onPath = await findProgram('kustomize', ['version'], notes);
  if (isNewEnough(onPath, oldestKustomize)) return { ...onPath, args: ['build'] };
  const kubectl = await findProgram('kubectl', ['version', '--client'], notes);
  if (isNewEnough(kubectl, oldestKubectl)) return { ...kubectl, args: ['kustomize'] };
  const reasons = [describeMissing(onPath, oldestKustomize), describeMissing(kubectl, oldestKubectl)];
  const fetched = await install(publishedKustomize, options.kustomizeVersion, options, reasons.join(', '));
  return { ...fetched, args: ['build'] };
}

function isNewEnough(found: FoundProgram | string, oldest: string): found is FoundProgram {
  return typeof found !== 'string' && semver.gte(found.version, oldest);
}

function describeMissing(found: FoundProgram | string, oldest: string): string {
  return typeof found === 'string'
    ? found
    : `${found.command} is version ${found.version}, which is older than ${oldest}`;
}

async function install(
  program: PublishedProgram,
  version = '',
  { toolsMirror: mirror = '', caFile = '', patience }: ToolSearch,
  reason: string,
): Promise<FoundProgram> {
  // Not in cache-path: that may lie in the repository, and what is kept here is run.
  const { RUNNER_TOOL_CACHE, RUNNER_TEMP, XDG_CACHE_HOME } = process.env;
  const parent = RUNNER_TOOL_CACHE || RUNNER_TEMP || XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const folder = path.join(parent, 'prepuller-tools');
  try {
    return await installProgram(program, { version, mirror, caFile, folder, ...(patience && { patience }) });
  } catch (error) {
    throw new FatalError(
      `${reason}, and ${program.name} cannot be fetched: ${(error as Error).message}. ` +
        (process.platform === 'linux'
          ? `Install ${program.name} in a step before this one, or name a reachable folder of its archives in tools-mirror.`
          : `Install ${program.name} so that it is on the PATH: only on Linux it is fetched.`),
    );
  }
}
