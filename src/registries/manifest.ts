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

/**
 * Pure. @returns `undefined` for what is no manifest of an image
 */
export function readManifest(manifest: JsonObject): ManifestContent | undefined {
  if (manifest.schemaVersion === 1) return { kind: 'schema 1' };
  if (Array.isArray(manifest.manifests)) return readIndex(manifest);
  const config = textAt(manifest, 'config', 'digest');
  if (!isDigest(config) || !Array.isArray(manifest.layers)) return undefined;
  const layers = objectsAt(manifest, 'layers').map((layer) => ({
    digest: textAt(layer, 'digest'),
    size: Number(layer.size),
  }));
  const areSized = layers.every(({ size }) => Number.isSafeInteger(size) && size >= 0);
  return areSized ? { kind: 'image', config, layers } : undefined;
}

/** An attestation has the platform `unknown/unknown` (docs.docker.com/build/metadata/attestations/attestation-storage). */
function readIndex(index: JsonObject): ImageIndex {
  const entries = objectsAt(index, 'manifests').filter(
    (entry) => textAt(entry, 'annotations', 'vnd.docker.reference.type') === '',
  );
  const manifests = entries.map((entry) => ({
    digest: textAt(entry, 'digest'),
    platform: readPlatform(objectAt(entry, 'platform')),
  }));
  return {
    kind: 'index',
    manifests: manifests.filter(({ digest, platform }) => isDigest(digest) && platform.os !== 'unknown'),
  };
}

/** Of an entry of an index, or of an image's configuration. */
export function readPlatform(object: JsonObject): Platform {
  return { os: textAt(object, 'os'), architecture: textAt(object, 'architecture'), variant: textAt(object, 'variant') };
}
