import { isObject, type JsonObject, objectAt, objectsAt, textAt, textsAt } from '../json.js';
import type { Network } from '../network/network.js';
import { createRegistryGet, type OciRepository, type RegistryGet } from '../network/registry-access.js';
import { sha256 } from '../sha256.js';
import { maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';

/** Reads charts from OCI registries (opencontainers/distribution-spec). */
export interface OciRegistry {
  /** All tags of a repository, as spelled there. */
  tags(repository: OciRepository): Promise<string[]>;
  /**
   * Digest (`sha256:...`) of the chart's archive behind a tag or a manifest's digest.
   * @param layerMediaType of the layer that is the chart, or `firstLayer`; without it a layer of a chart's type, else the first
   */
  resolve(repository: OciRepository, reference: string, layerMediaType?: string): Promise<string>;
  /** The archive with that digest, verified. */
  blob(repository: OciRepository, digest: string): Promise<Buffer>;
}

/** In place of a media type: whatever type the first layer has. */
export const firstLayer = '*';

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
/** What Helm gives the layer of a chart. */
export const helmChartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const chartTypes = [helmChartLayer, 'application/tar+gzip'];
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

  /**
   * Of an index of manifests the one for linux/amd64 is taken, which one without a platform is said to be for
   * (go-containerregistry, pkg/v1/remote/index.go: childByPlatform).
   */
  async function chartManifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const found = await manifest(repository, reference);
    const children = objectsAt(found, 'manifests');
    if (children.length === 0) return found;
    const digest = textAt(children.find(isForDefaultPlatform) ?? {}, 'digest');
    if (isDigest(digest)) return await manifest(repository, digest);
    throw new ChartError(`${nameOf(repository)} ${reference} is an index that has nothing for linux/amd64`);
  }

  return {
    tags: (repository) => listTags(repository, network, get),
    async resolve(repository, reference, layerMediaType) {
      const layers = objectsAt(await chartManifest(repository, reference), 'layers');
      const digest = textAt(layerOf(layers, layerMediaType) ?? {}, 'digest');
      if (isDigest(digest)) return digest;
      throw new ChartError(`${nameOf(repository)} ${reference} ${whatIsMissing(layerMediaType)}`);
    },
    async blob(repository, digest) {
      const url = `${repository.origin}/v2/${repository.name}/blobs/${digest}`;
      return (await get(repository, url, { maxBytes: maxArchiveBytes, verify: digestCheck(digest) })).body;
    },
  };
}

function layerOf(layers: readonly JsonObject[], mediaType: string | undefined): JsonObject | undefined {
  if (mediaType === firstLayer) return layers[0];
  const wanted = mediaType === undefined ? chartTypes : [mediaType];
  const layer = layers.find((entry) => wanted.includes(textAt(entry, 'mediaType')));
  return layer ?? (mediaType === undefined ? layers[0] : undefined);
}

function whatIsMissing(layerMediaType: string | undefined): string {
  if (layerMediaType === undefined) return 'holds no chart';
  return layerMediaType === firstLayer ? 'has no layer' : `has no layer of the type ${layerMediaType}`;
}

async function listTags(repository: OciRepository, { client }: Network, get: RegistryGet): Promise<string[]> {
  // All pages together have the time of one request: a hostile registry could have one for each tag.
  const signal = client.deadline();
  const tags: string[] = [];
  let url: string | undefined = `${repository.origin}/v2/${repository.name}/tags/list?n=1000`;
  while (url !== undefined) {
    const { body, headers } = await get(repository, url, { maxBytes: maxManifestBytes, signal });
    for (const tag of textsAt(parseJson(body, url), 'tags')) tags.push(tag);
    if (tags.length > mostTags) throw new ChartError(`${nameOf(repository)} has more than ${mostTags} tags`);
    url = nextPage(url, headers.link);
  }
  return tags;
}

function isForDefaultPlatform(entry: JsonObject): boolean {
  const platform = objectAt(entry, 'platform');
  if (Object.keys(platform).length === 0) return true;
  return textAt(platform, 'os') === 'linux' && textAt(platform, 'architecture') === 'amd64';
}

/** @param digest `sha256:` and hex digits */
function digestCheck(digest: string): (body: Buffer) => void {
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
