import { basicAuthorization, type Credentials } from '../network/credentials.js';
import type { HttpAnswer, HttpClient, HttpRequest } from '../network/http-client.js';
import { HttpError } from '../network/http-error.js';
import { sha256 } from '../sha256.js';
import { maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { member } from './member.js';

/** Reads charts from OCI registries (opencontainers/distribution-spec). */
export interface OciRegistry {
  /** All tags of a repository, as spelled there. */
  tags(repository: OciRepository): Promise<string[]>;
  /** Digest (`sha256:...`) of the chart's archive behind a tag or a manifest's digest. */
  resolve(repository: OciRepository, reference: string): Promise<string>;
  /** The archive with that digest, verified. */
  blob(repository: OciRepository, digest: string): Promise<Buffer>;
}

export interface OciRepository {
  /** `http` or `https`, host and port. */
  origin: string;
  host: string;
  /** Path of the repository, without slashes around it. */
  name: string;
}

const longestUrl = 2048;

/** @param url `oci://host/path` */
export function parseOciUrl(url: string, insecure: boolean): OciRepository {
  const match = url.length > longestUrl ? null : /^oci:\/\/([^/\s]+)\/([^\s?#@]+?)\/*$/.exec(url);
  if (!match || !URL.canParse(url.replace('oci:', 'https:'))) {
    throw new ChartError(`${url} is no address of an OCI repository: it must look like oci://host/path`);
  }
  const host = match[1] === 'docker.io' ? 'registry-1.docker.io' : (match[1] ?? '');
  const plain = insecure || isLoopback(host);
  return { origin: `${plain ? 'http' : 'https'}://${host}`, host, name: match[2] ?? '' };
}

/** Registries on the machine itself speak plain HTTP, as for Flux (go-containerregistry, pkg/name/registry.go). */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');
const chartTypes = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];
const maxManifestBytes = 4 * 1024 * 1024;
const mostTags = 100_000;

export function createOciRegistry(client: HttpClient, credentials: Credentials): OciRegistry {
  const get = createAuthorizedGet(client, credentials);

  async function manifest(repository: OciRepository, reference: string): Promise<unknown> {
    const url = `${repository.origin}/v2/${repository.name}/manifests/${encodeURIComponent(reference).replace('%3A', ':')}`;
    const verify = reference.startsWith('sha256:') ? { verify: digestCheck(reference) } : {};
    const options = { headers: { accept: manifestTypes }, maxBytes: maxManifestBytes, ...verify };
    return parseJson((await get(repository, url, options)).body, url);
  }

  /** An index of manifests stands for its first one: charts are the same for every platform. */
  async function chartManifest(repository: OciRepository, reference: string): Promise<unknown> {
    const found = await manifest(repository, reference);
    const first = listOf(found, 'manifests').map((entry) => textOf(entry, 'digest'))[0];
    return first !== undefined && isDigest(first) ? await manifest(repository, first) : found;
  }

  return {
    async tags(repository) {
      let tags: string[] = [];
      let url: string | undefined = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
      while (url !== undefined && tags.length < mostTags) {
        const { body, headers }: HttpAnswer = await get(repository, url, { maxBytes: maxManifestBytes });
        const listed: string[] = listOf(parseJson(body, url), 'tags').filter((tag) => typeof tag === 'string');
        tags = tags.concat(listed);
        url = listed.length > 0 ? nextPage(url, headers.link) : undefined;
      }
      return tags;
    },
    async resolve(repository, reference) {
      const layers = listOf(await chartManifest(repository, reference), 'layers');
      const layer = layers.find((entry) => chartTypes.includes(textOf(entry, 'mediaType'))) ?? layers[0];
      const digest = textOf(layer, 'digest');
      if (isDigest(digest)) return digest;
      throw new ChartError(`${repository.host}/${repository.name} ${reference} holds no chart`);
    },
    async blob(repository, digest) {
      const url = `${repository.origin}/v2/${repository.name}/blobs/${digest}`;
      return (await get(repository, url, { maxBytes: maxArchiveBytes, verify: digestCheck(digest) })).body;
    },
  };
}

/** @param digest `sha256:` and hex digits */
export function digestCheck(digest: string): (body: Buffer) => void {
  return (body) => {
    const found = `sha256:${sha256(body)}`;
    if (found !== digest) throw new Error(`has the digest ${found}, and should have ${digest}`);
  };
}

function parseJson(body: Buffer, url: string): object {
  try {
    const content: unknown = JSON.parse(body.toString('utf8'));
    if (content !== null && typeof content === 'object') return content;
  } catch {
    // Said below: what came is no JSON.
  }
  throw new ChartError(`${url} is not the answer of an OCI registry`);
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/** A list in what a registry answers, which may be anything; empty when there is none. */
function listOf(value: unknown, key: string): unknown[] {
  const list = member(value, key);
  return Array.isArray(list) ? list : [];
}

function textOf(value: unknown, key: string): string {
  const text = member(value, key);
  return typeof text === 'string' ? text : '';
}

/** `Link: </v2/...>; rel="next"`; a page of another host is not followed. */
function nextPage(url: string, link: string | string[] | undefined): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(String(link ?? ''))?.[1];
  if (target === undefined || !URL.canParse(target, url)) return undefined;
  const next = new URL(target, url);
  return next.origin === new URL(url).origin ? next.href : undefined;
}

type AuthorizedGet = (repository: OciRepository, url: string, options: HttpRequest) => Promise<HttpAnswer>;

/**
 * Asks without credentials first, then as the registry's challenge says: a token for this repository, or basic.
 * Source: distribution/distribution, docs/content/spec/auth/token.md.
 */
function createAuthorizedGet(client: HttpClient, credentials: Credentials): AuthorizedGet {
  const known = new Map<string, Promise<string>>();

  return async (repository, url, options) => {
    const key = `${repository.origin}/${repository.name}`;
    const attempt = async (authorization: Promise<string> | undefined) => {
      const header = await authorization;
      const authorize = ({ host }: URL) =>
        header !== undefined && host === repository.host ? { authorization: header } : ({} as Record<string, string>);
      return await client.get(url, { ...options, accept: [401], authorize });
    };
    const before = known.get(key);
    let answer = await attempt(before);
    if (answer.status === 401) {
      // None yet, or one that has expired; whoever finds that out first answers for all who ask at the same time.
      if (known.get(key) === before) known.set(key, answerChallenge(client, credentials, repository, answer));
      answer = await attempt(known.get(key));
    }
    if (answer.status === 401) throw HttpError.ofStatus(new URL(url), 401, undefined);
    return answer;
  };
}

async function answerChallenge(
  client: HttpClient,
  credentials: Credentials,
  repository: OciRepository,
  answer: HttpAnswer,
): Promise<string> {
  const challenge = String(answer.headers['www-authenticate'] ?? '');
  const credential = credentials(repository.host);
  const basic = credential && basicAuthorization(credential);
  if (!/^bearer\s/i.test(challenge)) return basic ?? '';
  const realm = parameter(challenge, 'realm');
  // A registry that is reached over HTTPS must not make a password go over plain HTTP.
  if (!URL.canParse(realm) || !(realm.startsWith('https:') || repository.origin.startsWith('http:'))) return '';
  const url = new URL(realm);
  url.searchParams.set('service', parameter(challenge, 'service'));
  url.searchParams.set('scope', `repository:${repository.name}:pull`);
  const headers = basic === undefined ? {} : { authorization: basic };
  const { body } = await client.get(url.href, { headers, maxBytes: maxManifestBytes }).catch((error: unknown) => {
    throw error instanceof HttpError ? noToken(repository, error) : error;
  });
  const answered = parseJson(body, realm);
  return `Bearer ${textOf(answered, 'token') || textOf(answered, 'access_token')}`;
}

/** The host that gives out tokens has another name than the registry that the credential is for. */
function noToken({ origin }: OciRepository, { url, fault, reason }: HttpError): HttpError {
  return new HttpError(new URL(`${origin}/v2/`), fault, `wants a token from ${url.host}, which ${reason}`);
}

function parameter(challenge: string, name: string): string {
  return new RegExp(`[\\s,]${name}="([^"]*)"`, 'i').exec(challenge)?.[1] ?? '';
}
