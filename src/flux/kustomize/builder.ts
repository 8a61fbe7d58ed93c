import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Problem } from '../../problem.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import type { Tools } from '../../tools/tools.js';
import type { JsonObject } from '../release.js';
import type { RepositoryManifests } from '../repository-manifests.js';
import type { WorkTree } from '../work-tree.js';
import { type BuiltDocument, splitBuild } from './built-objects.js';
import { addFluxFields, componentsOf, overlayFields } from './flux-overlay.js';
import type { ForeignReference, Reach } from './reach.js';
import { stageBuild } from './stage.js';

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
  /** Processes that were started. */
  count(): number;
  close(): Promise<void>;
}

export interface BuilderContext {
  tree: WorkTree;
  tools: Tools;
  manifests: RepositoryManifests;
}

export function createBuilder(context: BuilderContext, concurrency: number): Builder {
  const limit = pLimit(concurrency);
  const builds = new Map<string, Promise<Build>>();
  let folder: Promise<string> | undefined;
  let processes = 0;
  const stageFolder = async (index: number) => {
    folder ??= mkdtemp(path.join(tmpdir(), 'prepuller-kustomize-'));
    return path.join(await folder, String(index));
  };
  return {
    build(reach, spec) {
      const key = JSON.stringify([reach.folder, overlayFields.map((field) => spec[field])]);
      const known = builds.get(key);
      if (known) return known;
      const index = builds.size;
      const started = limit(
        async () => await runBuild({ ...context, start: () => processes++ }, reach, spec, await stageFolder(index)),
      );
      builds.set(key, started);
      return started;
    },
    count: () => processes,
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function runBuild(
  { tree, tools, manifests, start }: BuilderContext & { start(): void },
  reach: Reach,
  spec: JsonObject,
  stage: string,
): Promise<Build> {
  const problems = [...reach.remote.map(notFetched), ...reach.faults];
  if (reach.faults.length > 0) return { documents: [], problems, failed: true };
  const exists = (component: string) => tree.resolve(path.posix.join(reach.folder, component)).kind === 'folder';
  const top = addFluxFields(reach.top.content, spec, componentsOf(spec, exists));
  const attempt = async (name: string, unreadable: ReadonlySet<string>) => {
    const target = stageBuild(tree, reach, top, path.join(stage, name), unreadable);
    start();
    return splitBuild(await buildKustomization(tools, target));
  };
  try {
    return { documents: await attempt('whole', new Set()), problems, failed: false };
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    problems.push(notBuilt(reach, error, stage));
  }
  const documents = await withoutUnreadable(reach, manifests, (unreadable) => attempt('readable', unreadable));
  return { documents, problems, failed: true };
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
    if (error instanceof ProcessError) return [];
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

function notBuilt(reach: Reach, error: ProcessError, stage: string): Problem {
  return {
    severity: 'error',
    kind: 'kustomize',
    message: `kustomize cannot build ${reach.folder}: ${error.message}.`,
    detail: error.stderr.replaceAll(`${stage}/whole/`, ''),
    ...(reach.top.file !== undefined && { place: { file: reach.top.file } }),
  };
}
