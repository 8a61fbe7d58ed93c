import { mkdir } from 'node:fs/promises';
import { foreignGitEnvironment } from './child-environment.js';
import { configuration } from './git-environment.js';
import { runProcess } from './process.js';

/** A repository elsewhere. */
export interface GitRemote {
  url: string;
  credential?: { user: string; password: string };
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
 * Checks one commit out, without history and submodules.
 * @param ref full ref or commit; must not begin with a dash
 * @throws ProcessError
 */
export async function fetchGit(remote: GitRemote, ref: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(remote, ['init', '--quiet', '--template=', folder]);
  await git(remote, ['-C', folder, 'fetch', '--quiet', '--no-tags', '--depth=1', '--', remote.url, ref]);
  await git(remote, ['-C', folder, 'checkout', '--quiet', '--detach', 'FETCH_HEAD']);
}

/** Older ones would leave `http.curloptResolve` unheard. */
export async function canPinAddresses(): Promise<boolean> {
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(await runProcess('git', ['--version'])) ?? []).map(Number);
  return major > 2 || (major === 2 && minor >= 37);
}

/** Never asks, and starts nothing but git's own transports; the credential is in the environment alone. */
async function git(remote: GitRemote, args: string[]): Promise<string> {
  const env = {
    ...foreignGitEnvironment(remote.url),
    GIT_ALLOW_PROTOCOL: remote.addresses ? 'https' : 'http:https:ssh',
    GIT_LFS_SKIP_SMUDGE: '1',
    ...(remote.authorities !== undefined && { GIT_SSL_CAINFO: remote.authorities }),
    ...configuration(connectionEntries(remote), {}),
  };
  return await runProcess('git', args, { env, timeoutMilliseconds });
}

/**
 * After a redirect git goes on with the new host and sends it what is configured for the old one, and it resolves the new
 * name by itself: so neither a password nor pinned addresses go together with redirects.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpfollowRedirects
 */
function connectionEntries({ url, credential, addresses }: GitRemote): [string, string][] {
  const { origin, hostname, port } = new URL(url);
  const entries: [string, string][] = [];
  if (credential) entries.push([`http.${origin}/.extraHeader`, `Authorization: ${basic(credential)}`]);
  if (addresses?.length) {
    entries.push(['http.curloptResolve', `${hostname}:${port || '443'}:${addresses.map(inBrackets).join(',')}`]);
  }
  return credential || addresses ? [...entries, ['http.followRedirects', 'false']] : entries;
}

function basic({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** As curl writes IPv6 addresses. */
function inBrackets(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
