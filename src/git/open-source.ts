import { FatalError } from '../problem.js';
import { findTop } from '../tools/repository.js';
import type { RunSource } from './commit-result.js';
import { copyCommit } from './copy-commit.js';
import type { CommitOptions } from './options.js';
import { closeWorkspace, openWorkspace, type Workspace } from './workspace.js';

/**
 * The files to run on: the checkout, or a copy of its commit where the checkout leaves files out
 * (`git sparse-checkout`). They would look as if they had been removed, the generated ones among them.
 * @throws FatalError when files are left out and the run is to write into the checkout.
 */
export async function openSource(options: CommitOptions): Promise<RunSource> {
  const { root } = options;
  const isCommitting = options.commitChanges && !options.check;
  if (!isCommitting && findTop(root) === undefined) return { root, workspace: undefined };
  const workspace = await openWorkspace(root, options.token);
  const absent = await absentFiles(workspace);
  if (absent[0] === undefined) return { root, workspace };
  try {
    if (!options.commitChanges && !options.check) throw refusal(absent.length, absent[0]);
    return await copyCommit(workspace, workspace.head, options);
  } finally {
    await closeWorkspace(workspace);
  }
}

/** Those that the index has and is told not to look for: `S` (https://git-scm.com/docs/git-ls-files). */
async function absentFiles({ checkout }: Workspace): Promise<string[]> {
  const entries = (await checkout.git(['ls-files', '-t', '-z', '--full-name'])).split('\0');
  return entries.filter((entry) => entry.startsWith('S ')).map((entry) => entry.slice('S '.length));
}

function refusal(count: number, example: string): FatalError {
  return new FatalError(
    `The checkout leaves out ${count} of the files in Git, such as ${example}, and commit-changes: false writes into it: ` +
      'check the repository out without `sparse-checkout`.',
  );
}
