import type { WatchOptions } from '../watch.js';

export interface ChangeOptions extends WatchOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** For asking the forge, in place of the checkout's credentials; empty when those serve. */
  token: string;
  /** Nothing is committed: a run that is missing leaves no gap. */
  check: boolean;
  commitChanges: boolean;
}
