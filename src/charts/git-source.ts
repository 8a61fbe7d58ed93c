import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitChart } from '../flux/release.js';
import type { Credentials } from '../network/credentials.js';
import { trustedAuthorities } from '../network/http-client.js';
import { sha256 } from '../sha256.js';
import { ProcessError } from '../tools/process.js';
import { fetchGit, type GitRemote, listGitTags } from '../tools/remote-git.js';
import { ChartError } from './chart-error.js';
import { parseConstraint, parseVersion, pickVersion } from './version-constraint.js';

export type GitSource = Pick<GitChart, 'url' | 'reference'>;

export interface GitOptions {
  /** A folder of this run alone. */
  scratch: string;
  credentials: Credentials;
  /** As the input; empty for none. */
  caFile: string;
}

/**
 * Checks a Git repository out at the commit that Flux would take.
 * @returns the folder of the work tree, below `scratch`.
 * @throws ChartError, with git's own words if it was git that failed.
 */
export async function checkOut(source: GitSource, { scratch, credentials, caFile }: GitOptions): Promise<string> {
  const { url, reference } = source;
  // Other transports, such as ext::, would start programs; a local path would lead out of the repository.
  if (!/^(https?|ssh):\/\/[^-\s]\S*$/.test(url) || !URL.canParse(url))
    throw new ChartError(`${url} is no http, https or ssh URL`);
  const credential = /^http/.test(url) ? credentials(new URL(url).host) : undefined;
  const authorities = caFile === '' ? undefined : await writeAuthorities(caFile, scratch);
  const remote = { url, ...(credential && { credential }), ...(authorities !== undefined && { authorities }) };
  const ref = await inWordsOfGit(refOf(remote, reference));
  if (/^-|[\s:^~?*[\\]|\.\./.test(ref)) throw new ChartError(`${JSON.stringify(ref)} is no Git reference`);
  const folder = path.join(scratch, 'git', sha256(JSON.stringify(source)));
  await inWordsOfGit(fetchGit(remote, ref, folder));
  return folder;
}

async function writeAuthorities(caFile: string, scratch: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(scratch, 'authorities-')), 'authorities.pem');
  await writeFile(file, trustedAuthorities(caFile).join('\n'));
  return file;
}

async function inWordsOfGit<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ProcessError ? new ChartError(error.message, error.stderr) : error;
  }
}

/** Source: fluxcd/pkg, git/gogit/clone.go. */
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
