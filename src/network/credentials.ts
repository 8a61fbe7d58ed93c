import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export interface Credential {
  user: string;
  password: string;
}

/** What a runner is given for one registry or repository; the password is masked in the log. */
export interface RegistryCredential extends Credential {
  host: string;
}

/** Gives the credential for a host (with its port, if it has one), if there is one. */
export type Credentials = (host: string) => Credential | undefined;

/**
 * Looks credentials up in the given list first, then in what `helm registry login` and `docker login` have stored
 * on the runner. These files are only read.
 */
export async function loadCredentials(
  given: readonly RegistryCredential[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Credentials> {
  const stored = await Promise.all(loginFiles(environment).map(readLogins));
  const known = new Map<string, Credential>();
  for (const { host, user, password } of [...given, ...stored.flat()]) {
    const key = normalHost(host);
    if (!known.has(key)) known.set(key, { user, password });
  }
  return (host) => known.get(normalHost(host));
}

/** Helm looks into its own file first (helm, pkg/registry/client.go). */
function loginFiles(environment: NodeJS.ProcessEnv): string[] {
  const home = environment.HOME || homedir();
  const helmHome =
    environment.HELM_CONFIG_HOME || path.join(environment.XDG_CONFIG_HOME || path.join(home, '.config'), 'helm');
  return [
    environment.HELM_REGISTRY_CONFIG || path.join(helmHome, 'registry', 'config.json'),
    path.join(environment.DOCKER_CONFIG || path.join(home, '.docker'), 'config.json'),
  ];
}

interface LoginFile {
  auths?: Record<string, { auth?: string; username?: string; password?: string }>;
}

async function readLogins(file: string): Promise<RegistryCredential[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return [];
  }
  const { auths = {} } = parseLogins(text);
  return Object.entries(auths).flatMap(([host, entry]) => {
    const credential = decode(entry);
    return credential ? [{ host, ...credential }] : [];
  });
}

/** A file that is no JSON is not ours to complain about: the registry will say that it wants credentials. */
function parseLogins(text: string): LoginFile {
  try {
    return (JSON.parse(text) as LoginFile | null) ?? {};
  } catch {
    return {};
  }
}

function decode(entry: { auth?: string; username?: string; password?: string } | null): Credential | undefined {
  if (entry?.username && entry.password) return { user: entry.username, password: entry.password };
  const [user, ...password] = Buffer.from(entry?.auth ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return user && password.length > 0 ? { user, password: password.join(':') } : undefined;
}

/** `https://index.docker.io/v1/`, `docker.io` and `registry-1.docker.io` are one registry. */
function normalHost(host: string): string {
  const bare = host
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
  return /^((index|registry-1|www)\.)?docker\.io$/.test(bare) ? 'docker.io' : bare.replace(/:443$/, '');
}

export function basicAuthorization({ user, password }: Credential): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
