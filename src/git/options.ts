import type { WatchOptions } from '../watch.js';

export const publishing = ['push', 'pull-request'] as const;

/** How a change reaches the branch. */
export type Publish = (typeof publishing)[number];

export interface CommitOptions extends WatchOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** Of the cluster that was generated for; empty for all. */
  clusterName: string;
  /** Nothing was written, and nothing is committed. */
  check: boolean;
  commitChanges: boolean;
  commitMessage: string;
  publish: Publish;
  /** Allows commits to the head branch of a pull request. */
  commitToPullRequest: boolean;
  /** In place of the checkout's credentials; empty when those serve. */
  token: string;
  /** For the forge's API. */
  forgeToken: string;
  /** Of the pull request; empty for the first line of the commit's message. */
  title: string;
  /** Of the pull request. */
  labels: string[];
}
