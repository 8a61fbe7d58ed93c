import { foreignGitEnvironment } from './child-environment.js';
import type { DiskBound } from './disk-watch.js';
import { configuration } from './git-environment.js';
import { machineGitEntries } from './machine-git.js';
import { runProcess } from './process.js';

/** A repository elsewhere. */
export interface GitRemote {
  url: string;
  /** The header `Authorization`, for the host of the URL alone. */
  authorization?: string;
  /** PEM file of all authorities to trust; git's own list without it. */
  authorities?: string;
  /** Connect to these alone, over HTTPS alone; git's own resolver without them. */
  addresses?: readonly string[];
}

const timeoutMilliseconds = 300_000;

/** @throws ProcessError */
export async function listGitTags(remote: GitRemote): Promise<string[]> {
  const output = await git(remote, ['ls-remote', '--tags', '--refs', '--', remote.url]);
  return [...output.matchAll(/^\S+\trefs\/tags\/(.+)$/gm)].map((match) => match[1] ?? '');
}

/**
 * The commits that references of exactly these names are at, and those that annotated tags name; without those that are not
 * there.
 * @throws ProcessError
 */
export async function commitsOfRefs(remote: GitRemote, names: readonly string[]): Promise<Map<string, string>> {
  const output = await git(remote, ['ls-remote', '--', remote.url, ...names.flatMap((name) => [name, `${name}^{}`])]);
  const found = new Map([...output.matchAll(/^([0-9a-f]+)\t(.+)$/gm)].map(([, id = '', name = '']) => [name, id]));
  return new Map(
    names.flatMap((name): [string, string][] => {
      const commit = found.get(`${name}^{}`) ?? found.get(name);
      return commit === undefined ? [] : [[name, commit]];
    }),
  );
}

/**
 * Fetches one commit into a new repository, without history and submodules; nothing is checked out.
 * @param ref full ref or commit; must not begin with a dash
 * @param disk of what the server may send
 * @throws ProcessError
 */
export async function fetchGit(remote: GitRemote, ref: string, disk: DiskBound): Promise<void> {
  await git(remote, ['init', '--quiet', '--template=', disk.folder]);
  await git(remote, ['fetch', '--quiet', '--no-tags', '--depth=1', '--', remote.url, ref], disk);
}

/** Older ones would leave `http.curloptResolve` unheard. */
export async function canPinAddresses(): Promise<boolean> {
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(await runProcess('git', ['--version'])) ?? []).map(Number);
  return major > 2 || (major === 2 && minor >= 37);
}

/** However little it is that is fetched. */
const inOneFile: [string, string] = ['fetch.unpackLimit', '1'];

/** Never asks, and starts nothing but git's own transports; the credential is in the environment alone. */
async function git(remote: GitRemote, args: string[], disk?: DiskBound): Promise<string> {
  const env = {
    ...foreignGitEnvironment(remote.url),
    GIT_ALLOW_PROTOCOL: remote.addresses ? 'https' : 'http:https:ssh',
    ...(remote.authorities !== undefined && { GIT_SSL_CAINFO: remote.authorities }),
    ...configuration([...(await machineGitEntries()), ...connectionEntries(remote), inOneFile], {}),
  };
  return await runProcess('git', args, { env, timeoutMilliseconds, ...(disk && { disk, cwd: disk.folder }) });
}

/**
 * After a redirect git goes on with the new host and sends it what is configured for the old one, and it resolves the new
 * name by itself: so neither a password nor pinned addresses go together with redirects.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpfollowRedirects
 */
function connectionEntries({ url, authorization, addresses }: GitRemote): [string, string][] {
  const { origin, hostname, port } = new URL(url);
  const entries: [string, string][] = [];
  if (authorization !== undefined) entries.push([`http.${origin}/.extraHeader`, `Authorization: ${authorization}`]);
  if (addresses?.length) {
    entries.push(['http.curloptResolve', `${hostname}:${port || '443'}:${addresses.map(inBrackets).join(',')}`]);
  }
  return authorization !== undefined || addresses ? [...entries, ['http.followRedirects', 'false']] : entries;
}

/** As curl writes IPv6 addresses. */
function inBrackets(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
