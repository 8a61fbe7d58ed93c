import { performance } from 'node:perf_hooks';
import { line } from './log.js';

/** How long each stage took, in milliseconds, in the order in which they first ran. */
export class Timing {
  readonly #stages = new Map<string, number>();

  async of<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#add(stage, start);
    }
  }

  /** For work that runs in between another stage's. */
  ofSync<T>(stage: string, work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.#add(stage, start);
    }
  }

  #add(stage: string, start: number): void {
    this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + performance.now() - start);
  }

  report(): void {
    const figures = [...this.#stages].map(([stage, milliseconds]) => `${stage} ${Math.round(milliseconds)} ms`);
    line(`Time by stage: ${figures.join(', ')}`);
  }
}
