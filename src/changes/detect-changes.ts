import type { RunEvent } from '../event.js';
import type { Inputs } from '../inputs.js';

export interface Relevance {
  relevant: boolean;
  /** One line for the log: why there is something to do, or nothing. */
  reason: string;
}

export type ChangeOptions = Pick<Inputs, 'root' | 'outputPath' | 'watchPaths' | 'token'>;

/** Is there anything to do? Decided by git alone, before anything is scanned. */
export async function detectChanges(_options: ChangeOptions, _event: RunEvent): Promise<Relevance> {
  throw new Error('not there yet');
}
