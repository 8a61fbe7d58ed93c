import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { settledRef, settledState } from '../settled-state.js';
import type { PublishedResult } from './commit-result.js';
import type { Publication, Published } from './publication.js';
import { setRef } from './remote.js';

/**
 * Leaves word that nothing is left to do on this tip of the branch (see `settled-state.ts`). It comes last: a run that
 * ends before it is made up for by the next.
 * @returns The result, with what is to be said when the forge does not take the word.
 */
export async function settle(publication: Publication, { result, tip }: Published): Promise<PublishedResult> {
  // A run for a pull request is a full one anyway.
  if (tip === undefined || publication.event.pullRequest !== undefined) return result;
  const ref = settledRef(publication.branch, publication.workspace.checkout.prefix, publication.options);
  try {
    await setRef(publication.workspace, ref, await writeState(publication, tip));
    return result;
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    const notice =
      `The forge does not take the ref ${ref}, by which the next run would know that this one has done its work: ` +
      `every push means a full run. ${error.message}`;
    return { ...result, notices: [...(result.notices ?? []), notice] };
  }
}

async function writeState({ workspace, options }: Publication, tip: string): Promise<string> {
  const { checkout, temporary } = workspace;
  const { text } = await settledState(checkout, tip, options);
  const file = path.join(temporary, 'settled');
  await writeFile(file, text);
  return (await checkout.git(['hash-object', '-t', 'commit', '-w', file])).trim();
}
