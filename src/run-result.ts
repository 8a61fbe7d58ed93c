import type { CommitResult } from './git/commit-result.js';
import type { FileChange, PrepullerFile, PrepullerSource } from './prepullers/contract.js';
import type { Problem } from './problem.js';
import type { ReleaseReport } from './report/release-report.js';

/** What a run found and did; the outputs and the summary are made of it. */
export interface RunResult extends Generated {
  commit: CommitOutcome;
}

/** What became of the manifests: the generated files and all that is worth saying about them. */
export interface Generated {
  /** Labelled HelmReleases, those that failed included. */
  releases: number;
  /** Those that did not fail, with their images. */
  rendered: ReleaseReport[];
  /** What these are made of: one for each rendering, of which a release may have several. */
  sources: PrepullerSource[];
  /** The generated files as they are to be, less the kustomization. */
  files: PrepullerFile[];
  changes: FileChange[];
  /** Texts of the generated files that stay as they are: what they pull is still pulled. */
  unchanged: string[];
  problems: Problem[];
}

/** A commit that failed comes with what was thrown: what the run found is worth reporting all the same. */
export type CommitOutcome = CommitResult | { kind: 'failed'; error: unknown } | { kind: 'skipped' };
