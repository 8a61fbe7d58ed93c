import { type JsonObject, textAt } from '../../json.js';
import { repositoryAddress } from '../../repository-address.js';
import type { GitChart, OciChart } from '../release.js';

/** source-controller, api/v1/gitrepository_types.go: commit, name, semver, tag, branch, in that order; `master` when there is none. */
export function gitReference(source: JsonObject): GitChart['reference'] {
  const [commit, name, semver, tag, branch] = ['commit', 'name', 'semver', 'tag', 'branch'].map((field) =>
    textAt(source, 'spec', 'ref', field),
  );
  if (commit) return { commit };
  if (name) return { name };
  if (semver) return { semver };
  if (tag) return { tag };
  return { branch: branch || 'master' };
}

/** source-controller, internal/controller/ocirepository_controller.go: getRevision takes the digest, then the range, then the tag. */
export function ociReference(source: JsonObject): OciChart['reference'] {
  const digest = textAt(source, 'spec', 'ref', 'digest');
  if (digest) return { digest };
  const semver = textAt(source, 'spec', 'ref', 'semver');
  const filter = textAt(source, 'spec', 'ref', 'semverFilter');
  if (semver) return { semver, ...(filter && { filter }) };
  return { tag: textAt(source, 'spec', 'ref', 'tag') || 'latest' };
}

/**
 * Names what a source holds: two sources of one content have the same files, whatever they are called. Another `ref` of
 * one URL is other content.
 */
export function contentOf(source: JsonObject): string {
  return JSON.stringify([addressOf(source), revisionOf(source)]);
}

function revisionOf(source: JsonObject): string {
  if (source.kind === 'Bucket') return `${textAt(source, 'spec', 'bucketName')} ${textAt(source, 'spec', 'prefix')}`;
  if (source.kind === 'OCIRepository') return JSON.stringify(ociReference(source));
  const reference = gitReference(source);
  // A branch and a tag can be written as the full name of their reference as well.
  if ('branch' in reference) return `refs/heads/${reference.branch}`;
  if ('tag' in reference) return `refs/tags/${reference.tag}`;
  return Object.values(reference).join();
}

function addressOf(source: JsonObject): string {
  return repositoryAddress(textAt(source, 'spec', 'url') || textAt(source, 'spec', 'endpoint'));
}
