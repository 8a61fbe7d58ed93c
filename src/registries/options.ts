import type { Platform } from './platform.js';

/** An image prefix, and the registry and path that are asked in its place. */
export interface ImageMirror {
  /** Registry, or registry and the beginning of a path, as `docker.io/library`. */
  from: string;
  /** The same of the mirror, with `http://` in front where it speaks plain HTTP. */
  to: string;
}

export const verifications = ['false', 'warn', 'error'] as const;

export interface VerificationOptions {
  /** Absolute path of the repository's root. */
  root: string;
  /** What an image that does not exist is; `false` asks no registry. */
  verifyImages: (typeof verifications)[number];
  /** Of the nodes; empty where they are not checked. */
  platforms: Platform[];
  imageMirrors: ImageMirror[];
  /** Bytes that the images may take on a node, compressed; `undefined` for no bound. */
  maxSizePerNode: number | undefined;
  /** How many manifests a run may get of Docker Hub, which counts them. */
  dockerHubBudget: number;
}
