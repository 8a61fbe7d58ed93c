import path from 'node:path';
import { FatalError } from '../problem.js';
import type { Superseded } from './commit-result.js';
import { type Publication, restoreCheckout } from './publication.js';
import { workspaceAt } from './workspace.js';

/** Ten runs that race, each for files of its own, may each lose against all others. */
const maxReruns = 10;

/** Lays out the new tip for another run. The user's checkout is left as it was before the first. */
export async function supersede(publication: Publication, tip: string): Promise<Superseded> {
  if (publication.workspace.reruns === maxReruns) {
    throw new FatalError(
      `${publication.branch} changed during ${maxReruns + 1} runs in a row: run this workflow again.`,
    );
  }
  await restoreCheckout(publication);
  const workspace = await workspaceAt(publication.workspace, tip);
  return { kind: 'superseded', root: path.join(workspace.source.top, workspace.source.prefix), workspace };
}
