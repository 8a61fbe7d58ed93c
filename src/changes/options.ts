import type { WatchOptions } from '../watch.js';

export interface ChangeOptions extends WatchOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** For fetching what a shallow clone lacks; empty for none. */
  token: string;
}
