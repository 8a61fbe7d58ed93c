import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Problem } from '../../problem.js';
import { buildKustomization } from '../../tools/kustomize.js';
import { ProcessError } from '../../tools/process.js';
import type { Tools } from '../../tools/tools.js';
import type { JsonObject } from '../release.js';
import type { WorkTree } from '../work-tree.js';
import { type BuiltDocument, splitBuild } from './built-objects.js';
import { addFluxFields, componentsOf, overlayFields } from './flux-overlay.js';
import type { ForeignReference, Reach } from './reach.js';
import { stageBuild } from './stage.js';

export interface Build {
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

export function createBuilder(tree: WorkTree, tools: Tools, concurrency: number): Builder {
  const limit = pLimit(concurrency);
  const builds = new Map<string, Promise<Build>>();
  let folder: Promise<string> | undefined;
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
      const started = limit(async () => await runBuild(tree, tools, reach, spec, await stageFolder(index)));
      builds.set(key, started);
      return started;
    },
    count: () => builds.size,
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function runBuild(tree: WorkTree, tools: Tools, reach: Reach, spec: JsonObject, stage: string): Promise<Build> {
  const folders = [...reach.kustomizations.values()];
  const problems = [
    ...folders.flatMap(({ remote }) => remote.map(notFetched)),
    ...folders.flatMap(({ faults }) => faults),
  ];
  if (folders.some(({ faults }) => faults.length > 0)) return { documents: [], problems, failed: true };
  const components = componentsOf(
    spec,
    (component) => tree.resolve(path.posix.join(reach.folder, component)).kind === 'folder',
  );
  const target = stageBuild(tree, reach, addFluxFields(reach.top.content, spec, components), stage);
  try {
    return { documents: splitBuild(await buildKustomization(tools, target)), problems, failed: false };
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    return { documents: [], problems: [...problems, notBuilt(reach, error, stage)], failed: true };
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
    detail: error.stderr.replaceAll(`${stage}/`, ''),
    ...(reach.top.file !== undefined && { place: { file: reach.top.file } }),
  };
}
