import type { CommitResult } from './git/commit-result.js';
import type { FileChange, PrepullerFile, PrepullerSource } from './prepullers/contract.js';
import type { Problem } from './problem.js';
import type { RunSizes } from './registries/image-sizes.js';
import type { ReleaseReport } from './report/release-report.js';
import type { WhatChanges } from './report/what-changes.js';

/** What a run found and did; the outputs and the summary are made of it. */
export interface RunResult extends Findings {
  commit: CommitOutcome;
}

/** What is worth saying about the manifests and the generated files; plain data. */
export interface Findings {
  /** Labelled HelmReleases, those that failed included. */
  releases: number;
  /** Those that did not fail, with their images. */
  rendered: ReleaseReport[];
  changes: FileChange[];
  /** What these changes mean, by release. */
  whatChanges: WhatChanges;
  problems: Problem[];
  /** What the images are and take on nodes; missing where no registry was asked. */
  sizes?: RunSizes;
}

/** What became of the manifests. */
export interface Generated extends Findings {
  /** What the releases are made of: one for each rendering, of which a release may have several. */
  sources: PrepullerSource[];
  /** The generated files as they are to be, less the kustomization. */
  files: PrepullerFile[];
  /** No host, no program and nothing that grows old was asked: the same files, inputs and cache lead to the same. */
  askedNothing: boolean;
}

/**
 * `failed`: the commit did, and comes with what was thrown; what the run found is worth reporting all the same.
 * `ended`: so did the run, before it had found anything. `skipped`: there was nothing to do, and this is why.
 */
export type CommitOutcome =
  | CommitResult
  | { kind: 'failed'; error: unknown }
  | { kind: 'ended'; error: unknown }
  | { kind: 'skipped'; reason: string };

/** Of a run that found nothing, for whatever reason. */
export function emptyResult(commit: CommitOutcome): RunResult {
  return {
    releases: 0,
    rendered: [],
    changes: [],
    whatChanges: { byRelease: [], images: { added: [], removed: [] } },
    problems: [],
    commit,
  };
}
