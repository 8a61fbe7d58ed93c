import type { Workspace } from './workspace.js';

/** How the run ended for the branch. */
export type CommitResult =
  | { kind: 'unchanged' }
  /** The files are written; committing is switched off. */
  | { kind: 'written' }
  | { kind: 'pushed'; sha: string; branch: string }
  | { kind: 'pull-request'; sha: string; branch: string; url: string }
  | Superseded;

/**
 * What went into the run changed on the branch in the meantime: all stages must be run again with this root, and
 * `commitChanges` be given this result.
 */
export interface Superseded {
  kind: 'superseded';
  root: string;
  workspace: Workspace;
}
