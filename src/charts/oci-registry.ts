import { type JsonObject, objectsAt, textAt } from '../json.js';
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
  return registryRepository(match[1] ?? '', match[2] ?? '', insecure);
}

const mediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.index.v1+json',
];
const chartTypes = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];

export function createOciRegistry(network: Network): OciRegistry {
  const client = createRegistryClient(network);

  async function manifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const { body } = await client.manifest(repository, reference, { mediaTypes });
    return registryJson(body, manifestUrl(repository, reference));
  }

  /** An index of manifests stands for its first one: charts are the same for every platform. */
  async function chartManifest(repository: OciRepository, reference: string): Promise<JsonObject> {
    const found = await manifest(repository, reference);
    const [first] = objectsAt(found, 'manifests').map((entry) => textAt(entry, 'digest'));
    return first !== undefined && isDigest(first) ? await manifest(repository, first) : found;
  }

  return {
    tags: client.tags,
    async resolve(repository, reference) {
      const layers = objectsAt(await chartManifest(repository, reference), 'layers');
      const layer = layers.find((entry) => chartTypes.includes(textAt(entry, 'mediaType'))) ?? layers[0] ?? {};
      const digest = textAt(layer, 'digest');
      if (isDigest(digest)) return digest;
      throw new ChartError(`${repository.host}/${repository.name} ${reference} holds no chart`);
    },
    blob: (repository, digest) => client.blob(repository, digest, { maxBytes: maxArchiveBytes }),
  };
}
