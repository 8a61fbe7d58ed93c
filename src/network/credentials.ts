import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { isObject, objectAt, textAt } from '../json.js';
import type { RegistryCredential } from './options.js';

export interface Credential {
  user: string;
  password: string;
}

/** Gives the credential for `host[:port][/path]`, if there is one: that of the longest path, as accounts differ by it. */
export type Credentials = (address: string) => Credential | undefined;

/**
 * Looks credentials up in the given list first, then in what `helm registry login` and `docker login` have stored
 * on the runner. These files are only read.
 */
export async function loadCredentials(
  given: readonly RegistryCredential[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Credentials> {
  const stored = (await Promise.all(loginFiles(environment).map(readLogins))).flat();
  const known = new Map<string, Credential>();
  // docker and helm know accounts by host alone; the path of such an entry is that of an API.
  for (const { host, user, password } of [
    ...given,
    ...stored.map((login) => ({ ...login, host: hostOf(login.host) })),
  ]) {
    const key = normalAddress(host);
    if (!known.has(key)) known.set(key, { user, password });
  }
  return (address) =>
    prefixesOf(normalAddress(address))
      .map((prefix) => known.get(prefix))
      .find(Boolean);
}

/** `host/a/b`, `host/a` and `host`. */
function prefixesOf(address: string): string[] {
  const segments = address.split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
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

async function readLogins(file: string): Promise<RegistryCredential[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return [];
  }
  return Object.entries(parseLogins(text)).flatMap(([host, entry]) => {
    const credential = decode(entry);
    return credential ? [{ host, ...credential }] : [];
  });
}

/** A file that is no JSON is not ours to complain about: the registry will say that it wants credentials. */
function parseLogins(text: string): Record<string, unknown> {
  try {
    const file: unknown = JSON.parse(text);
    return isObject(file) ? objectAt(file, 'auths') : {};
  } catch {
    return {};
  }
}

function decode(entry: unknown): Credential | undefined {
  if (!isObject(entry)) return undefined;
  const [username, secret] = [textAt(entry, 'username'), textAt(entry, 'password')];
  if (username && secret) return { user: username, password: secret };
  const [user, ...password] = Buffer.from(textAt(entry, 'auth'), 'base64').toString('utf8').split(':');
  return user && password.length > 0 ? { user, password: password.join(':') } : undefined;
}

/** `https://index.docker.io/v1/`, `docker.io` and `registry-1.docker.io` are one registry. */
function normalAddress(address: string): string {
  const [host = '', ...path] = withoutScheme(address).replace(/\/+$/, '').split('/');
  const name = host.toLowerCase();
  if (/^((index|registry-1|www)\.)?docker\.io$/.test(name)) {
    return ['docker.io', ...(/^v[12]$/.test(path.join('/')) ? [] : path)].join('/');
  }
  return [name.replace(/:443$/, ''), ...path].join('/');
}

function hostOf(address: string): string {
  return withoutScheme(address).replace(/\/.*$/, '');
}

function withoutScheme(address: string): string {
  return address.replace(/^[a-z]+:\/\//, '');
}

export function basicAuthorization({ user, password }: Credential): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
