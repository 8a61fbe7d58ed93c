import type { RunEvent } from '../event.js';
import type { RunSource } from './commit-result.js';
import { openSource } from './open-source.js';
import type { CommitOptions } from './options.js';
import { refuseUnpublishable } from './refuse-unpublishable.js';

/**
 * The files to run on; what cannot be committed is refused before the work is done.
 * @throws FatalError for each reason of these two.
 */
export async function prepareSource(options: CommitOptions, event: RunEvent): Promise<RunSource> {
  await refuseUnpublishable(options, event);
  return await openSource(options);
}
