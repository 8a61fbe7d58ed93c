import type { Cache } from '../cache.js';
import type { OciRepository } from '../network/registry-access.js';
import { turnOutside } from '../outside.js';
import type { ManifestContent } from './manifest.js';
import type { Platform } from './platform.js';

/** What a tag was when it was last asked. */
export interface KnownTag {
  digest: string;
  /** Milliseconds since 1970. */
  asked: number;
}

/** What registries said in earlier runs. What has a digest never changes. */
export interface AnswerCache {
  tag(repository: OciRepository, tag: string): KnownTag | undefined;
  keepTag(repository: OciRepository, tag: string, known: KnownTag): void;
  /** Whether the repository is known to have it. */
  has(repository: OciRepository, digest: string): boolean;
  keepExistence(repository: OciRepository, digest: string): void;
  manifest(digest: string): ManifestContent | undefined;
  keepManifest(digest: string, content: ManifestContent): void;
  /** Of the image with that configuration. */
  platform(config: string): Platform | undefined;
  keepPlatform(config: string, platform: Platform): void;
}

/** How long a tag is taken for what it was, in milliseconds. */
export const tagLifetime = 60 * 60 * 1000;

export function createAnswerCache(cache: Pick<Cache, 'read' | 'write'>): AnswerCache {
  // The folder may take nothing; what this run has asked it does not ask again.
  const ofThisRun = new Map<string, unknown>();
  // Entries are sealed with their keys: what is read is what was written.
  const read = <T>(key: string): T | undefined => {
    if (ofThisRun.has(key)) return ofThisRun.get(key) as T;
    const entry = cache.read('registries', key);
    return entry && (JSON.parse(entry.toString('utf8')) as T);
  };
  const keep = (key: string, value: unknown) => {
    ofThisRun.set(key, value);
    cache.write('registries', key, JSON.stringify(value));
  };
  const tagKey = ({ origin, name }: OciRepository, tag: string) => `tag ${origin}/${name}:${tag}`;
  const existenceKey = ({ origin, name }: OciRepository, digest: string) => `existence ${origin}/${name}@${digest}`;
  return {
    tag(repository, tag) {
      // What it was holds for a while only.
      turnOutside();
      return read(tagKey(repository, tag));
    },
    keepTag: (repository, tag, known) => keep(tagKey(repository, tag), known),
    has: (repository, digest) => read<true>(existenceKey(repository, digest)) === true,
    keepExistence: (repository, digest) => keep(existenceKey(repository, digest), true),
    manifest: (digest) => read(`manifest ${digest}`),
    keepManifest: (digest, content) => keep(`manifest ${digest}`, content),
    platform: (config) => read(`platform ${config}`),
    keepPlatform: (config, platform) => keep(`platform ${config}`, platform),
  };
}
