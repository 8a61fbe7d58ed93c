import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunEvent } from '../event.js';
import type { Inputs } from '../inputs.js';
import type { FileChange } from '../prepullers/generated-file.js';
import { FatalError } from '../problem.js';
import { findRemote, openRepository, type Repository } from '../tools/repository.js';
import { commitTree, writeTree } from './commit-tree.js';
import { readAuthorship } from './identity.js';
import { targetBranch } from './target.js';

/** How the run ended for the branch. */
export type CommitResult =
  | { kind: 'unchanged' }
  /** The files are written; committing is switched off. */
  | { kind: 'written' }
  | { kind: 'pushed'; sha: string; branch: string }
  | { kind: 'pull-request'; sha: string; branch: string; url: string }
  /** What went into the run changed on the branch in the meantime: it must be repeated on a checkout of the new tip. */
  | { kind: 'superseded'; root: string };

export type CommitOptions = Pick<
  Inputs,
  | 'root'
  | 'outputPath'
  | 'watchPaths'
  | 'clusterName'
  | 'commitChanges'
  | 'commitMessage'
  | 'publish'
  | 'commitToPullRequest'
  | 'token'
>;

/** Commits exactly the given changes and publishes them. Never forces, never merges. */
export async function commitChanges(
  changes: readonly FileChange[],
  options: CommitOptions,
  event: RunEvent,
): Promise<CommitResult> {
  if (!options.commitChanges) return { kind: 'written' };
  const branch = targetBranch(options, event);
  const repository = openRepository(options.root);
  const paths = changes.map((change) => repository.prefix + change.path);
  if (paths.length === 0) return { kind: 'unchanged' };
  const head = (await repository.git(['rev-parse', '--verify', 'HEAD'])).trim();
  const temporary = await mkdtemp(path.join(process.env.RUNNER_TEMP || tmpdir(), 'prepuller-'));
  try {
    const tree = await writeTree(repository, temporary, head, paths);
    if (tree === (await repository.git(['rev-parse', `${head}^{tree}`])).trim()) return { kind: 'unchanged' };
    const authorship = await readAuthorship(repository, event.serverUrl);
    const sha = await commitTree(repository, temporary, tree, head, options.commitMessage, authorship);
    await push(repository, options.token, sha, branch, head);
    await moveHead(repository, temporary, head, sha, paths);
    return { kind: 'pushed', sha, branch };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * The lease forces nothing, as the commit always has `expected` as its parent: it makes the forge compare and swap,
 * so that a branch that was deleted is not brought back and commits of the checkout that are not ours stay there.
 */
async function push(repository: Repository, token: string, sha: string, branch: string, expected: string) {
  const { name, environment } = await findRemote(repository, token);
  const lease = `--force-with-lease=refs/heads/${branch}:${expected}`;
  const args = ['push', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', lease, name];
  const result = await repository.tryGit([...args, `${sha}:refs/heads/${branch}`], { environment });
  if (result.exitCode !== 0) {
    throw new FatalError(`The push to ${branch} failed.`, `${result.stdout}${result.stderr}`);
  }
}

/** Brings the checkout to the pushed commit: the files are there already, what else is staged stays so. */
async function moveHead(
  repository: Repository,
  temporary: string,
  from: string,
  to: string,
  paths: readonly string[],
): Promise<void> {
  const list = path.join(temporary, 'paths');
  await writeFile(list, paths.join('\0'));
  await repository.git(['reset', '--quiet', to, `--pathspec-from-file=${list}`, '--pathspec-file-nul'], {
    environment: { GIT_LITERAL_PATHSPECS: '1' },
  });
  await repository.git(['update-ref', '-m', 'prepuller: pushed', 'HEAD', to, from]);
}
