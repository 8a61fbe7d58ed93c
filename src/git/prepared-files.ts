import { lstatSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { changedFiles } from '../tools/changed-files.js';
import type { GitCheckout } from '../tools/repository.js';
import { relevance, type WatchOptions } from '../watch.js';
import { literal } from './literal-paths.js';
import type { Workspace } from './workspace.js';

/**
 * Brings into a copy what steps before this one wrote, changed or removed in the checkout, so that a run on the copy
 * sees what a run on the checkout sees.
 * @throws FatalError when such a file is another one on the new tip: which of the two changes counts, only its author knows.
 */
export async function carryPreparedFiles(copy: Workspace, options: WatchOptions): Promise<void> {
  const { checkout, source, head, base } = copy;
  const prepared = await preparedFiles(checkout, options);
  if (prepared.length === 0) return;
  const changed = new Set((await changedFiles(checkout, head, base)).map((file) => file.path));
  const clash = prepared.find((file) => changed.has(file));
  if (clash !== undefined) {
    throw new FatalError(
      `A step before this one changed ${clash}, and so did the branch in the meantime: run this workflow again.`,
    );
  }
  for (const file of prepared) await carry(path.join(checkout.top, file), path.join(source.top, file));
}

/** Of files that git does not know, or is told to ignore, only those that may go into a run: there may be many. */
async function preparedFiles(checkout: GitCheckout, options: WatchOptions): Promise<string[]> {
  const args = ['status', '--porcelain', '-z', '--no-renames', '--ignore-submodules=all'];
  const all = ['--untracked-files=all', '--ignored=traditional'];
  const status = await checkout.git([...args, ...all], { environment: literal });
  const isRelevant = relevance(checkout.prefix, options);
  const output = `${checkout.prefix}${options.outputPath}/`;
  return status.split('\0').flatMap((entry) => {
    const [state, file] = [entry.slice(0, 2), entry.slice('XY '.length)];
    // What lies in the output folder is of this run, or of an interrupted one. A repository in it ends with a slash.
    if (file === '' || file.startsWith(output) || file.endsWith('/')) return [];
    const isUnknown = state === '??' || state === '!!';
    return isUnknown && !isRelevant({ path: file, leadsElsewhere: false }) ? [] : [file];
  });
}

async function carry(from: string, to: string): Promise<void> {
  await rm(to, { force: true, recursive: true });
  const status = lstatSync(from, { throwIfNoEntry: false });
  // The files of a folder that took a file's place are prepared files themselves.
  if (status === undefined || status.isDirectory()) return;
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from, to, { verbatimSymlinks: true });
}
