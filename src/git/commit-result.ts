import type { Workspace } from './workspace.js';

/** How the run ended for the branch. */
export type CommitResult =
  /** Check mode: nothing was written, and nothing is committed. */
  | { kind: 'checked' }
  /** The files are written; committing is switched off. */
  | { kind: 'written' }
  | PublishedResult;

/** How the forge has the files now. */
export type PublishedResult = (Unchanged | Pushed | Proposed | Withdrawn) & {
  /** What did not work and does not matter for the result, a line each. May hold words of the forge. */
  notices?: string[];
};

/** The branch holds them already. */
interface Unchanged {
  kind: 'unchanged';
}

interface Pushed {
  kind: 'pushed';
  sha: string;
  branch: string;
}

/** There is a pull request with the files. */
export interface Proposed {
  kind: 'pull-request';
  /** `declined`: a person closed it, and its content would be the same again. */
  state: 'opened' | 'updated' | 'unchanged' | 'declined';
  /** That it comes from. */
  branch: string;
  pullRequest: PullRequestPlace;
  /** The commit on that branch, if this run pushed it. */
  sha?: string;
}

/** Nothing is left to propose: the branch is removed, and the pull request closed if one was open. */
interface Withdrawn {
  kind: 'withdrawn';
  branch: string;
  pullRequest?: PullRequestPlace;
}

export interface PullRequestPlace {
  number: number;
  /** For people. */
  url: string;
}

/**
 * What went into the run changed on the branch in the meantime: all stages must be run again on this source, and
 * `commitChanges` be given it.
 */
export interface Superseded extends RunSource {
  kind: 'superseded';
}

/** The files that a run is made of: the user's checkout, or a copy of a commit. */
export interface RunSource {
  /** Absolute path of the folder that is the repository's root for the run. */
  root: string;
  /** `undefined` outside of a repository, where nothing can be committed. */
  workspace: Workspace | undefined;
}
