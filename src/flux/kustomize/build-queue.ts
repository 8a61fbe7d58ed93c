import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { JsonObject } from '../../json.js';
import { buildGroup } from './build-group.js';
import { addFluxFields } from './flux-overlay.js';
import { isGroupable } from './groupable.js';
import type { KustomizationGraph } from './kustomization-graph.js';
import { type Build, type BuildContext, type BuildJob, findBuild, type KnownBuild, runBuild } from './run-build.js';

/** Makes builds, together what is asked for at the same time. */
export interface BuildQueue {
  /** @param spec Of the Flux Kustomization. */
  add(graph: KustomizationGraph, spec: JsonObject): Promise<Build>;
}

interface QueuedBuild extends BuildJob {
  known: Promise<KnownBuild | undefined>;
  done(build: Promise<Build>): void;
}

/** @param folder Absolute path of a folder in which the builds get folders of their own. */
export function createBuildQueue(context: BuildContext, folder: string, concurrency: number): BuildQueue {
  const limit = pLimit(concurrency);
  let queued: QueuedBuild[] = [];
  let count = 0;
  const newFolder = () => path.join(folder, String(count++));

  async function runQueued(): Promise<void> {
    await nextTurn();
    const jobs = queued;
    queued = [];
    try {
      const candidates = await groupableOf(jobs, context);
      for (const group of groupsOf(candidates, concurrency)) runGroup(group);
      for (const job of jobs.filter((each) => !candidates.includes(each))) job.done(run(job));
    } catch (error) {
      for (const { done } of jobs) done(Promise.reject(error));
    }
  }

  function runGroup(jobs: readonly QueuedBuild[]): void {
    const outputs = jobs.length > 1 ? limit(() => buildGroup(context, jobs, newFolder())) : Promise.resolve(undefined);
    for (const [index, job] of jobs.entries()) job.done(outputs.then((all) => run(job, all?.[index])));
  }

  const run = (job: QueuedBuild, together?: string) => limit(() => runBuild(context, job, job.known, together));

  return {
    add(graph, spec) {
      const top = addFluxFields(graph.top.staged, spec, graph.components);
      const job = { graph, top, folder: newFolder() };
      if (queued.length === 0) void runQueued();
      return new Promise((done) => queued.push({ ...job, known: findBuild(context, job), done }));
    },
  };
}

/** Those that have to be built, and can be made together with others. */
async function groupableOf(jobs: readonly QueuedBuild[], { manifests }: BuildContext): Promise<QueuedBuild[]> {
  const isOpen = await Promise.all(jobs.map(({ known }) => known.then(isUnbuilt, () => false)));
  return jobs.filter(({ graph, top }, index) => isOpen[index] && isGroupable(graph, top, manifests.text));
}

function isUnbuilt(known: KnownBuild | undefined): boolean {
  return known !== undefined && known.output === undefined;
}

/** What kustomize takes for a group grows faster than the group: beyond this, two take less than one. */
const mostMembers = 20;
/** Below it, to start a second kustomize costs more than a second core gains. */
const leastMembers = 10;

/** Of one size, as many as there are cores where that is worth it. */
function groupsOf<T>(jobs: readonly T[], concurrency: number): T[][] {
  const count = Math.max(
    Math.ceil(jobs.length / mostMembers),
    Math.min(concurrency, Math.floor(jobs.length / leastMembers)),
  );
  return Array.from({ length: count }, (_, group) => jobs.filter((__, index) => index % count === group));
}
