import path from 'node:path';
import pLimit from 'p-limit';
import type { JsonObject } from '../../json.js';
import { createTemporaryFolder, removeTemporaryFolder } from '../../tools/temporary-folder.js';
import { createDocumentParser } from './document-parser.js';
import { overlayFields } from './flux-overlay.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { type Build, type BuildContext, runBuild } from './run-build.js';

export type { Build } from './run-build.js';

export type BuilderContext = Omit<BuildContext, 'parse'>;

/** Builds folders with kustomize, many at once and each once. */
export interface Builder {
  /** @param spec Of the Flux Kustomization; empty for a plain build. */
  build(graph: KustomizationGraph, spec: JsonObject): Promise<Build>;
  /** Builds that were needed, from the cache or not. */
  count(): number;
  close(): Promise<void>;
}

export function createBuilder(context: BuilderContext, concurrency: number): Builder {
  const limit = pLimit(concurrency);
  const parser = createDocumentParser(context.cache);
  const builds = new Map<string, Promise<Build>>();
  const folder = createTemporaryFolder();
  return {
    build(graph, spec) {
      const key = JSON.stringify([graph.folder, overlayFields.map((field) => spec[field])]);
      const known = builds.get(key);
      if (known) return known;
      const stage = path.join(folder, String(builds.size));
      const started = limit(() => runBuild({ ...context, parse: parser.parse }, { graph, spec, folder: stage }));
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
