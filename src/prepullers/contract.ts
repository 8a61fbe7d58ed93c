import type { Release } from '../flux/release.js';
import type { ReleaseImages } from '../images/image.js';
import type { Problem, ReleaseId } from '../problem.js';

/** A release whose images are known. */
export interface PrepullerSource {
  release: Release;
  chart: { name: string; version: string };
  images: ReleaseImages;
  /** What registries say of its images; missing where they were not asked. */
  pullable?: PullableNodes;
}

/** On which nodes images can be pulled at all. */
export interface PullableNodes {
  /** By reference, of images that some nodes cannot pull: the values of `kubernetes.io/arch` of those that can. */
  architectures: ReadonlyMap<string, readonly string[]>;
  /** References of which it cannot be told this time: what an earlier file says of their nodes stays. */
  untold: ReadonlySet<string>;
}

/** What is known of the releases that are not among the sources. */
export interface Unrendered {
  /** Labelled releases that failed: each keeps its last good file. */
  failed: ReleaseId[];
  /** `false` when there may be labelled releases that could not be read: then only what is gone for certain is removed. */
  complete: boolean;
  /**
   * Are all releases known that come from this file of the repository? What an earlier run found there, and this one did
   * not, is gone, complete or not. Without it, of none.
   */
  isSettled?(file: string): boolean;
}

export interface WrittenPrepullers {
  changes: FileChange[];
  /** Texts of the generated files, less the kustomization, that stay as they are. */
  unchanged: string[];
  problems: Problem[];
}

/** What a run did, or in check mode would do, to one file of the output folder. */
export interface FileChange {
  /** Relative to the repository's root, with `/`. */
  path: string;
  kind: 'added' | 'modified' | 'removed';
  /** Text before and after; `null` where there is no file. */
  before: string | null;
  after: string | null;
}
