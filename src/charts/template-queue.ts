import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LimitFunction } from 'p-limit';
import type { Release } from '../flux/release.js';
import type { Tool } from '../tools/tools.js';
import type { PreparedChart } from './chart-store.js';
import { isGroupableRelease } from './group/group-chart.js';
import { GroupSizes } from './group/group-sizes.js';
import { type GroupableChart, groupableChart } from './group/groupable-chart.js';
import { templateGroup } from './group/template-group.js';
import { type Occasion, type TemplateOptions, templateChart } from './template-chart.js';
import { valuesDocument } from './values-document.js';

export interface TemplateJob {
  chart: PreparedChart;
  release: Release;
  occasion: Occasion;
  /** Is called when its turn has come. */
  onStart(): void;
}

interface WaitingJob extends TemplateJob {
  isGroupable: boolean;
  done(manifests: string): void;
  failed(error: unknown): void;
}

export interface TemplateQueueOptions {
  helm: () => Promise<Tool>;
  /** A folder of this run alone. */
  scratch: string;
  /** Bounds how many run at the same time, of these and of others. */
  limit: LimitFunction;
  options: Omit<TemplateOptions, 'occasion'>;
}

/** Has helm render releases, together those of one chart that wait at the same time. */
export class TemplateQueue {
  #waiting: WaitingJob[] = [];
  readonly #sizes: GroupSizes;
  /** By the identity of the chart. */
  readonly #groupable = new Map<string, Promise<GroupableChart | undefined>>();

  constructor(private readonly context: TemplateQueueOptions) {
    this.#sizes = new GroupSizes(context.limit.concurrency);
  }

  /** @returns What `templateChart` gives, or fails with. */
  render(job: TemplateJob): Promise<string> {
    // The releases of a chart come in one turn of the event loop, when the chart does.
    void nextTurn().then(() => this.context.limit(() => this.#renderNext()));
    return new Promise((done, failed) =>
      this.#waiting.push({ ...job, isGroupable: isGroupable(job.release), done, failed }),
    );
  }

  /** Is called once for each job that is added, and so leaves none. */
  async #renderNext(): Promise<void> {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const kin = () => this.#waiting.filter((job) => job === first || isKin(job, first));
    const chart = kin().length > 1 ? await this.#findGroupable(first.chart) : undefined;
    // Meanwhile others may have come, or these have been taken.
    if (!this.#waiting.includes(first)) return await this.#renderNext();
    const jobs = chart ? this.#sizes.firstGroup(first.chart.identity, kin()) : [first];
    this.#waiting = this.#waiting.filter((job) => !jobs.includes(job));
    if (chart && jobs.length > 1) await this.#renderTogether(jobs, chart, first);
    else await this.#renderAlone(first);
  }

  async #renderTogether(
    jobs: readonly WaitingJob[],
    chart: GroupableChart,
    { chart: { identity }, occasion }: TemplateJob,
  ): Promise<void> {
    const { helm, limit, options, scratch } = this.context;
    for (const { onStart } of jobs) onStart();
    const releases = jobs.map(({ release }) => release);
    try {
      const texts = await templateGroup(await helm(), chart, releases, { ...options, occasion, scratch });
      this.#sizes.groupEnded(identity, texts.length === jobs.length);
      for (const [index, job] of jobs.entries()) {
        const text = texts[index];
        if (text === undefined) void limit(() => this.#renderAlone(job));
        else this.#finish(job, text);
      }
    } catch (error) {
      for (const { failed } of jobs) failed(error);
    }
  }

  async #renderAlone(job: WaitingJob): Promise<void> {
    const { chart, release, occasion, onStart, failed } = job;
    const { helm, options } = this.context;
    onStart();
    try {
      this.#finish(job, await templateChart(await helm(), await chart.path(), release, { ...options, occasion }));
    } catch (error) {
      failed(error);
    }
  }

  #finish({ chart, done }: WaitingJob, text: string): void {
    this.#sizes.rendered(chart.identity, text.length);
    done(text);
  }

  #findGroupable(chart: PreparedChart): Promise<GroupableChart | undefined> {
    const found = this.#groupable.get(chart.identity) ?? readGroupable(chart);
    this.#groupable.set(chart.identity, found);
    return found;
  }
}

async function readGroupable({ files }: PreparedChart): Promise<GroupableChart | undefined> {
  try {
    return files && groupableChart(await files());
  } catch {
    // What is wrong with it is said when it is rendered.
    return undefined;
  }
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
