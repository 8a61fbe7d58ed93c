import type { ImageReference } from '../image-reference.js';
import type { OciRepository } from '../network/registry-access.js';
import { registryRepository } from '../network/registry-client.js';
import type { ImageMirror } from './options.js';

/** Where an image is asked for: at its registry, or at the mirror of the longest prefix that fits. */
export function imageRepository({ domain, path }: ImageReference, mirrors: readonly ImageMirror[]): OciRepository {
  const name = `${domain}/${path}`;
  const fitting = mirrors
    .filter(({ from }) => name === from || name.startsWith(`${from}/`))
    .sort((one, other) => other.from.length - one.from.length)[0];
  if (!fitting) return registryRepository(domain, path);
  const insecure = fitting.to.startsWith('http://');
  const [host = '', ...rest] = `${fitting.to.replace(/^https?:\/\//, '')}${name.slice(fitting.from.length)}`.split('/');
  return registryRepository(host, rest.join('/'), insecure);
}

export function isDockerHub({ host }: OciRepository): boolean {
  return host === 'registry-1.docker.io';
}
