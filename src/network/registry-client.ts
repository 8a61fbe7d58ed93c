import { isObject, type JsonObject, textsAt } from '../json.js';
import { sha256 } from '../sha256.js';
import type { HttpAnswer, HttpRequest } from './http-client.js';
import { HttpError } from './http-error.js';
import type { Network } from './network.js';
import { createRegistryAccess, type OciRepository } from './registry-access.js';

/** Reads OCI registries (opencontainers/distribution-spec). All of it fails with an HttpError. */
export interface RegistryClient {
  /** All tags of a repository, as spelled there. */
  tags(repository: OciRepository, request?: Pick<HttpRequest, 'signal'>): Promise<string[]>;
  /** A manifest by tag or digest; what is asked for by digest is verified. */
  manifest(repository: OciRepository, reference: string, request: ManifestRequest): Promise<HttpAnswer>;
  /** The same without its body: registries that count pulls do not count it. */
  manifestHead(repository: OciRepository, reference: string, request: ManifestRequest): Promise<HttpAnswer>;
  /** The content with that digest, verified. */
  blob(repository: OciRepository, digest: string, request: Pick<HttpRequest, 'maxBytes' | 'signal'>): Promise<Buffer>;
}

/** `accept`: statuses that are answers as well; `mediaTypes`: of the manifests that are understood. */
export interface ManifestRequest extends Pick<HttpRequest, 'accept' | 'signal'> {
  mediaTypes: readonly string[];
}

const maxManifestBytes = 4 * 1024 * 1024;
const mostTags = 100_000;

export function createRegistryClient(network: Network): RegistryClient {
  const { get, head } = createRegistryAccess(network);
  return {
    async tags(repository, { signal = network.client.deadline() } = {}) {
      // All pages together have the time of one request: a hostile registry could have one for each tag.
      const tags: string[] = [];
      let url: string | undefined = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
      while (url !== undefined) {
        const { body, headers } = await get(repository, url, { maxBytes: maxManifestBytes, signal });
        for (const tag of textsAt(registryJson(body, url), 'tags')) tags.push(tag);
        if (tags.length > mostTags) throw unusable(url, `has more than ${mostTags} tags`);
        url = nextPage(url, headers.link);
      }
      return tags;
    },
    manifest: (repository, reference, { mediaTypes, ...request }) => {
      const verify = isDigest(reference) ? { verify: digestCheck(reference) } : {};
      return get(repository, manifestUrl(repository, reference), { ...request, ...asManifest(mediaTypes), ...verify });
    },
    manifestHead: (repository, reference, { mediaTypes, ...request }) =>
      head(repository, manifestUrl(repository, reference), { ...request, ...asManifest(mediaTypes) }),
    async blob(repository, digest, request) {
      const url = `${repository.origin}/v2/${repository.name}/blobs/${digest}`;
      return (await get(repository, url, { ...request, verify: digestCheck(digest) })).body;
    },
  };
}

function asManifest(mediaTypes: readonly string[]): Pick<HttpRequest, 'headers' | 'maxBytes'> {
  return { headers: { accept: mediaTypes.join(', ') }, maxBytes: maxManifestBytes };
}

export function manifestUrl({ origin, name }: OciRepository, reference: string): string {
  return `${origin}/v2/${name}/manifests/${encodeURIComponent(reference).replace('%3A', ':')}`;
}

/** A repository of a registry, by the host and path that an image's or a chart's address has. */
export function registryRepository(address: string, name: string, insecure = false): OciRepository {
  const host = address === 'docker.io' ? 'registry-1.docker.io' : address;
  return { origin: `${insecure || isLoopback(host) ? 'http' : 'https'}://${host}`, host, name };
}

/** Registries on the machine itself speak plain HTTP, as for Flux (go-containerregistry, pkg/name/registry.go). */
function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host);
}

/** @throws HttpError for what is no object of JSON. */
export function registryJson(body: Buffer, url: string): JsonObject {
  try {
    const content: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(content)) return content;
  } catch {
    // Said below: what came is no JSON.
  }
  throw unusable(url, 'is not the answer of an OCI registry');
}

/** @param digest `sha256:` and hex digits */
function digestCheck(digest: string): (body: Buffer) => void {
  return (body) => {
    const found = `sha256:${sha256(body)}`;
    if (found !== digest) throw new Error(`has the digest ${found}, and should have ${digest}`);
  };
}

/** Of the algorithm that registries use; others cannot be verified here. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/**
 * `Link: </v2/...>; rel="next"`. A page elsewhere is another host's to answer for, and without it the newest version may be
 * missing, so neither is it followed nor passed over.
 */
function nextPage(url: string, link: string | string[] | undefined): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(String(link ?? ''))?.[1];
  if (target === undefined) return undefined;
  const next = URL.canParse(target, url) ? new URL(target, url) : undefined;
  if (next?.origin === new URL(url).origin && next.href !== url) return next.href;
  throw unusable(url, `goes on at ${JSON.stringify(target)}, which is no page of the same registry`);
}

function unusable(url: string, reason: string): HttpError {
  return new HttpError(new URL(url), { passing: false, status: 200 }, reason);
}
