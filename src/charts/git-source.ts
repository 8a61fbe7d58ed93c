import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from '../cache.js';
import type { GitChart } from '../flux/release.js';
import type { GitReference, GitSource } from '../flux/source-contents.js';
import type { Network } from '../network/network.js';
import { checkOutCommit, fetchedCommit, filesOfCommit, readPack, restorePack } from '../tools/fetched-git.js';
import { ProcessError } from '../tools/process.js';
import { commitsOfRefs, fetchGit, type GitRemote, listGitTags } from '../tools/remote-git.js';
import { ChartError } from './chart-error.js';
import { openRemote } from './git-remote.js';
import { addSubmodules } from './git-submodules.js';
import type { OwnRepository } from './own-repository.js';
import { maxPackBytes, type SourceBudget } from './source-budget.js';
import { parseConstraint, parseVersion, pickVersion } from './version-constraint.js';

export interface GitOptions {
  /** A folder of this run alone. */
  scratch: string;
  network: Network;
  cache: Cache;
  /** Of all sources of the run together. */
  budget: SourceBudget;
  /** This repository, for which the job has a token. */
  own?: OwnRepository;
}

/**
 * Checks a Git repository out at the commit that Flux would take. What a commit holds is kept in the cache.
 * @returns the folder of the work tree, below `scratch`.
 * @throws ChartError, with git's own words if it was git that failed.
 */
export async function checkOut(source: GitSource, options: GitOptions): Promise<string> {
  options.budget.takeSource(source.url);
  return await inWordsOfGit(async () => {
    const remote = await openRemote(source.url, options);
    const { ref, commit } = await locate(remote, source.reference);
    await mkdir(options.scratch, { recursive: true });
    const folder = await mkdtemp(path.join(options.scratch, 'git-'));
    const found = await bring(remote, { ref, commit, folder }, options);
    const entries = await filesOfCommit(folder, found);
    options.budget.takeFiles(entries, remote.url);
    await checkOutCommit(folder, found);
    if (source.submodules) await addSubmodules({ url: source.url, folder, entries }, (one) => checkOut(one, options));
    return folder;
  });
}

interface LocatedCommit {
  ref: string;
  /** Missing where only the fetch tells. */
  commit: string | undefined;
}

/** Source: fluxcd/pkg, git/gogit/clone.go. */
async function locate(remote: GitRemote, reference: GitReference): Promise<LocatedCommit> {
  for (const name of Object.values(reference)) requireName(name, reference);
  if ('commit' in reference) return { ref: reference.commit, commit: wholeId(reference.commit) };
  if ('revision' in reference) return await locateRevision(remote, reference.revision);
  const ref = await refOf(remote, reference);
  const commit = (await commitsOfRefs(remote, [ref])).get(ref);
  if (commit === undefined) throw new ChartError(`${remote.url} has no ${ref}`);
  return { ref, commit };
}

/** As git looks for what it is asked to fetch (gitrevisions(7)). */
async function locateRevision(remote: GitRemote, revision: string): Promise<LocatedCommit> {
  if (wholeId(revision)) return { ref: revision, commit: revision };
  const names =
    revision === '' ? ['HEAD'] : ['', 'refs/', 'refs/tags/', 'refs/heads/'].map((start) => start + revision);
  const commits = await commitsOfRefs(remote, names);
  const ref = names.find((name) => commits.has(name));
  if (ref === undefined) throw new ChartError(`${remote.url} has no branch or tag ${JSON.stringify(revision)}`);
  return { ref, commit: commits.get(ref) };
}

/** A range of versions is no name, and git is not given it. */
function requireName(name: string, reference: GitReference): void {
  const isRange = 'semver' in reference;
  if (!isRange && /^-|[\s\p{Cc}:^~?*[\\]|\.\./u.test(name))
    throw new ChartError(`${JSON.stringify(name)} is no Git reference`);
}

function wholeId(text: string): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}

async function refOf(remote: GitRemote, reference: GitChart['reference']): Promise<string> {
  if ('commit' in reference) return reference.commit;
  if ('name' in reference) return reference.name;
  if ('tag' in reference) return `refs/tags/${reference.tag}`;
  if ('branch' in reference) return `refs/heads/${reference.branch}`;
  return `refs/tags/${await newestTag(remote, reference.semver)}`;
}

async function newestTag(remote: GitRemote, wanted: string): Promise<string> {
  const tags = (await listGitTags(remote)).filter((tag) => parseVersion(tag));
  const picked =
    parseConstraint(wanted) &&
    pickVersion(
      tags.map((version) => ({ version })),
      wanted,
    );
  if (!picked) throw new ChartError(`${remote.url} has no tag that fits '${wanted}'`);
  return picked.version;
}

interface WantedCommit extends LocatedCommit {
  folder: string;
}

/** From the cache, or from where it lies. The URL is a part of the key, for who may read one may not read the other. */
async function bring(
  remote: GitRemote,
  { ref, commit, folder }: WantedCommit,
  { cache, budget }: GitOptions,
): Promise<string> {
  const keyOf = (id: string) => JSON.stringify([remote.url, id]);
  const known = commit === undefined ? undefined : cache.read('checkouts', keyOf(commit));
  if (known && commit !== undefined) {
    budget.take(known.length, remote.url);
    await restorePack(folder, commit, known);
    return commit;
  }
  await fetchGit(remote, ref, { folder, bytes: maxPackBytes });
  const pack = await readPack(folder);
  budget.take(pack?.length ?? 0, remote.url);
  const fetched = await fetchedCommit(folder);
  if (pack && pack.length <= mostKeptBytes) cache.write('checkouts', keyOf(fetched), pack);
  return fetched;
}

/** A cache that one repository fills would hold nothing else. */
const mostKeptBytes = 64 * 1024 * 1024;

async function inWordsOfGit<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    const redirects = /returned error: 30\d/.test(error.stderr);
    const advice = redirects
      ? ': it redirects, which is not followed with a password or where egress is restricted'
      : '';
    throw new ChartError(`${error.message}${advice}`, error.stderr);
  }
}
