import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { type GitOptions, type GitResult, git, tryGit } from './git.js';
import { configuration, tokenEntries } from './git-environment.js';

export type CheckoutOptions = Omit<GitOptions, 'cwd'>;

/** What every command in a repository is run with. */
type Defaults = Pick<GitOptions, 'silent'> & { environment: Readonly<Record<string, string>> };

/** The git repository that a folder lies in, and git as it is run in it. */
export interface GitCheckout {
  /** Real path of the top of the work tree. */
  top: string;
  /** From the top to the folder: empty, or with a slash at its end. */
  prefix: string;
  /** Of every command. */
  defaults: Defaults;
  git(args: readonly string[], options?: CheckoutOptions): Promise<string>;
  tryGit(args: readonly string[], options?: CheckoutOptions): Promise<GitResult>;
}

export interface Remote {
  name: string;
  /** Variables for the commands that talk to it. */
  environment: Record<string, string>;
  /** The setting by which git goes to another URL than the remote's own, such as `url.<base>.insteadOf`. */
  rewrittenBy?: string;
}

/**
 * Finds the repository without starting git, which is half of what a skipped run costs.
 * In a container the checkout often belongs to another user: it is made known as safe for these commands only.
 * @param options `silent` keeps its commands out of the log.
 * @throws FatalError when there is no repository.
 */
export function openRepository(root: string, options: Pick<GitOptions, 'silent'> = {}): GitCheckout {
  const folder = realpathSync(root);
  const top = topOf(folder);
  const prefix = folder === top ? '' : `${path.relative(top, folder).split(path.sep).join('/')}/`;
  return bind(top, prefix, { ...options, environment: configuration([['safe.directory', top]], process.env) });
}

/** The same repository with another folder as its work tree: nothing in the repository says so, or is left of it. */
export function withWorkTree(repository: GitCheckout, folder: string): GitCheckout {
  const there = { GIT_DIR: path.join(repository.top, '.git'), GIT_WORK_TREE: folder };
  return withDefaults(bind(folder, repository.prefix, repository.defaults), { environment: there });
}

/** The same repository, whose commands are run in another way: with further variables, or out of the log. */
export function withDefaults({ top, prefix, defaults }: GitCheckout, changes: Partial<Defaults>): GitCheckout {
  return bind(top, prefix, {
    ...defaults,
    ...changes,
    environment: { ...defaults.environment, ...changes.environment },
  });
}

function bind(top: string, prefix: string, defaults: Defaults): GitCheckout {
  const complete = (options: CheckoutOptions = {}) => ({
    ...defaults,
    ...options,
    cwd: top,
    environment: { ...defaults.environment, ...options.environment },
  });
  return {
    top,
    prefix,
    defaults,
    git: (args, options) => git(args, complete(options)),
    tryGit: (args, options) => tryGit(args, complete(options)),
  };
}

function topOf(folder: string): string {
  const top = findTop(folder);
  if (top !== undefined) return top;
  throw new FatalError(`${folder} is in no git repository: check the repository out in a step before this one.`);
}

/** Top of the work tree that a folder lies in. */
export function findTop(folder: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    if (existsSync(path.join(current, '.git'))) return current;
    if (current === path.dirname(current)) return undefined;
  }
}

/** The remote that the checkout came from, with the token if one is given, otherwise with the checkout's credentials. */
export async function findRemote(repository: GitCheckout, token: string): Promise<Remote | undefined> {
  const keys = '^(remote\\..*\\.(url|pushurl)|url\\..*\\.(insteadof|pushinsteadof))$';
  const settings = await readSettings(repository, keys);
  const remotes = settings.flatMap(({ key, value }) => {
    const name = /^remote\.(.*)\.url$/.exec(key)?.[1];
    return name === undefined ? [] : { name, url: value };
  });
  const remote = remotes.find(({ name }) => name === 'origin') ?? remotes[0];
  if (remote === undefined) return undefined;
  const rewrites = settings.filter(({ key, value }) => isRewrite(key, value, remote));
  const urls = rewrites.length === 0 ? [remote.url] : await rewrittenUrls(repository, remote.name);
  const credentials = [...new Set(urls)].flatMap((url) => tokenEntries(url, token));
  const environment = configuration([['safe.directory', repository.top], ...credentials], process.env);
  return { name: remote.name, environment, ...(rewrites[0] && { rewrittenBy: rewrites[0].key }) };
}

function isRewrite(key: string, value: string, remote: { name: string; url: string }): boolean {
  return key === `remote.${remote.name}.pushurl` || (key.startsWith('url.') && remote.url.startsWith(value));
}

/** As git itself applies `url.<base>.insteadOf`, `pushInsteadOf` and `pushUrl`: the longest match decides. */
async function rewrittenUrls(repository: GitCheckout, remote: string): Promise<string[]> {
  const fetching = await repository.git(['remote', 'get-url', remote]);
  const pushing = await repository.git(['remote', 'get-url', '--push', remote]);
  return [fetching, pushing].map((url) => url.trim());
}

/**
 * What git is configured with there.
 * @param keys A regular expression of git's
 * @returns Keys in lower case but for their middle part; a key without a value, which stands for true, has an empty one
 */
export async function readSettings(repository: GitCheckout, keys: string): Promise<{ key: string; value: string }[]> {
  const { stdout } = await repository.tryGit(['config', '-z', '--get-regexp', keys]);
  const entries = stdout.split('\0').filter((entry) => entry !== '');
  return entries.map((entry) => {
    const [key = '', ...lines] = entry.split('\n');
    return { key, value: lines.join('\n') };
  });
}
