import { createHash } from 'node:crypto';

/** What has a digest in a registry. */
export interface Content {
  digest: string;
  mediaType: string;
  bytes: Buffer;
}

/** A manifest with all that it leads to. */
export interface BuiltImage {
  manifest: Content;
  /** Configurations and layers. */
  blobs: Content[];
  /** Of an index: the manifests that it names. */
  children: BuiltImage[];
}

export interface ImagePlan {
  /** `linux/amd64`, `linux/arm/v7`. */
  platform?: string;
  /** Texts of the layers, or how many bytes each has. */
  layers?: readonly (string | number)[];
  /** Docker's media types in place of OCI's. */
  docker?: boolean;
}

export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function content(mediaType: string, value: Buffer | object): Content {
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
  return { digest: digestOf(bytes), mediaType, bytes };
}

function descriptor({ digest, mediaType, bytes }: Content) {
  return { mediaType, digest, size: bytes.length };
}

/** An image for one platform. */
export function buildImage({
  platform = 'linux/amd64',
  layers = ['layer'],
  docker = false,
}: ImagePlan = {}): BuiltImage {
  const [manifestType, configType, layerType] = docker
    ? ['distribution.manifest.v2+json', 'container.image.v1+json', 'image.rootfs.diff.tar.gzip'].map(
        (type) => `application/vnd.docker.${type}`,
      )
    : ['manifest.v1+json', 'config.v1+json', 'layer.v1.tar+gzip'].map((type) => `application/vnd.oci.image.${type}`);
  const blobs = layers.map((layer) =>
    content(layerType ?? '', typeof layer === 'number' ? filler(layer) : Buffer.from(layer)),
  );
  const [os = '', architecture = '', variant = ''] = platform.split('/');
  const rootfs = { type: 'layers', diff_ids: blobs.map(({ digest }) => digest) };
  const config = content(configType ?? '', { os, architecture, ...(variant && { variant }), rootfs });
  const manifest = content(manifestType ?? '', {
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(config),
    layers: blobs.map(descriptor),
  });
  return { manifest, blobs: [config, ...blobs], children: [] };
}

/** Bytes of a length that are no others of the same length. */
function filler(length: number): Buffer {
  return Buffer.alloc(length, `${length} `);
}

export interface IndexEntryPlan {
  image: BuiltImage;
  /** Empty for an entry that does not say it. */
  platform: string;
  annotations?: Record<string, string>;
}

export function buildIndex(entries: readonly IndexEntryPlan[], { docker = false } = {}): BuiltImage {
  const mediaType = docker
    ? 'application/vnd.docker.distribution.manifest.list.v2+json'
    : 'application/vnd.oci.image.index.v1+json';
  const manifests = entries.map(({ image, platform, annotations }) => {
    const [os, architecture, variant] = platform.split('/');
    const said = platform === '' ? {} : { platform: { os, architecture, ...(variant && { variant }) } };
    return { ...descriptor(image.manifest), ...said, ...(annotations && { annotations }) };
  });
  const manifest = content(mediaType, { schemaVersion: 2, mediaType, manifests });
  return { manifest, blobs: [], children: entries.map(({ image }) => image) };
}

/** An index of images for these platforms, each with layers of its own and one that all share. */
export function buildPlatforms(platforms: readonly string[], plan: ImagePlan = {}): BuiltImage {
  const { layers = ['layer'], docker = false } = plan;
  const entries = platforms.map((platform) => ({
    platform,
    image: buildImage({ platform, docker, layers: ['shared', ...layers.map((layer) => `${layer} ${platform}`)] }),
  }));
  return buildIndex(entries, { docker });
}

/** What BuildKit puts beside an image: a manifest that is no image, with the platform `unknown/unknown`. */
export function attestationOf(image: BuiltImage): IndexEntryPlan {
  const annotations = {
    'vnd.docker.reference.type': 'attestation-manifest',
    'vnd.docker.reference.digest': image.manifest.digest,
  };
  return {
    image: buildImage({ platform: 'unknown/unknown', layers: ['attestation'] }),
    platform: 'unknown/unknown',
    annotations,
  };
}

/** As `docker push` made it until 2016; its digest is not that of its bytes, for these hold signatures. */
export const schemaOne: Content = {
  digest: digestOf('what is signed'),
  mediaType: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  bytes: Buffer.from(
    JSON.stringify({ schemaVersion: 1, name: 'shop/web', tag: 'old', architecture: 'amd64', fsLayers: [] }),
  ),
};
