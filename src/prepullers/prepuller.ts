import type { GeneratedRelease } from '../generated-head.js';
import type { Confidence } from '../images/image.js';
import type { JsonObject } from '../json.js';
import { isApplierKey } from '../problem.js';
import type { Strategy } from './options.js';

/**
 * The DaemonSets of one namespace to be: those of a release, of the plain objects that a Kustomization applies there or,
 * when grouped, of all whose pods run there.
 */
export interface Prepuller {
  /** Distinct among all of a run. */
  key: string;
  /** Names for the DaemonSet, the one wanted first; the last is nobody else's. */
  names: readonly string[];
  /** Where it is written; those of one file have the same key, and names for it alike. */
  file: { key: string; names: readonly string[] };
  /** Where the DaemonSets run. */
  namespace: string;
  grouped: boolean;
  /** By namespace and name. */
  releases: GeneratedRelease[];
  /** As `orderImages` orders them; those of different demands go into DaemonSets of their own. */
  images: PrepulledImage[];
  strategy: Strategy;
  /** JSON merge patches, the later over the earlier. */
  patches: JsonObject[];
}

/** What the pods that use an image make of the pre-puller's: the credentials that it needs and the nodes it belongs on. */
export interface PodDemands {
  /** Sorted. */
  imagePullSecrets: string[];
  serviceAccountName?: string;
  /** Beside `kubernetes.io/os`. */
  nodeSelector: JsonObject;
  affinity?: JsonObject;
}

export interface PrepulledImage {
  reference: string;
  /** Who uses it; empty for an image that is only kept for a rollback. */
  uses: NamedUse[];
  /** 0 for an image that is in use; else how many generated versions ago it last was. */
  versionsOld: number;
  demands: PodDemands;
}

export interface NamedUse {
  /** `releaseKey` of the release. */
  release: string;
  /** Safe for a comment, such as `Deployment/web: spec.template.spec.containers[0].image`. */
  text: string;
  confidence: Confidence;
}

const rank: Record<Confidence, number> = { certain: 0, high: 1, medium: 2 };

/**
 * By certainty, then by reference: where one image keeps the next from being pulled, what only a rule found must not
 * stand in front of what a pod names. Code units decide, not a locale.
 */
export function orderImages(images: Iterable<PrepulledImage>): PrepulledImage[] {
  return [...images].sort(
    (a, b) => certainty(a) - certainty(b) || compare(a.reference, b.reference) || a.versionsOld - b.versionsOld,
  );
}

/** Is it an image of plain objects? They share no pod with releases. One that is only kept is nobody's. */
export function isOfPlainObjects({ uses }: PrepulledImage): boolean {
  return uses.some(({ release }) => isApplierKey(release));
}

/** Of the surest of its uses; 0 for the surest. */
export function certainty({ uses }: PrepulledImage): number {
  return Math.min(...uses.map(({ confidence }) => rank[confidence]), uses.length === 0 ? 0 : rank.medium);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
