import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import * as core from '@actions/core';
import type { Confidence } from './images/image.js';
import { parseReference } from './images/reference.js';
import type { JsonObject } from './json.js';
import { groupings, type NodeCount, type PrepullerOptions, placements, strategies } from './prepullers/options.js';
import { defaultHelperImage, defaultPauseImage, defaultResources } from './prepullers/own-containers.js';
import { FatalError } from './problem.js';

export type Publish = (typeof publishing)[number];

const publishing = ['push', 'pull-request'] as const;
const confidences = ['certain', 'high', 'medium'] as const satisfies readonly Confidence[];

/** A credential of a chart registry or repository; the password is masked in the log. */
export interface RegistryCredential {
  host: string;
  user: string;
  password: string;
}

/** A URL prefix and what stands in its place when a chart is pulled. */
export interface ChartMirror {
  from: string;
  to: string;
}

/** The inputs of action.yml, checked. Every stage takes the part of it that it needs. */
export interface Inputs extends PrepullerOptions {
  /** Absolute path of the repository's root. */
  root: string;
  fluxMonorepo: boolean;
  clusterName: string;
  /** Relative to the root, normalised, with `/`; never outside of it. */
  outputPath: string;
  label: string;
  prepullerNamespace: string;
  commitChanges: boolean;
  commitMessage: string;
  publish: Publish;
  commitToPullRequest: boolean;
  check: boolean;
  /** Globs; empty means all YAML outside the output path. */
  watchPaths: string[];
  excludeImages: RegExp[];
  /** Globs on `Kind/name:path`. */
  excludeObjects: string[];
  minConfidence: Confidence;
  substitutions: Record<string, string>;
  strictSubstitution: boolean;
  apiVersions: string[];
  kubeVersion: string;
  chartMirrors: ChartMirror[];
  registryCredentials: RegistryCredential[];
  caFile: string;
  concurrency: number;
  /** Absolute. */
  cachePath: string;
  /** MiB. */
  cacheMaxSize: number;
  helmVersion: string;
  kustomizeVersion: string;
  toolsMirror: string;
  token: string;
  timing: boolean;
}

/**
 * Reads and checks every input. Each error names its input, what it holds and what is allowed.
 * @throws FatalError on the first input that is wrong.
 */
export async function readInputs(environment: NodeJS.ProcessEnv = process.env): Promise<Inputs> {
  const token = core.getInput('token');
  if (token) core.setSecret(token);
  const workspace = environment.GITHUB_WORKSPACE || process.cwd();
  const root = path.resolve(workspace, core.getInput('working-directory'));
  const temporary = environment.RUNNER_TEMP || tmpdir();
  return {
    root,
    fluxMonorepo: boolean('flux-monorepo', true),
    clusterName: clusterName(),
    outputPath: outputPath(root),
    label: labelKey(),
    prepullerNamespace: dnsLabel('prepuller-namespace'),
    commitChanges: boolean('commit-changes', true),
    commitMessage: core.getInput('commit-message') || 'chore: update prepuller images',
    publish: oneOf('publish', publishing),
    commitToPullRequest: boolean('commit-to-pull-request', false),
    check: boolean('check', false),
    watchPaths: lines('watch-paths'),
    excludeImages: lines('exclude-images').map((line) => regularExpression('exclude-images', line)),
    excludeObjects: lines('exclude-objects'),
    minConfidence: oneOf('min-confidence', confidences, 'medium'),
    substitutions: Object.fromEntries(lines('substitutions').map(substitution)),
    strictSubstitution: boolean('strict-substitution', false),
    apiVersions: lines('api-versions'),
    kubeVersion: version('kube-version'),
    chartMirrors: lines('chart-mirrors').map(chartMirror),
    registryCredentials: lines('registry-credentials').map(registryCredential),
    caFile: core.getInput('ca-file') && path.resolve(root, core.getInput('ca-file')),
    pauseImage: image('pause-image', defaultPauseImage),
    helperImage: image('helper-image', defaultHelperImage),
    strategy: oneOf('strategy', strategies),
    grouping: oneOf('grouping', groupings),
    placement: oneOf('placement', placements),
    maxSurge: nodeCount('max-surge'),
    maxUnavailable: nodeCount('max-unavailable'),
    keepPrevious: wholeNumber('keep-previous', 0, 0),
    resources: await containerResources(),
    daemonsetPatch: await yamlMap('daemonset-patch', {}),
    concurrency: wholeNumber('concurrency', availableParallelism(), 1),
    cachePath: path.resolve(root, core.getInput('cache-path') || path.join(temporary, 'prepuller-cache')),
    cacheMaxSize: wholeNumber('cache-max-size', 1024, 1),
    helmVersion: version('helm-version'),
    kustomizeVersion: version('kustomize-version'),
    toolsMirror: core.getInput('tools-mirror').replace(/\/+$/, ''),
    token,
    timing: boolean('timing', false),
  };
}

function wrong(name: string, value: string, allowed: string): FatalError {
  return new FatalError(`Input '${name}' is ${JSON.stringify(value)}: ${allowed}.`);
}

/** Only the words that a YAML author would write; a typing error must not silently switch something off. */
function boolean(name: string, otherwise: boolean): boolean {
  const value = core.getInput(name);
  if (value === '') return otherwise;
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value)) return false;
  throw wrong(name, value, 'it must be true or false');
}

function oneOf<T extends string>(name: string, values: readonly [T, ...T[]], otherwise: T = values[0]): T {
  const value = core.getInput(name) || otherwise;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw wrong(name, value, `it must be one of ${values.join(', ')}`);
  return found;
}

function wholeNumber(name: string, otherwise: number, least: number): number {
  const value = core.getInput(name);
  if (value === '') return otherwise;
  if (!/^\d{1,9}$/.test(value) || Number(value) < least) {
    throw wrong(name, value, `it must be a whole number of at least ${least}`);
  }
  return Number(value);
}

/** The lines that hold something, less comments. */
function lines(name: string): string[] {
  return core
    .getInput(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function regularExpression(name: string, source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    throw wrong(name, source, `it is no regular expression (${error instanceof Error ? error.message : error})`);
  }
}

function outputPath(root: string): string {
  const name = 'prepuller-output-path';
  const value = core.getInput(name) || 'infrastructure/prepullers';
  const relative = path.relative(root, path.resolve(root, value)).split(path.sep).join('/');
  if (path.isAbsolute(value) || relative === '' || relative === '..' || relative.startsWith('../')) {
    throw wrong(name, value, 'it must be a folder inside the repository, relative to its root');
  }
  if (relative === '.git' || relative.startsWith('.git/')) throw wrong(name, value, 'it must not lie in .git');
  return relative;
}

/** The end of a folder's path: it is looked up below the root, so it must not lead anywhere else. */
function clusterName(): string {
  const value = core.getInput('cluster-name');
  const isFolder = value.split('/').every((segment) => /^[\w.-]+$/.test(segment) && !/^\.+$/.test(segment));
  if (value !== '' && !isFolder) {
    throw wrong('cluster-name', value, 'it must be the name of a folder, or the end of its path such as production/01');
  }
  return value;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
function labelKey(): string {
  const value = core.getInput('prepuller-label') || 'prepuller';
  const segment = '[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
  if (!new RegExp(`^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?${segment}$`).test(value)) {
    throw wrong('prepuller-label', value, 'it must be the key of a Kubernetes label');
  }
  return value;
}

function dnsLabel(name: string): string {
  const value = core.getInput(name);
  if (value !== '' && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) {
    throw wrong(name, value, 'it must be the name of a namespace');
  }
  return value;
}

function image(name: string, otherwise: string): string {
  const value = core.getInput(name) || otherwise;
  if (parseReference(value) === undefined) throw wrong(name, value, 'it must be an image reference');
  return value;
}

function version(name: string): string {
  const value = core.getInput(name).replace(/^v/, '');
  if (value !== '' && !/^\d+\.\d+(\.\d+)?([-+][\w.+-]+)?$/.test(value))
    throw wrong(name, value, 'it must be a version such as 1.34.0');
  return value;
}

function substitution(line: string): [string, string] {
  const match = /^([_A-Za-z][_A-Za-z0-9]*)=(.*)$/.exec(line);
  // The value may be a secret: it is not repeated.
  if (!match)
    throw new FatalError("Input 'substitutions' has a line that is not KEY=VALUE with a variable name as KEY.");
  return [match[1] ?? '', match[2] ?? ''];
}

function chartMirror(line: string): ChartMirror {
  const match = /^((?:https?|oci):\/\/[^=\s]+)=((?:https?|oci):\/\/\S+)$/.exec(line);
  if (!match)
    throw wrong('chart-mirrors', line, 'it must be FROM=TO, both URLs that begin with https://, http:// or oci://');
  return { from: match[1] ?? '', to: match[2] ?? '' };
}

function registryCredential(line: string): RegistryCredential {
  const [host, user, ...password] = line.split(/[ \t]+/);
  if (!host || !user || password.length !== 1) {
    throw new FatalError(
      "Input 'registry-credentials' has a line that is not HOST USER PASSWORD, separated by blanks.",
    );
  }
  core.setSecret(password[0] ?? '');
  return { host, user, password: password[0] ?? '' };
}

function nodeCount(name: string): NodeCount | undefined {
  const value = core.getInput(name);
  if (value === '') return undefined;
  if (/^\d{1,3}%$/.test(value) && Number.parseInt(value, 10) <= 100) return value;
  if (/^(?:0|[1-9]\d{0,5})$/.test(value)) return Number(value);
  throw wrong(name, value, 'it must be a number of nodes such as 1, or a percentage such as 25%');
}

/** The parser is loaded only where there is something to parse: reading the inputs is part of every skipped run. */
async function yamlMap(name: string, otherwise: JsonObject): Promise<JsonObject> {
  const value = core.getInput(name);
  if (value === '') return otherwise;
  const { readYamlMap } = await import('./prepullers/yaml-map.js');
  const map = readYamlMap(value);
  if (typeof map === 'string') throw wrong(name, value, `it must be a YAML map (${map})`);
  return map;
}

async function containerResources(): Promise<JsonObject> {
  const map = await yamlMap('resources', defaultResources);
  const unknown = Object.keys(map).find((key) => key !== 'requests' && key !== 'limits');
  if (unknown === undefined) return map;
  throw wrong('resources', core.getInput('resources'), 'it must have no other fields than requests and limits');
}
