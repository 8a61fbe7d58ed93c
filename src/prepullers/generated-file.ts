/** What a run did, or in check mode would do, to one file of the output folder. */
export interface FileChange {
  /** Relative to the repository's root, with `/`. */
  path: string;
  kind: 'added' | 'modified' | 'removed';
  /** Text before and after; `null` where there is no file. */
  before: string | null;
  after: string | null;
}
