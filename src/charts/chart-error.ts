import { withoutUserInformation } from '../printable-urls.js';
import type { ProblemKind } from '../problem.js';

/** A chart that cannot be had or finished, in words that say why and what to do. */
export class ChartError extends Error {
  override readonly name = 'ChartError';
  /** A tool's own words; untrusted. */
  readonly detail: string | undefined;

  /** Neither the message nor the detail shows the passwords of URLs. */
  constructor(
    message: string,
    detail?: string,
    readonly kind: ProblemKind = 'chart',
    /** The field of the release that it is about. */
    readonly about?: 'name' | 'version',
  ) {
    super(withoutUserInformation(message));
    this.detail = detail === undefined ? undefined : withoutUserInformation(detail);
  }

  /** The same of something that the chart holds. */
  within(name: string): ChartError {
    return new ChartError(`in its ${name}, ${this.message}`, this.detail, this.kind);
  }
}
