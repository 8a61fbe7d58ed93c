import { objectAt, textAt } from '../json.js';
import { includesOf } from './manifests/includes.js';
import type { Manifest } from './manifests/manifest.js';
import { describe, type ObjectReference, referenceOf } from './manifests/object-reference.js';
import { gitReference } from './manifests/source-content.js';
import type { GitSource, IncludedSource, SourceFault } from './source-contents.js';

/** Gives a source that is declared or applied. @param from File that refers to it. */
export type FindSource = (reference: ObjectReference, from: string) => Manifest | undefined;

export type GitContent = { kind: 'git' } & GitSource;

/** Those of included ones counted: each is fetched for whatever includes it. */
const mostIncludes = 100;

/** Why a source is none of Flux, or is not known. */
class Fault extends Error {}

/** What a GitRepository holds, with the parts of others that it includes. */
export function gitContent(repository: Manifest, find: FindSource): GitContent | SourceFault {
  try {
    return new ContentReader(find).read(repository, []);
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

/** Source: source-controller, internal/controller/gitrepository_controller.go (fetchIncludes, reconcileInclude). */
class ContentReader {
  private count = 0;

  constructor(private readonly find: FindSource) {}

  /** @param through The sources that include it. */
  read(repository: Manifest, through: readonly string[]): GitContent {
    const { object, placeOf } = repository;
    const name = describe(referenceOf(object));
    // Each waits for the artifact of the other, for ever.
    if (through.includes(name)) throw new Fault(`${name} includes itself by spec.include, so it never becomes ready`);
    const includes = includesOf(repository).map((include): IncludedSource => {
      this.count += 1;
      if (this.count > mostIncludes) throw new Fault(`its spec.include leads to more than ${mostIncludes} sources`);
      const reference = { ...referenceOf(object), name: include.name };
      const included = this.find(reference, placeOf().file);
      if (!included) throw new Fault(`its spec.include names ${describe(reference)}, which no manifest declares`);
      return {
        name: describe(reference),
        content: this.read(included, [...through, name]),
        ignored: textAt(included.object, 'spec', 'ignore'),
        from: include.from,
        to: include.to,
      };
    });
    return {
      kind: 'git',
      url: textAt(object, 'spec', 'url').trim(),
      reference: gitReference(object),
      ...(objectAt(object, 'spec').recurseSubmodules === true && { submodules: true as const }),
      ...(includes.length > 0 && { includes }),
    };
  }
}
