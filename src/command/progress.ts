import type { OnStage } from '../charts/render-charts.js';
import type { Release } from '../flux/release.js';
import { releaseKey } from '../problem.js';
import type { Terminal } from './terminal.js';

type Stage = Parameters<OnStage>[1];

interface Work {
  name: string;
  stage: Exclude<Stage, 'done'>;
  /** Milliseconds, of the stage. */
  since: number;
}

const words = { chart: 'waiting for its chart', rendering: 'being rendered' } as const;

/** How many of the releases are done, and which one keeps the others waiting. */
class Progress {
  readonly #atWork = new Map<Release, Work>();
  #done = 0;

  reached(release: Release, stage: Stage, now: number): void {
    if (stage === 'done') {
      this.#done += 1;
      this.#atWork.delete(release);
    } else {
      this.#atWork.set(release, { name: releaseKey(release.id), stage, since: now });
    }
  }

  /** @param total How many releases there are. */
  describe(total: number, now: number): string {
    const [slowest] = [...this.#atWork.values()].sort((one, other) => one.since - other.since);
    const count = `${this.#done} of ${total} charts rendered`;
    if (slowest === undefined) return count;
    const seconds = Math.floor((now - slowest.since) / 1000);
    return `${count}; ${slowest.name} is ${words[slowest.stage]}${seconds > 0 ? ` (${seconds} s)` : ''}`;
  }
}

/** Shows how far the work is until it is done. */
export async function withProgress<T>(
  terminal: Terminal,
  work: (reached: OnStage, expect: (total: number) => void) => Promise<T>,
): Promise<T> {
  const progress = new Progress();
  let total = 0;
  const show = () => {
    if (total > 0) terminal.showProgress(progress.describe(total, performance.now()));
  };
  // It keeps no process alive that waits for nothing else.
  const timer = setInterval(show, 200).unref();
  const reached: OnStage = (release, stage) => {
    progress.reached(release, stage, performance.now());
    show();
  };
  try {
    return await work(reached, (count) => {
      total = count;
    });
  } finally {
    clearInterval(timer);
    terminal.showProgress('');
  }
}
