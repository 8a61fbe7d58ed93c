import { type Manifest, type ParsedManifests, parseManifests } from './manifest.js';
import { memoize } from './memoize.js';
import type { RepositoryFiles } from './repository-files.js';

/** Files of the repository as they are written, each read and parsed once and only when it is asked for. */
export interface RepositoryManifests {
  text(file: string): string;
  parse(file: string): ParsedManifests;
  /** The objects that can be read. */
  in(file: string): readonly Manifest[];
}

export function repositoryManifests(files: RepositoryFiles): RepositoryManifests {
  const text = memoize((file: string) => files.read(file));
  const parse = memoize((file: string) => parseManifests(text(file), file));
  return { text, parse, in: (file) => parse(file).manifests };
}
