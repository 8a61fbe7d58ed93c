import path from 'node:path';
import type { Cache } from '../../cache.js';
import type { Json, JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import { sha256 } from '../../sha256.js';
import { tellingLine } from '../../telling-line.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import type { Tools } from '../../tools/tools.js';
import { version } from '../../version.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import type { WorkTree } from '../files/work-tree.js';
import { type BuiltDocument, splitBuild } from './built-objects.js';
import { ForeignObject, requireStagedOrigins } from './foreign-objects.js';
import { refusal } from './kustomization-folder.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { readRegularFile, UnfitFile } from './regular-file.js';
import { stageBuild, stagedFiles } from './stage.js';
import { stagedFolder, withoutStage } from './stage-paths.js';

export interface Build {
  /** Of a build that failed, what is left without the files that cannot be read. */
  documents: BuiltDocument[];
  problems: Problem[];
  failed: boolean;
}

export interface BuildContext {
  tree: WorkTree;
  tools: Tools;
  manifests: RepositoryManifests;
  cache: Cache;
  /** Of a document of a build. */
  parse(text: string): Json | undefined;
}

export interface BuildJob {
  graph: KustomizationGraph;
  /** The kustomization of the top folder, as Flux changes it. */
  top: JsonObject;
  /** Absolute path of a folder of its own, which is made when it is needed. */
  folder: string;
}

/** What is known of a build before kustomize is asked. */
export interface KnownBuild {
  key: string;
  /** From the cache, where the same was built before. */
  output?: string;
}

/**
 * @returns `undefined` for what must not be built.
 * @throws UnfitFile when a file that it reads is not one that can be read.
 */
export async function findBuild(context: BuildContext, job: BuildJob): Promise<KnownBuild | undefined> {
  if (job.graph.faults.length > 0) return undefined;
  const key = await buildKey(context, job);
  const output = context.cache.read('builds', key)?.toString('utf8');
  return { key, ...(output !== undefined && { output }) };
}

/** @param together What kustomize made of it together with others, if it did. */
export async function runBuild(
  context: BuildContext,
  job: BuildJob,
  found: Promise<KnownBuild | undefined>,
  together?: string,
): Promise<Build> {
  const { graph } = job;
  const problems = [...graph.remarks, ...graph.faults];
  try {
    const known = await found;
    if (!known) return { documents: [], problems, failed: true };
    return { documents: await buildOnce(context, job, known, together), problems, failed: false };
  } catch (error) {
    problems.push(whyNotBuilt(context, job, error));
    if (!(error instanceof ProcessError)) return { documents: [], problems, failed: true };
  }
  return { documents: await buildReadable(context, job), problems, failed: true };
}

async function buildOnce(
  context: BuildContext,
  job: BuildJob,
  { key, output }: KnownBuild,
  together: string | undefined,
): Promise<BuiltDocument[]> {
  if (output !== undefined) return readOutput(context, job, output);
  const documents =
    together === undefined
      ? await build(context, job, path.join(job.folder, whole))
      : readOutput(context, job, together);
  context.cache.write('builds', key, documents.map(({ text }) => text).join('---\n'));
  return documents;
}

/** Name of the stage of all files. */
const whole = 'whole';

/** All that goes into a build: the tool, the kustomizations as they are staged, and every file that they read. */
async function buildKey({ tree, tools }: BuildContext, { graph, top }: BuildJob): Promise<string> {
  const kustomize = await tools.kustomize();
  return JSON.stringify({
    version,
    kustomize: [kustomize.args, kustomize.version],
    folder: graph.folder,
    top,
    kustomizations: [...graph.kustomizations].map(([name, { staged, written }]) => [name, staged, [...written]]),
    files: [...new Set(graph.files.values())].map((file) => [file, sha256(readRegularFile(tree, file))]),
  });
}

async function build(
  context: BuildContext,
  job: BuildJob,
  stage: string,
  unreadable: ReadonlySet<string> = new Set(),
): Promise<BuiltDocument[]> {
  const target = stageBuild(context.tree, { ...job, unreadable }, stage);
  return readOutput(context, job, await buildKustomization(context.tools, stage, target));
}

function readOutput({ parse }: BuildContext, { graph }: BuildJob, output: string): BuiltDocument[] {
  const documents = splitBuild(output, parse);
  requireStagedOrigins(documents, { folder: stagedFolder(graph.folder), files: stagedFiles(graph) });
  return documents;
}

/**
 * One broken file among many: what the others declare is worth knowing, although Flux applies none of it until the
 * file is mended.
 */
async function buildReadable(context: BuildContext, job: BuildJob): Promise<BuiltDocument[]> {
  const unreadable = yamlFiles(job.graph).filter((file) => context.manifests.parse(file).errors.length > 0);
  if (unreadable.length === 0) return [];
  try {
    return await build(context, job, path.join(job.folder, 'readable'), new Set(unreadable));
  } catch (error) {
    if (isRefusal(error) || error instanceof ProcessError) return [];
    throw error;
  }
}

function whyNotBuilt({ manifests }: BuildContext, { graph }: BuildJob, error: unknown): Problem {
  if (isRefusal(error)) return refusal(error.message, { file: graph.top.file ?? graph.folder });
  if (!(error instanceof ProcessError)) throw error;
  const words = withoutStage(kustomizeWords(error.stderr), stagedFiles(graph), graph.kustomizations.keys());
  const broken = yamlFiles(graph).flatMap((file) => manifests.parse(file).errors)[0];
  const cause = broken ? `${broken.place.file}: ${broken.message}` : (tellingLine(words) ?? error.message);
  const place = broken?.place ?? (graph.top.file === undefined ? undefined : { file: graph.top.file });
  return {
    // What is not there may be all that is wrong, and that is none of this repository's faults.
    severity: graph.remote.length > 0 ? 'warning' : 'error',
    kind: 'kustomize',
    message: `kustomize cannot build ${graph.folder}: ${cause}.`,
    detail: words,
    ...(place && { place }),
  };
}

function yamlFiles({ files }: KustomizationGraph): string[] {
  return [...files.values()].filter((file) => /\.ya?ml$/.test(file));
}

function isRefusal(error: unknown): error is Error {
  return error instanceof ForeignObject || error instanceof UnfitFile;
}

/** kubectl writes what kustomize says as one quoted text into a line of its log. */
function kustomizeWords(stderr: string): string {
  const [, quoted] = /^E\d{4} .* err=("(?:[^"\\]|\\.)*")$/.exec(stderr) ?? [];
  try {
    return quoted === undefined ? stderr : String(JSON.parse(quoted));
  } catch {
    return stderr;
  }
}
