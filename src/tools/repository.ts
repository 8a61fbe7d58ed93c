import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { type GitOptions, type GitResult, git, tryGit } from './git.js';
import { configuration, tokenEntries } from './git-environment.js';

export type CheckoutOptions = Omit<GitOptions, 'cwd'>;

/** The git repository that a folder lies in, and git as it is run in it. */
export interface GitCheckout {
  /** Real path of the top of the work tree. */
  top: string;
  /** From the top to the folder: empty, or with a slash at its end. */
  prefix: string;
  git(args: readonly string[], options?: CheckoutOptions): Promise<string>;
  tryGit(args: readonly string[], options?: CheckoutOptions): Promise<GitResult>;
}

export interface Remote {
  name: string;
  /** Variables for the commands that talk to it. */
  environment: Record<string, string>;
}

/**
 * Finds the repository without starting git, which is half of what a skipped run costs.
 * In a container the checkout often belongs to another user: it is made known as safe for these commands only.
 * @throws FatalError when there is no repository.
 */
export function openRepository(root: string): GitCheckout {
  const folder = realpathSync(root);
  const top = topOf(folder);
  const prefix = folder === top ? '' : `${path.relative(top, folder).split(path.sep).join('/')}/`;
  return bind(top, prefix, configuration([['safe.directory', top]], process.env));
}

/** The same repository with another folder as its work tree: nothing in the repository says so, or is left of it. */
export function withWorkTree(repository: GitCheckout, folder: string): GitCheckout {
  const environment = { GIT_DIR: path.join(repository.top, '.git'), GIT_WORK_TREE: folder };
  return bind(folder, repository.prefix, environment);
}

function bind(top: string, prefix: string, environment: Record<string, string>): GitCheckout {
  const withDefaults = (options: CheckoutOptions = {}) => ({
    ...options,
    cwd: top,
    environment: { ...environment, ...options.environment },
  });
  return {
    top,
    prefix,
    git: (args, options) => git(args, withDefaults(options)),
    tryGit: (args, options) => tryGit(args, withDefaults(options)),
  };
}

function topOf(folder: string): string {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, '.git'))) return current;
    if (current === path.dirname(current)) {
      throw new FatalError(`${folder} is in no git repository: check the repository out in a step before this one.`);
    }
  }
}

/** The remote that the checkout came from, with the token if one is given, otherwise with the checkout's credentials. */
export async function findRemote(repository: GitCheckout, token: string): Promise<Remote | undefined> {
  const { stdout } = await repository.tryGit(['config', '-z', '--get-regexp', '^remote\\..*\\.url$']);
  const remotes = stdout.split('\0').flatMap(remoteUrl);
  const remote = remotes.find(({ name }) => name === 'origin') ?? remotes[0];
  if (remote === undefined) return undefined;
  const entries: [string, string][] = [['safe.directory', repository.top], ...tokenEntries(remote.url, token)];
  return { name: remote.name, environment: configuration(entries, process.env) };
}

/** `remote.<name>.url`, a newline, and the value. */
function remoteUrl(entry: string): { name: string; url: string }[] {
  const match = /^remote\.(.*)\.url\n(.*)$/.exec(entry);
  return match ? [{ name: match[1] ?? '', url: match[2] ?? '' }] : [];
}
