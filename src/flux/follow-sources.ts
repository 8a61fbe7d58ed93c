import { textAt } from '../json.js';
import { memoize } from '../memoize.js';
import type { Manifest } from './manifests/manifest.js';
import { describe, referenceOf } from './manifests/object-reference.js';
import { gitReference } from './manifests/source-content.js';
import type { GitChart } from './release.js';

export type GitSource = Pick<GitChart, 'url' | 'reference'>;

/** Fetches what a repository holds at the commit that Flux would take. @returns its folder, or why there is none */
export type FetchSource = (source: GitSource) => Promise<{ folder: string } | { fault: string }>;

/** A source that was fetched, or why it was not. */
export type FollowedSource<T> = { files: T } | { fault: string };

/**
 * Fetches sources that the manifests name, each content once.
 * @param open Opens the files of a folder; `prefix` stands before their paths, for they are not of this repository
 */
export function createFollower<T>(
  fetchSource: FetchSource,
  open: (folder: string, prefix: string) => T,
): (source: Manifest) => Promise<FollowedSource<T>> {
  const fetched = memoize((key: string) => fetchSource(JSON.parse(key) as GitSource));
  const opened = memoize((key: string) => open(...(JSON.parse(key) as [string, string])));
  return async ({ object }) => {
    const reference = referenceOf(object);
    if (reference.kind !== 'GitRepository') return { fault: `what a ${reference.kind} holds is not fetched` };
    const source: GitSource = { url: textAt(object, 'spec', 'url').trim(), reference: gitReference(object) };
    const result = await fetched(JSON.stringify(source));
    return 'fault' in result ? result : { files: opened(JSON.stringify([result.folder, `${describe(reference)}:`])) };
  };
}
