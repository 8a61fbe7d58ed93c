import { isObject, type JsonObject, objectsAt, textAt, textsAt } from '../json.js';
import type { Network } from '../network/network.js';
import { createRegistryGet, type OciRepository } from '../network/registry-access.js';
import { sha256 } from '../sha256.js';
import { maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';

/** Reads charts from OCI registries (opencontainers/distribution-spec). */
export interface OciRegistry {
  /** All tags of a repository, as spelled there. */
  tags(repository: OciRepository): Promise<string[]>;
  /** Digest (`sha256:...`) of the chart's archive behind a tag or a manifest's digest. */
  resolve(repository: OciRepository, reference: string): Promise<string>;
  /** The archive with that digest, verified. */
  blob(repository: OciRepository, digest: string): Promise<Buffer>;
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

export function createOciRegistry(network: Network): OciRegistry {
  const get = createRegistryGet(network);

  async function manifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const url = `${repository.origin}/v2/${repository.name}/manifests/${encodeURIComponent(reference).replace('%3A', ':')}`;
    const verify = reference.startsWith('sha256:') ? { verify: digestCheck(reference) } : {};
    const options = { headers: { accept: manifestTypes }, maxBytes: maxManifestBytes, ...verify };
    return parseJson((await get(repository, url, options)).body, url);
  }

  /** An index of manifests stands for its first one: charts are the same for every platform. */
  async function chartManifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const found = await manifest(repository, reference);
    const [first] = objectsAt(found, 'manifests').map((entry) => textAt(entry, 'digest'));
    return first !== undefined && isDigest(first) ? await manifest(repository, first) : found;
  }

  return {
    async tags(repository) {
      // All pages together have the time of one request: a hostile registry could have one for each tag.
      const signal = network.client.deadline();
      const tags: string[] = [];
      let url: string | undefined = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
      while (url !== undefined) {
        const { body, headers } = await get(repository, url, { maxBytes: maxManifestBytes, signal });
        for (const tag of textsAt(parseJson(body, url), 'tags')) tags.push(tag);
        if (tags.length > mostTags) throw new ChartError(`${nameOf(repository)} has more than ${mostTags} tags`);
        url = nextPage(url, headers.link);
      }
      return tags;
    },
    async resolve(repository, reference) {
      const layers = objectsAt(await chartManifest(repository, reference), 'layers');
      const layer = layers.find((entry) => chartTypes.includes(textAt(entry, 'mediaType'))) ?? layers[0] ?? {};
      const digest = textAt(layer, 'digest');
      if (isDigest(digest)) return digest;
      throw new ChartError(`${nameOf(repository)} ${reference} holds no chart`);
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

function nameOf({ host, name }: OciRepository): string {
  return `${host}/${name}`;
}

function parseJson(body: Buffer, url: string): JsonObject {
  try {
    const content: unknown = JSON.parse(body.toString('utf8'));
    if (isObject(content)) return content;
  } catch {
    // Said below: what came is no JSON.
  }
  throw new ChartError(`${url} is not the answer of an OCI registry`);
}

function isDigest(text: string): boolean {
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
  throw new ChartError(`${url} goes on at ${JSON.stringify(target)}, which is no page of the same registry`);
}
