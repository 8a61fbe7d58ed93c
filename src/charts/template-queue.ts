import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import type { Release } from '../flux/release.js';
import type { Tool } from '../tools/tools.js';
import type { PreparedChart } from './chart-store.js';
import { isGroupableRelease } from './group/group-chart.js';
import { type GroupableChart, groupableChart } from './group/groupable-chart.js';
import { templateGroup } from './group/template-group.js';
import { type Occasion, type TemplateOptions, templateChart } from './template-chart.js';
import { valuesDocument } from './values-document.js';

/** Has helm render releases, together those of one chart that wait at the same time. */
export interface TemplateQueue {
  /** @returns What `templateChart` gives, or fails with. */
  add(job: TemplateJob): Promise<string>;
}

export interface TemplateJob {
  chart: PreparedChart;
  release: Release;
  occasion: Occasion;
  /** Is called when its turn has come. */
  onStart(): void;
}

export interface TemplateQueueOptions {
  helm: () => Promise<Tool>;
  /** A folder of this run alone. */
  scratch: string;
  /** Bounds how many run at the same time, of these and of others. */
  limit: LimitFunction;
  options: Omit<TemplateOptions, 'occasion'>;
}

interface WaitingJob extends TemplateJob {
  isGroupable: boolean;
  done(manifests: string): void;
  failed(error: unknown): void;
}

export function createTemplateQueue({ helm, scratch, limit, options }: TemplateQueueOptions): TemplateQueue {
  let waiting: WaitingJob[] = [];
  const groupableOf = createLookup();

  /** Is called once for each job that is added, and so leaves none. */
  async function renderNext(): Promise<void> {
    const [first] = waiting;
    if (first === undefined) return;
    const kin = () => waiting.filter((job) => job === first || isKin(job, first));
    const groupable = kin().length > 1 ? await groupableOf(first.chart) : undefined;
    // Others may have come by now, or these have been taken.
    const jobs = firstGroup(kin(), groupable?.mostReleases ?? 1, limit.concurrency);
    if (!waiting.includes(first)) return await renderNext();
    waiting = waiting.filter((job) => !jobs.includes(job));
    if (groupable && jobs.length > 1) await renderTogether(jobs, groupable, first.occasion);
    else await renderAlone(first);
  }

  async function renderTogether(jobs: readonly WaitingJob[], chart: GroupableChart, occasion: Occasion): Promise<void> {
    for (const { onStart } of jobs) onStart();
    const releases = jobs.map(({ release }) => release);
    try {
      const texts = await templateGroup(await helm(), chart, releases, { ...options, occasion, scratch });
      for (const [index, job] of jobs.entries()) {
        const text = texts?.[index];
        if (text === undefined) void limit(() => renderAlone(job));
        else job.done(text);
      }
    } catch (error) {
      for (const { failed } of jobs) failed(error);
    }
  }

  async function renderAlone({ chart, release, occasion, onStart, done, failed }: WaitingJob): Promise<void> {
    onStart();
    try {
      done(await templateChart(await helm(), await chart.path(), release, { ...options, occasion }));
    } catch (error) {
      failed(error);
    }
  }

  return {
    add(job) {
      // The releases of a chart come in one turn of the event loop, when the chart does.
      void nextTurn().then(() => limit(renderNext));
      return new Promise((done, failed) =>
        waiting.push({ ...job, isGroupable: isGroupable(job.release), done, failed }),
      );
    },
  };
}

/** Of a release that is rendered together with others the values are not large. */
const mostValuesLength = 64 * 1024;

function isGroupable(release: Release): boolean {
  const values = valuesDocument(release.values);
  return values.length <= mostValuesLength && isGroupableRelease(release, values);
}

function isKin(one: WaitingJob, other: WaitingJob): boolean {
  return (
    one.isGroupable &&
    other.isGroupable &&
    one.chart.identity === other.chart.identity &&
    one.occasion === other.occasion
  );
}

/** Below it, to start another helm costs more than another core gains. */
const leastReleases = 8;

/** The first of groups of one size, as many as there are cores where that is worth it. */
function firstGroup<T>(jobs: readonly T[], mostReleases: number, cores: number): T[] {
  const count = Math.max(
    Math.ceil(jobs.length / mostReleases),
    Math.min(cores, Math.floor(jobs.length / leastReleases)),
    1,
  );
  return jobs.slice(0, Math.ceil(jobs.length / count));
}

/** Reads a chart when several releases want it, and once. */
function createLookup(): (chart: PreparedChart) => Promise<GroupableChart | undefined> {
  const known = new Map<string, Promise<GroupableChart | undefined>>();
  return (chart) => {
    const found = known.get(chart.identity) ?? readGroupable(chart);
    known.set(chart.identity, found);
    return found;
  };
}

async function readGroupable({ files }: PreparedChart): Promise<GroupableChart | undefined> {
  try {
    return files && groupableChart(await files());
  } catch {
    // What is wrong with it is said when it is rendered.
    return undefined;
  }
}
