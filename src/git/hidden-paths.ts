import { existsSync } from 'node:fs';
import path from 'node:path';
import { FatalError } from '../problem.js';
import type { GitCheckout } from '../tools/repository.js';

/**
 * Refuses an output folder whose files git would not see: in a submodule, or hidden by .gitignore.
 * @param paths Files that are new, from the top of the repository.
 * @throws FatalError
 */
export async function refuseHidden(repository: GitCheckout, paths: readonly string[]): Promise<void> {
  const [first] = paths;
  if (first === undefined) return;
  const submodule = submoduleAround(repository.top, first);
  if (submodule !== undefined) {
    throw new FatalError(`${first} would lie in the submodule ${submodule}: choose another prepuller-output-path.`);
  }
  const { stdout } = await repository.tryGit(['check-ignore', '--verbose', '--', ...paths]);
  const [rule, file] = (stdout.split('\n')[0] ?? '').split('\t');
  if (file === undefined) return;
  throw new FatalError(
    `${file} is hidden from git by ${rule}: take the pattern away, or choose another prepuller-output-path.`,
  );
}

function submoduleAround(top: string, file: string): string | undefined {
  const folders = path.dirname(file).split('/');
  return folders
    .map((_, index) => folders.slice(0, index + 1).join('/'))
    .find((folder) => existsSync(path.join(top, folder, '.git')));
}
