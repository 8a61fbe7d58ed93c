/** Of all sets that had to be run alone, in all generations of them. */
const togetherMilliseconds = 90_000;

/**
 * What the templates of ResourceSets that have to be ended may take in sum: each of many could take as long as a program may.
 */
export class TemplateTime {
  private spent = 0;

  constructor(private readonly limit = togetherMilliseconds) {}

  isSpent(): boolean {
    return this.spent >= this.limit;
  }

  /** Counts how long the work takes. */
  async count<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.spent += performance.now() - start;
    }
  }
}
