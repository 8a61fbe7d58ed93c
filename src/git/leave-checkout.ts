import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileChange } from '../prepullers/contract.js';
import { moveTo, restoreFiles } from './checkout.js';
import type { Publication } from './publication.js';
import type { Workspace } from './workspace.js';

/** The user's checkout follows to the published commit where that loses nothing; otherwise it is as before the run. */
export async function followTo(publication: Publication, commit: string): Promise<void> {
  const { checkout, head, temporary, isCopy } = publication.workspace;
  if (commit === head) return;
  const list = path.join(temporary, 'paths');
  await writeFile(list, isCopy ? '' : publication.paths.join('\0'));
  if (!(await moveTo(checkout, head, commit, list))) await restoreCheckout(publication.workspace, publication.changes);
}

/** Takes what the run wrote back from the user's checkout, if it wrote there. */
export async function restoreCheckout(workspace: Workspace, changes: readonly FileChange[]): Promise<void> {
  if (!workspace.isCopy) await restoreFiles(workspace.checkout, changes);
}
