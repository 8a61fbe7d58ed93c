/** Beyond it, a release takes no less: what `tpl` takes grows with all that is there. */
const mostReleases = 20;
/** Of all releases together: helm takes 90 MiB for so much, and 120 for twice as much. */
const mostCharacters = 2 * 1024 * 1024;
/** While it is not known what a chart is rendered to. */
const unknownReleases = 5;
/** Below it, to start another helm costs more than another core gains. */
const leastReleases = 8;

/** How many releases of a chart one helm renders, by what others of it were rendered to. */
export class GroupSizes {
  readonly #largest = new Map<string, number>();
  /** By what groups of a chart are smaller, for others of it came to nothing. */
  readonly #divisors = new Map<string, number>();

  /** @param cores that are there for all of them */
  constructor(private readonly cores: number) {}

  /** @param identity of the chart */
  rendered(identity: string, characters: number): void {
    this.#largest.set(identity, Math.max(this.#largest.get(identity) ?? 0, characters));
  }

  /** @param isWhole when all its releases were rendered; otherwise it has cost time and gained none */
  groupEnded(identity: string, isWhole: boolean): void {
    const divisor = this.#divisors.get(identity) ?? 1;
    this.#divisors.set(identity, isWhole ? Math.max(1, divisor / 2) : divisor * 2);
  }

  /** The first of groups of one size, as many as there are cores where that is worth it. */
  firstGroup<T>(identity: string, waiting: readonly T[]): T[] {
    const forCores = Math.min(this.cores, Math.floor(waiting.length / leastReleases));
    const groups = Math.max(Math.ceil(waiting.length / this.#most(identity)), forCores, 1);
    return waiting.slice(0, Math.ceil(waiting.length / groups));
  }

  #most(identity: string): number {
    return Math.max(1, Math.floor(this.#mostBySize(identity) / (this.#divisors.get(identity) ?? 1)));
  }

  #mostBySize(identity: string): number {
    const largest = this.#largest.get(identity);
    if (largest === undefined) return unknownReleases;
    return Math.min(mostReleases, Math.floor(mostCharacters / Math.max(1, largest)));
  }
}
