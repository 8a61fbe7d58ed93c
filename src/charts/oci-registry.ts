import { type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import type { Network } from '../network/network.js';
import type { OciRepository } from '../network/registry-access.js';
import {
  createRegistryClient,
  isDigest,
  manifestUrl,
  registryJson,
  registryRepository,
} from '../network/registry-client.js';
import { maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';

/** Reads charts from OCI registries. */
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
  const match = url.length > longestUrl ? null : /^oci:\/\/([\w.:[\]-]+)\/([^\s?#@\\%]+?)\/*$/.exec(url);
  const segments = match?.[2]?.split('/') ?? [];
  if (!match || segments.some((part) => /^\.{0,2}$/.test(part)) || !URL.canParse(url.replace('oci:', 'https:'))) {
    throw new ChartError(`${url} is no address of an OCI repository: it must look like oci://host/path`);
  }
  return registryRepository(match[1] ?? '', match[2] ?? '', insecure);
}

const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
];
/** What Helm gives the layer of a chart. */
export const helmChartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const chartTypes = [helmChartLayer, 'application/tar+gzip'];

export function createOciRegistry(network: Network): OciRegistry {
  const client = createRegistryClient(network);

  async function manifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const { body } = await client.manifest(repository, reference, { mediaTypes });
    return registryJson(body, manifestUrl(repository, reference));
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
    tags: client.tags,
    async resolve(repository, reference, layerMediaType) {
      const layers = objectsAt(await chartManifest(repository, reference), 'layers');
      const digest = textAt(layerOf(layers, layerMediaType) ?? {}, 'digest');
      if (isDigest(digest)) return digest;
      throw new ChartError(`${nameOf(repository)} ${reference} ${whatIsMissing(layerMediaType)}`);
    },
    blob: (repository, digest) => client.blob(repository, digest, { maxBytes: maxArchiveBytes }),
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

function isForDefaultPlatform(entry: JsonObject): boolean {
  const platform = objectAt(entry, 'platform');
  if (Object.keys(platform).length === 0) return true;
  return textAt(platform, 'os') === 'linux' && textAt(platform, 'architecture') === 'amd64';
}

function nameOf({ host, name }: OciRepository): string {
  return `${host}/${name}`;
}
