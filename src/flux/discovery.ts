import type { Place, Problem, ReleaseId } from '../problem.js';
import type { Coverage } from './coverage.js';
import type { Release } from './release.js';
import type { Workloads } from './workloads.js';

/** What Flux runs, as far as the files say it. */
export interface Discovery extends Coverage {
  /** The labelled releases whose chart is known, by namespace and name. Those that failed are in `problems`. */
  releases: Release[];
  workloads: Workloads[];
  /** The same for objects that only lack the option to be taken. */
  offered: Workloads[];
  /** What may apply such objects and could not be built: what is known of it stays. */
  unbuilt: ReleaseId[];
  problems: Problem[];
  /** For the log: what was looked at, such as `412 YAML files` or `17 of 130 Kustomizations built`. */
  summary: string[];
  /** For whoever asks: the live Kustomizations that build a file of this repository; missing where none are followed. */
  readersOf?(file: string): FileReader[];
}

/** A live Kustomization, as one that builds a file. */
export interface FileReader {
  /** `Kind namespace/name`. */
  object: string;
  place: Place;
  /** `spec.suspend`: what it applied before stays, and changes reach nothing. */
  isSuspended: boolean;
  /** The kustomization.yaml files by which it comes to read it. */
  kustomizations: string[];
}
