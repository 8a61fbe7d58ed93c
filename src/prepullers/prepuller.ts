import type { JsonObject } from '../json.js';
import type { ReleaseId } from '../problem.js';
import type { PrepullerOptions, Strategy } from './options.js';

/** One DaemonSet to be: that of a release or, when grouped, of all releases whose pods run in one namespace. */
export interface Prepuller {
  /** Distinct among all of a run. */
  key: string;
  /** Names for the file and for the DaemonSet, the one wanted first; the last is nobody else's. */
  names: readonly string[];
  /** Where the DaemonSet runs. */
  namespace: string;
  grouped: boolean;
  /** By namespace and name. */
  releases: NamedRelease[];
  /** As `orderImages` orders them. */
  images: PrepulledImage[];
  strategy: Strategy;
  pod: PodDemands;
  /** JSON merge patches, the later over the earlier. */
  patches: JsonObject[];
}

/** What the workload's own pods make of the pre-puller's: the credentials that it needs and the nodes it belongs on. */
export interface PodDemands {
  imagePullSecrets: string[];
  serviceAccountName?: string;
  /** Beside `kubernetes.io/os`. */
  nodeSelector: JsonObject;
  affinity?: JsonObject;
}

/** A release as the head of a generated file names it. */
export interface NamedRelease {
  id: ReleaseId;
  /** Safe for a comment, such as `chart podinfo 6.5.0`. */
  description: string;
}

export interface PrepulledImage {
  reference: string;
  /** Who uses it; empty for an image that is only kept for a rollback. */
  uses: NamedUse[];
  /** 0 for an image that is in use; else how many generated versions ago it last was. */
  versionsOld: number;
}

export interface NamedUse {
  /** `releaseKey` of the release. */
  release: string;
  /** Safe for a comment, such as `Deployment/web: spec.template.spec.containers[0].image`. */
  text: string;
}

export type ManifestOptions = Pick<
  PrepullerOptions,
  'label' | 'pauseImage' | 'helperImage' | 'resources' | 'maxUnavailable'
>;

/**
 * Images in use first, each part sorted by reference: a rollback's image that is gone from its registry must not keep
 * the others from being pulled. Code units decide, not a locale.
 */
export function orderImages(images: Iterable<PrepulledImage>): PrepulledImage[] {
  return [...images].sort(
    (a, b) => Number(a.versionsOld > 0) - Number(b.versionsOld > 0) || compare(a.reference, b.reference),
  );
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
