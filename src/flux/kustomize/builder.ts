import type { JsonObject } from '../../json.js';
import { createTemporaryFolder, discardTemporaryFolder } from '../../tools/temporary-folder.js';
import type { ParsedTexts } from '../parsed-texts.js';
import { createBuildQueue } from './build-queue.js';
import { overlayFields } from './flux-overlay.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { parseDocument } from './parse-document.js';
import type { Build, BuildContext } from './run-build.js';

export type { Build } from './run-build.js';

export type BuilderContext = Omit<BuildContext, 'parse'> & { parsed: ParsedTexts };

/** Builds folders with kustomize, many at once and each once. */
export interface Builder {
  /** @param spec Of the Flux Kustomization; empty for a plain build. */
  build(graph: KustomizationGraph, spec: JsonObject): Promise<Build>;
  /** Builds that were needed, from the cache or not. */
  count(): number;
  close(): void;
}

export function createBuilder(context: BuilderContext, concurrency: number): Builder {
  const builds = new Map<string, Promise<Build>>();
  const folder = createTemporaryFolder();
  const parse = (text: string) => context.parsed.parse('build', text, parseDocument);
  const queue = createBuildQueue({ ...context, parse }, folder, concurrency);
  return {
    build(graph, spec) {
      const key = JSON.stringify([graph.folder, overlayFields.map((field) => spec[field])]);
      const known = builds.get(key);
      if (known) return known;
      const started = queue.add(graph, spec);
      builds.set(key, started);
      return started;
    },
    count: () => builds.size,
    close: () => discardTemporaryFolder(folder),
  };
}
