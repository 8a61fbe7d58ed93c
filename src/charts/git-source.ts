import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitChart } from '../flux/release.js';
import { isProxied, trustedAuthorities } from '../network/dispatcher.js';
import { EgressError, egressAdvice } from '../network/egress-guard.js';
import type { Network } from '../network/network.js';
import { sha256 } from '../sha256.js';
import { ProcessError } from '../tools/process.js';
import { canPinAddresses, fetchGit, type GitRemote, listGitTags } from '../tools/remote-git.js';
import { ChartError } from './chart-error.js';
import { parseConstraint, parseVersion, pickVersion } from './version-constraint.js';

export type GitSource = Pick<GitChart, 'url' | 'reference'>;

export interface GitOptions {
  /** A folder of this run alone. */
  scratch: string;
  network: Network;
}

/**
 * Checks a Git repository out at the commit that Flux would take.
 * @returns the folder of the work tree, below `scratch`.
 * @throws ChartError, with git's own words if it was git that failed.
 */
export async function checkOut(source: GitSource, { scratch, network }: GitOptions): Promise<string> {
  const { url, reference } = source;
  // Other transports, such as ext::, would start programs; a local path would lead out of the repository.
  if (!/^(https?|ssh):\/\/[^-\s]\S*$/.test(url) || !URL.canParse(url))
    throw new ChartError(`${url} is no http, https or ssh URL`);
  const remote = await openRemote(new URL(url), scratch, network);
  const ref = await inWordsOfGit(refOf(remote, reference));
  if (/^-|[\s:^~?*[\\]|\.\./.test(ref)) throw new ChartError(`${JSON.stringify(ref)} is no Git reference`);
  const folder = path.join(scratch, 'git', sha256(JSON.stringify(source)));
  await inWordsOfGit(fetchGit(remote, ref, folder));
  return folder;
}

/**
 * Git gets the URL as it was understood here: of `https://one\@two/` curl takes `two` for the host, and a browser's parser
 * takes `one`, which is the host that is checked.
 */
async function openRemote(url: URL, scratch: string, network: Network): Promise<GitRemote> {
  const { credentials, caFile } = network;
  const credential = url.protocol === 'ssh:' ? undefined : credentials(`${url.host}${url.pathname}`);
  const authorities = caFile === '' ? undefined : await writeAuthorities(caFile, scratch);
  const addresses = await allowedAddresses(url, network);
  return {
    url: url.href,
    ...(credential && { credential }),
    ...(authorities !== undefined && { authorities }),
    ...(addresses && { addresses }),
  };
}

/**
 * The addresses that git must connect to where egress is restricted: git resolves names itself, and might find others.
 * Behind a proxy that alone resolves names there are none.
 * @returns `undefined` where git may connect to whatever it finds
 */
async function allowedAddresses(url: URL, { guard }: Network): Promise<string[] | undefined> {
  if (!guard || guard.isExempt(url.host)) return undefined;
  if (url.protocol !== 'https:') {
    throw new ChartError(`${url.origin} is no https URL, and egress is restricted for this run. ${egressAdvice}`);
  }
  if (!(await canPinAddresses())) throw new ChartError('git is older than 2.37, which restrict-egress needs');
  try {
    return await guard.addressesOf(url.hostname);
  } catch (error) {
    if (error instanceof EgressError) throw new ChartError(`${url.origin} ${error.message}. ${egressAdvice}`);
    if (isProxied()) return [];
    throw new ChartError(`${url.hostname} cannot be resolved: ${(error as Error).message}`);
  }
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
    if (!(error instanceof ProcessError)) throw error;
    const redirects = /returned error: 30\d/.test(error.stderr);
    const advice = redirects
      ? ': it redirects, which is not followed with a password or where egress is restricted'
      : '';
    throw new ChartError(`${error.message}${advice}`, error.stderr);
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
