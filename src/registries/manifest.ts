import { type JsonObject, objectAt, objectsAt, textAt } from '../json.js';
import { isDigest } from '../network/registry-client.js';
import type { Platform } from './platform.js';

/** What one manifest says, of all that is of use here; JSON. */
export type ManifestContent = ImageManifest | ImageIndex | OldManifest;

export interface ImageManifest {
  kind: 'image';
  /** Digest of the configuration, which has the platform. */
  config: string;
  layers: Layer[];
}

/** Compressed, as it is pulled. */
export interface Layer {
  digest: string;
  /** Bytes. */
  size: number;
}

export interface ImageIndex {
  kind: 'index';
  /** Less attestations, which are no images. The `os` is empty where the index does not say the platform. */
  manifests: IndexEntry[];
}

export interface IndexEntry {
  /** As it is written: perhaps of an algorithm that cannot be verified here. */
  digest: string;
  platform: Platform;
}

/** Of schema 1, which has no sizes, and which containerd 2 does not pull any more. */
export interface OldManifest {
  kind: 'schema 1';
}

export const manifestMediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  // Only to tell that it is one.
  'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.5',
];

/** What the media type of an answer says of it; `undefined` for what is no manifest of an image. */
export function kindOfManifest(mediaType: string): 'current' | 'schema 1' | undefined {
  if (mediaType.startsWith('application/vnd.docker.distribution.manifest.v1+')) return 'schema 1';
  return manifestMediaTypes.includes(mediaType) ? 'current' : undefined;
}

/** No image comes near these: overlayfs has an end at 500 layers, and an index has some ten platforms. */
const mostLayers = 1000;
const mostEntries = 1000;

/**
 * Pure. @returns `undefined` for what is no manifest of an image
 */
export function readManifest(manifest: JsonObject): ManifestContent | undefined {
  if (manifest.schemaVersion === 1) return { kind: 'schema 1' };
  if (Array.isArray(manifest.manifests)) return readIndex(manifest);
  const config = textAt(manifest, 'config', 'digest');
  if (!isDigest(config) || !Array.isArray(manifest.layers) || manifest.layers.length > mostLayers) return undefined;
  const layers = objectsAt(manifest, 'layers').map((layer) => ({
    digest: textAt(layer, 'digest'),
    size: Number(layer.size),
  }));
  const areLayers = layers.every(
    ({ digest, size }) => /^\w+:[0-9a-f]{32,128}$/.test(digest) && Number.isSafeInteger(size) && size >= 0,
  );
  return areLayers ? { kind: 'image', config, layers } : undefined;
}

/** An attestation has the platform `unknown/unknown` (docs.docker.com/build/metadata/attestations/attestation-storage). */
function readIndex(index: JsonObject): ImageIndex | undefined {
  const entries = objectsAt(index, 'manifests').filter(
    (entry) => textAt(entry, 'annotations', 'vnd.docker.reference.type') === '',
  );
  if (entries.length > mostEntries) return undefined;
  const manifests = entries.map((entry) => ({
    digest: textAt(entry, 'digest'),
    platform: readPlatform(objectAt(entry, 'platform')),
  }));
  return {
    kind: 'index',
    manifests: manifests.filter(({ platform }) => platform.os !== 'unknown'),
  };
}

/** Of an entry of an index, or of an image's configuration. */
export function readPlatform(object: JsonObject): Platform {
  return { os: wordAt(object, 'os'), architecture: wordAt(object, 'architecture'), variant: wordAt(object, 'variant') };
}

/** What is said of it may be any text, and is repeated in messages and outputs. */
function wordAt(object: JsonObject, key: string): string {
  const word = textAt(object, key);
  return /^[\w.-]{0,32}$/.test(word) ? word : '';
}
