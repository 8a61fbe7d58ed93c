import type { Problem } from '../problem.js';
import type { Release } from './release.js';

/** What Flux runs, as far as the files say it. */
export interface Discovery {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  problems: Problem[];
  /** `false` when something that may hold a labelled release could not be read: then no generated file is removed. */
  complete: boolean;
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
}
