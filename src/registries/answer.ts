import type { Layer } from './manifest.js';
import type { Platform } from './platform.js';

/** What a registry says of an image: it is there, it is not, or that cannot be told this time. */
export type Answer = Found | Missing | Untold;

export interface Found {
  kind: 'found';
  /** Of the manifest or index; empty where the registry does not say. */
  digest: string;
  /** Of a tag whose digest was another one when it was last asked. */
  moved: boolean;
  /** What its manifests say; `Untold` where they could not be read. */
  content: FoundContent | OldContent | Untold;
}

export interface FoundContent {
  kind: 'content';
  /** All that it has, other systems than Linux included. */
  platforms: Platform[];
  /** By the name of the node's platform, of those that were asked for and that can pull the image. */
  layers: Record<string, Layer[]>;
}

/** A manifest of schema 1: neither platforms nor sizes are in it, and containerd 2 does not pull it. */
export interface OldContent {
  kind: 'schema 1';
}

export interface Missing {
  kind: 'missing';
  /** `host/path` that was asked. */
  repository: string;
  /** Tags like the one that is not there, the likest first. */
  nearest: string[];
}

export interface Untold {
  kind: 'untold';
  host: string;
  /** In words that follow "HOST ". */
  reason: string;
  /** What to do; empty where there is nothing. */
  advice: string;
}

/** By the reference as the chart wrote it. */
export type Answers = ReadonlyMap<string, Answer>;
