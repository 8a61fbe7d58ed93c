import { objectAt, textAt, textsAt } from '../json.js';
import { memoize } from '../memoize.js';
import { FatalError } from '../problem.js';
import { type FindSource, gitContent } from './git-content.js';
import type { Manifest } from './manifests/manifest.js';
import { describe, referenceOf } from './manifests/object-reference.js';
import { ociReference } from './manifests/source-content.js';
import type { FetchSource, SourceContent, SourceFault } from './source-contents.js';

/** A source that was fetched, or why it was not. */
export type FollowedSource<T> =
  | SourceFault
  | { files: T /** What Flux does with it and is not done here. */; remarks: string[] };

/** @param find Gives the GitRepositories that it includes. */
export type FollowSource<T> = (source: Manifest, find: FindSource) => Promise<FollowedSource<T>>;

/**
 * Fetches sources that the manifests name, each content once.
 * @param open Opens the files of a folder; `prefix` stands before their paths, for they are not of this repository
 */
export function createFollower<T>(
  fetchSource: FetchSource,
  open: (folder: string, prefix: string) => T,
): FollowSource<T> {
  const fetched = memoize((key: string) => fetchSource(JSON.parse(key) as SourceContent));
  const opened = memoize((key: string) => open(...(JSON.parse(key) as [string, string])));
  return async (source, find) => {
    const content = contentOf(source, find);
    if ('fault' in content) return content;
    const result = await fetched(JSON.stringify(content));
    if ('fault' in result) return result;
    const prefix = `${describe(referenceOf(source.object))}:`;
    try {
      return { files: opened(JSON.stringify([result.folder, prefix])), remarks: remarksOf(source) };
    } catch (error) {
      // What ends a run when it is wrong here is one source's own when it is wrong there.
      if (error instanceof FatalError) return { fault: error.message };
      throw error;
    }
  };
}

function contentOf(source: Manifest, find: FindSource): SourceContent | SourceFault {
  const { object } = source;
  const { kind } = referenceOf(object);
  switch (kind) {
    case 'GitRepository':
      return gitContent(source, find);
    case 'OCIRepository':
      return artifactOf(object, textAt(object, 'spec', 'url').trim());
    case 'Bucket':
      return bucketOf(object);
    default:
      return { fault: `what a ${kind} holds is not fetched` };
  }
}

function artifactOf(object: Manifest['object'], url: string): SourceContent {
  const layerMediaType = textAt(object, 'spec', 'layerSelector', 'mediaType');
  return {
    kind: 'oci',
    url: url.replace(/\/+$/, ''),
    reference: ociReference(object),
    insecure: objectAt(object, 'spec').insecure === true,
    ...(layerMediaType && { layerMediaType }),
  };
}

/** Git holds no credentials of buckets; the storage of Azure speaks a protocol of its own. */
function bucketOf(object: Manifest['object']): SourceContent | SourceFault {
  const secret = textAt(object, 'spec', 'secretRef', 'name');
  if (secret) return { fault: `it wants the credentials of the Secret ${secret}, and buckets are read without any` };
  if (textAt(object, 'spec', 'provider') === 'azure') return { fault: 'buckets of Azure are not fetched' };
  const protocol = objectAt(object, 'spec').insecure === true ? 'http' : 'https';
  const address = textAt(object, 'spec', 'endpoint')
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '');
  const bucket = textAt(object, 'spec', 'bucketName');
  return { kind: 'bucket', endpoint: `${protocol}://${address}`, bucket, prefix: textAt(object, 'spec', 'prefix') };
}

function remarksOf({ object }: Manifest): string[] {
  return [
    ...(Object.keys(objectAt(object, 'spec', 'verify')).length > 0
      ? ['Its signature is not checked (spec.verify): Flux takes nothing from it when that is wrong.']
      : []),
    ...(textsAt(object, 'spec', 'sparseCheckout').length > 0
      ? ['All of it is looked at, and Flux has the folders of spec.sparseCheckout alone.']
      : []),
  ];
}
