import type { Problem } from '../problem.js';
import type { Coverage } from './coverage.js';
import type { Release } from './release.js';

/** What Flux runs, as far as the files say it. */
export interface Discovery extends Coverage {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  problems: Problem[];
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
}
