import type { ProblemKind } from '../problem.js';

/** A chart that cannot be had or finished, in words that say why and what to do. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
  constructor(
    message: string,
    /** A tool's own words; untrusted. */
    readonly detail?: string,
    readonly kind: ProblemKind = 'chart',
    /** The field of the release that it is about. */
    readonly about?: 'name' | 'version',
  ) {
    super(message);
  }

  /** The same of something that the chart holds. */
  within(name: string): ChartError {
    return new ChartError(`in its ${name}, ${this.message}`, this.detail, this.kind);
  }
}
