import path from 'node:path';
import pLimit from 'p-limit';
import type { Cache } from '../../cache.js';
import type { JsonObject } from '../../json.js';
import type { Problem } from '../../problem.js';
import { sha256 } from '../../sha256.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../../tools/temporary-folder.js';
import type { Tools } from '../../tools/tools.js';
import { version } from '../../version.js';
import type { RepositoryManifests } from '../files/repository-manifests';
import type { WorkTree } from '../files/work-tree';
import { type BuiltDocument, splitBuild } from './built-objects.js';
import { createDocumentParser, type DocumentParser } from './document-parser.js';
import { addFluxFields, overlayFields } from './flux-overlay.js';
import { ForeignObject, requireStagedOrigins } from './foreign-objects.js';
import { type ForeignReference, refusal } from './kustomization-folder.js';
import type { Reach } from './reach.js';
import { readRegularFile, UnfitFile } from './regular-file.js';
import { stageBuild, stagedFiles } from './stage.js';
import { withoutStage } from './stage-paths.js';

export interface Build {
  /** Of a build that failed, what is left without the files that cannot be read. */
  documents: BuiltDocument[];
  problems: Problem[];
  failed: boolean;
}

/** Builds folders with kustomize, many at once and each once. */
export interface Builder {
  /** @param spec Of the Flux Kustomization; empty for a plain build. */
  build(reach: Reach, spec: JsonObject): Promise<Build>;
  /** Builds that were needed, from the cache or not. */
  count(): number;
  close(): Promise<void>;
}

export interface BuilderContext {
  tree: WorkTree;
  tools: Tools;
  manifests: RepositoryManifests;
  cache: Cache;
}

export function createBuilder(context: BuilderContext, concurrency: number): Builder {
  const limit = pLimit(concurrency);
  const parser = createDocumentParser(context.cache);
  const builds = new Map<string, Promise<Build>>();
  const folder = createTemporaryFolder();
  return {
    build(reach, spec) {
      const key = JSON.stringify([reach.folder, overlayFields.map((field) => spec[field])]);
      const known = builds.get(key);
      if (known) return known;
      const stage = path.join(folder, String(builds.size));
      const started = limit(() => runBuild(context, parser, reach, spec, stage));
      builds.set(key, started);
      return started;
    },
    count: () => builds.size,
    async close() {
      await parser.save();
      await removeTemporaryFolder(folder);
    },
  };
}

async function runBuild(
  context: BuilderContext,
  parser: DocumentParser,
  reach: Reach,
  spec: JsonObject,
  stage: string,
): Promise<Build> {
  const problems = [...reach.remote.map(notFetched), ...reach.faults];
  if (reach.faults.length > 0) return { documents: [], problems, failed: true };
  const top = addFluxFields(reach.top.staged, spec, reach.components);
  const split = (output: string) => {
    const documents = splitBuild(output, parser.parse);
    requireStagedOrigins(documents, { folder: reach.folder, files: stagedFiles(reach) });
    return documents;
  };
  const attempt = async (name: string, unreadable: ReadonlySet<string>) => {
    const folder = path.join(stage, name);
    const target = stageBuild(context.tree, { reach, top, unreadable }, folder);
    return split(await buildKustomization(context.tools, folder, target));
  };
  try {
    const documents = await buildWhole(context, reach, top, split, () => attempt('whole', new Set()));
    return { documents, problems, failed: false };
  } catch (error) {
    problems.push(whyNotBuilt(reach, error, path.join(stage, 'whole')));
    if (!(error instanceof ProcessError)) return { documents: [], problems, failed: true };
  }
  const documents = await withoutUnreadable(reach, context.manifests, (unreadable) => attempt('readable', unreadable));
  return { documents, problems, failed: true };
}

/** From the cache, where the same was built before. */
async function buildWhole(
  { tree, tools, cache }: BuilderContext,
  reach: Reach,
  top: JsonObject,
  split: (output: string) => BuiltDocument[],
  build: () => Promise<BuiltDocument[]>,
): Promise<BuiltDocument[]> {
  const key = await buildKey(tree, reach, top, tools);
  const known = cache.read('builds', key);
  if (known) return split(known.toString('utf8'));
  const documents = await build();
  await cache.write('builds', key, Buffer.from(documents.map(({ text }) => text).join('---\n')));
  return documents;
}

/** All that goes into a build: the tool, the kustomizations as they are staged, and every file that they read. */
async function buildKey(tree: WorkTree, reach: Reach, top: JsonObject, tools: Tools): Promise<string> {
  const kustomize = await tools.kustomize();
  return JSON.stringify({
    version,
    kustomize: [kustomize.args, kustomize.version],
    folder: reach.folder,
    top,
    kustomizations: [...reach.kustomizations].map(([name, { staged, written }]) => [name, staged, [...written]]),
    files: [...new Set(reach.files.values())].map((file) => [
      file,
      sha256(readRegularFile(path.join(tree.root, file))),
    ]),
  });
}

/**
 * One broken file among many: what the others declare is worth knowing, although Flux applies none of it until the
 * file is mended.
 */
async function withoutUnreadable(
  reach: Reach,
  manifests: RepositoryManifests,
  build: (unreadable: ReadonlySet<string>) => Promise<BuiltDocument[]>,
): Promise<BuiltDocument[]> {
  const unreadable = [...reach.files.values()].filter(
    (file) => /\.ya?ml$/.test(file) && manifests.parse(file).errors.length > 0,
  );
  if (unreadable.length === 0) return [];
  try {
    return await build(new Set(unreadable));
  } catch (error) {
    if (isRefusal(error) || error instanceof ProcessError) return [];
    throw error;
  }
}

function notFetched({ target, manifest, field }: ForeignReference): Problem {
  return {
    severity: 'warning',
    kind: 'kustomize',
    message: `The remote resource ${target} is not fetched: what it declares is not seen.`,
    place: manifest.placeOf(...field),
  };
}

function whyNotBuilt(reach: Reach, error: unknown, stage: string): Problem {
  if (isRefusal(error)) return refusal(error.message, { file: reach.top.file ?? reach.folder });
  if (!(error instanceof ProcessError)) throw error;
  return {
    severity: 'error',
    kind: 'kustomize',
    message: `kustomize cannot build ${reach.folder}: ${error.message}.`,
    detail: withoutStage(kustomizeWords(error.stderr), stage, stagedFiles(reach)),
    ...(reach.top.file !== undefined && { place: { file: reach.top.file } }),
  };
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
