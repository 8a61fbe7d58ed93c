import { FatalError } from '../problem.js';
import type { CommitOptions } from './options.js';

/**
 * The branch of the pull request.
 * Without the slashes of a cluster's name: git cannot have the branches `production` and `production/01` beside each
 * other.
 * @throws FatalError when the base is such a branch itself.
 */
export function proposalBranch({ clusterName }: Pick<CommitOptions, 'clusterName'>, base: string): string {
  if (base.startsWith('prepuller/')) {
    throw new FatalError(
      `${base} is the branch of a pull request of prepuller's: name the branches to generate for in the workflow's \`on.push.branches\`.`,
    );
  }
  return `prepuller/${clusterName.replaceAll('/', '-') || base}`;
}
