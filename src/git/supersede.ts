import { FatalError } from '../problem.js';
import type { Superseded } from './commit-result.js';
import { copyCommit } from './copy-commit.js';
import type { Publication } from './publication.js';

/** Ten runs that race, each for files of its own, may each lose against all others. */
const maxReruns = 10;

/** Lays out the new tip for another run. */
export async function supersede({ workspace, branch, options }: Publication, tip: string): Promise<Superseded> {
  if (workspace.reruns === maxReruns) {
    throw new FatalError(`${branch} changed during ${maxReruns + 1} runs in a row: run this workflow again.`);
  }
  const copy = await copyCommit({ ...workspace, reruns: workspace.reruns + 1 }, tip, options);
  return { kind: 'superseded', ...copy };
}
