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

/** Never asks, and starts nothing but git's own transports; the credential is in the environment alone. */
async function git({ url, credential, authorities }: GitRemote, args: string[]): Promise<string> {
  const env = {
    ...foreignGitEnvironment(url),
    GIT_ALLOW_PROTOCOL: 'http:https:ssh',
    GIT_LFS_SKIP_SMUDGE: '1',
    ...(authorities !== undefined && { GIT_SSL_CAINFO: authorities }),
    ...(credential && authorization(url, credential)),
  };
  return await runProcess('git', args, { env, timeoutMilliseconds });
}

function authorization(url: string, { user, password }: { user: string; password: string }): Record<string, string> {
  const header = `Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return configuration([[`http.${new URL(url).origin}/.extraHeader`, header]], {});
}
