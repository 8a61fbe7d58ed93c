import type { JsonObject } from '../json.js';

export const strategies = ['init', 'container', 'volume'] as const;
export const groupings = ['release', 'namespace'] as const;
export const placements = ['all', 'follow'] as const;

/** How an image is made to be pulled and held. */
export type Strategy = (typeof strategies)[number];
/** What shares a DaemonSet. */
export type Grouping = (typeof groupings)[number];
/** The nodes of a pre-puller: all Linux nodes, or those that the release's pods select. */
export type Placement = (typeof placements)[number];

/** A number of nodes, or a percentage such as `25%`, as Kubernetes takes it. */
export type NodeCount = number | string;

export interface PrepullerOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** Relative to the root, normalised, with `/`; never outside of it. */
  outputPath: string;
  /** The cluster that is generated for; empty where none is chosen. */
  clusterName: string;
  /** Key of the label that opts a HelmRelease in. */
  label: string;
  /** Write nothing. */
  check: boolean;
  /** One namespace for all DaemonSets; empty for those in which the releases' pods run. */
  prepullerNamespace: string;
  pauseImage: string;
  helperImage: string;
  strategy: Strategy;
  grouping: Grouping;
  placement: Placement;
  /** How far a rollout may go beyond one pod a node; `undefined` where the input is empty. */
  maxSurge: NodeCount | undefined;
  /** On how many nodes a rollout may take the old pod away before the new one is ready. */
  maxUnavailable: NodeCount | undefined;
  /** For how many generated versions a replaced image is kept. */
  keepPrevious: number;
  /** Of every container; empty for none. */
  resources: JsonObject;
  /** A JSON merge patch for every DaemonSet. */
  daemonsetPatch: JsonObject;
}
