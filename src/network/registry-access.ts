import { isObject, type JsonObject, textAt } from '../json.js';
import { basicAuthorization } from './credentials.js';
import type { HttpAnswer, HttpRequest } from './http-client.js';
import { HttpError } from './http-error.js';
import type { Network } from './network.js';

/** A repository of an OCI registry. */
export interface OciRepository {
  /** `http` or `https`, host and port. */
  origin: string;
  host: string;
  /** Path of the repository, without slashes around it. */
  name: string;
}

type Ask = (repository: OciRepository, url: string, request: HttpRequest) => Promise<HttpAnswer>;

/** Asks a registry, with what it wants to see before it answers. @throws HttpError */
export interface RegistryAccess {
  get: Ask;
  head: Ask;
}

type Headers = Record<string, string>;

/**
 * Asks without credentials first, then as the registry's challenge says: a token for this repository, or basic.
 * Source: distribution/distribution, docs/content/spec/auth/token.md.
 */
export function createRegistryAccess(network: Network): RegistryAccess {
  const known = new Map<string, Promise<string>>();

  const ask = async (method: 'get' | 'head', repository: OciRepository, url: string, request: HttpRequest) => {
    const key = `${repository.origin}/${repository.name}`;
    const attempt = async (authorization: Promise<string> | undefined) => {
      const header = await authorization;
      const authorize = ({ origin }: URL): Headers =>
        header !== undefined && origin === repository.origin ? { authorization: header } : {};
      const accept = [401, ...(request.accept ?? [])];
      return await network.client[method](url, { ...request, accept, authorize });
    };
    const before = known.get(key);
    let answer = await attempt(before);
    if (answer.status === 401) {
      // None yet, or one that has expired; whoever finds that out first answers for all who ask at the same time.
      if (known.get(key) === before) known.set(key, answerChallenge(network, repository, answer));
      answer = await attempt(known.get(key));
    }
    if (answer.status === 401) throw HttpError.ofStatus(new URL(url), 401, undefined);
    return answer;
  };
  return {
    get: (...asked) => ask('get', ...asked),
    head: (...asked) => ask('head', ...asked),
  };
}

async function answerChallenge(network: Network, repository: OciRepository, answer: HttpAnswer): Promise<string> {
  const challenge = String(answer.headers['www-authenticate'] ?? '');
  const credential = network.credentials(`${repository.host}/${repository.name}`);
  const basic = credential && basicAuthorization(credential);
  if (!/^bearer\s/i.test(challenge)) return basic ?? '';
  const realm = parameter(challenge, 'realm');
  if (!URL.canParse(realm)) return '';
  const url = new URL(realm);
  url.searchParams.set('service', parameter(challenge, 'service'));
  url.searchParams.set('scope', `repository:${repository.name}:pull`);
  const mayKnow = !answer.redirected && mayKnowPassword(url, repository);
  // Without the password when the realm redirects onward: that is for the host which the registry has named.
  const authorize = ({ origin }: URL): Headers =>
    basic !== undefined && mayKnow && origin === url.origin ? { authorization: basic } : {};
  return `Bearer ${tokenOf(await askRealm(network, repository, url, authorize))}`;
}

/**
 * The protocol has a registry name the host that gives out its tokens, as registry-1.docker.io names auth.docker.io, and
 * that host has to be told the password. So whoever can speak for the registry can have it: over HTTPS that is the registry
 * alone; over plain HTTP it is anyone on the way, so then the password stays with the registry's own host. One that names
 * its realm after a redirect was another host's to answer for.
 */
function mayKnowPassword(realm: URL, repository: OciRepository): boolean {
  if (repository.origin.startsWith('https:')) return realm.protocol === 'https:';
  return realm.host === repository.host;
}

const maxTokenBytes = 1024 * 1024;

async function askRealm(
  network: Network,
  { origin }: OciRepository,
  realm: URL,
  authorize: (url: URL) => Headers,
): Promise<JsonObject> {
  try {
    const { body } = await network.client.get(realm.href, { authorize, maxBytes: maxTokenBytes });
    return parseToken(body);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // The host that gives out tokens has another name than the registry that the credential is for.
    const { url, fault, reason } = error;
    throw new HttpError(new URL(`${origin}/v2/`), fault, `wants a token from ${url.host}, which ${reason}`);
  }
}

/** What is no token is none: the registry then answers 401, which says what to do. */
function parseToken(body: Buffer): JsonObject {
  try {
    const answered: unknown = JSON.parse(body.toString('utf8'));
    return isObject(answered) ? answered : {};
  } catch {
    return {};
  }
}

/** Empty for what a header cannot hold. */
function tokenOf(answered: JsonObject): string {
  const token = textAt(answered, 'token') || textAt(answered, 'access_token');
  return /^[\x21-\x7e]+$/.test(token) ? token : '';
}

function parameter(challenge: string, name: string): string {
  return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? '';
}
