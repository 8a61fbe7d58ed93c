import type { Release } from '../flux/release.js';
import type { ReleaseImages } from '../images/image.js';
import type { Problem, ReleaseId } from '../problem.js';

/** What is pulled together: the images of a HelmRelease, or of plain objects that one Kustomization applies. */
export interface PrepullerSource {
  release: SourceIdentity;
  /** Missing for plain objects. */
  chart?: { name: string; version: string };
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

/**
 * A HelmRelease; of plain objects, what applies them, with the namespace in which they are as `releaseNamespace`: there
 * is one source for each namespace, and for each wish of theirs that is not that of the others.
 */
export interface SourceIdentity extends Pick<Release, 'id' | 'place' | 'releaseNamespace' | 'createsNamespace'> {
  control: Pick<Release['control'], 'strategy' | 'patch'>;
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
  /** May releases come from this file of another source, although all of this repository was read? Without it, of none. */
  isUnseen?(file: string): boolean;
}

/** References that the text of a generated file pulls. */
export type ImageReader = (text: string) => ReadonlySet<string>;

export interface WrittenPrepullers extends GeneratedTexts {
  /** What is generated for the sources, changed or not. */
  files: PrepullerFile[];
  problems: Problem[];
}

/** The generated files before and after, to be read. */
export interface GeneratedTexts {
  changes: FileChange[];
  /** Of the files, less the kustomization, that stay as they are. */
  unchanged: string[];
  /** Of each of these texts; what this run has generated need not be parsed for it. */
  imagesOf: ImageReader;
}

/** A generated file, and the releases that it is for. */
export interface PrepullerFile {
  /** Relative to the repository's root, with `/`. */
  path: string;
  releases: ReleaseId[];
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
