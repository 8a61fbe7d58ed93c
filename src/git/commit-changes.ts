import type { RunEvent } from '../event.js';
import type { Inputs } from '../inputs.js';
import type { FileChange } from '../prepullers/generated-file.js';

/** How the run ended for the branch. */
export type CommitResult =
  | { kind: 'unchanged' }
  /** The files are written; committing is switched off. */
  | { kind: 'written' }
  | { kind: 'pushed'; sha: string; branch: string }
  | { kind: 'pull-request'; sha: string; branch: string; url: string }
  /** What went into the run changed on the branch in the meantime: it must be repeated on a checkout of the new tip. */
  | { kind: 'superseded'; root: string };

export type CommitOptions = Pick<
  Inputs,
  | 'root'
  | 'outputPath'
  | 'watchPaths'
  | 'clusterName'
  | 'commitChanges'
  | 'commitMessage'
  | 'publish'
  | 'commitToPullRequest'
  | 'token'
>;

/** Commits exactly the given changes and publishes them. Never forces, never merges. */
export async function commitChanges(
  _changes: readonly FileChange[],
  _options: CommitOptions,
  _event: RunEvent,
): Promise<CommitResult> {
  throw new Error('not there yet');
}
