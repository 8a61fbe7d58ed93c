import { textAt } from '../../json.js';
import { memoize } from '../../memoize.js';
import { sharedFolders } from '../files/folders.js';
import type { Repository } from '../files/repository.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isSource } from '../manifests/source-kinds.js';
import { namespaceByKustomization } from '../plain/plain-kustomization.js';

/** The sources as the files declare them, before it is known which of the files are applied. */
export interface SourceDeclarations {
  /**
   * The source of this kind, namespace and name. Of several, such as those of several clusters, it is the one nearest to
   * the file that refers to it. One whose namespace no file says may be in any.
   */
  find(reference: ObjectReference, from: string): Manifest | undefined;
}

/** @param sourceFiles Files that may declare sources. */
export function sourceDeclarations(repository: Repository, sourceFiles: readonly string[]): SourceDeclarations {
  const named = memoize((key: string) => {
    const [kind = '', name = ''] = JSON.parse(key) as string[];
    return declaredUnder(kind, name, repository, sourceFiles);
  });
  return {
    find(reference, from) {
      const candidates = named(JSON.stringify([reference.kind, reference.name]));
      const inNamespace = (namespace: string) =>
        candidates.filter(({ object }) => referenceOf(object).namespace === namespace);
      return nearest(inNamespace(reference.namespace), from) ?? nearest(inNamespace(''), from);
    },
  };
}

function declaredUnder(kind: string, name: string, repository: Repository, sourceFiles: readonly string[]): Manifest[] {
  const { manifests } = repository;
  return sourceFiles
    .filter((file) => mayName(manifests.text(file), name))
    .flatMap((file) => manifests.in(file))
    .filter(({ object }) => isSource(object) && object.kind === kind && textAt(object, 'metadata', 'name') === name)
    .map((manifest) => namespaceByKustomization(manifest, repository));
}

function nearest(candidates: readonly Manifest[], from: string): Manifest | undefined {
  const distance = (manifest: Manifest) => -sharedFolders(manifest.placeOf().file, from);
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0];
}

/** Only what may hold the object is parsed: nearly every source says `flux-system`, as its namespace. */
function mayName(text: string, name: string): boolean {
  return [...text.matchAll(/\bname["']?\s*:(.*)$/gm)].some(
    ([, value = '']) => value.includes(name) || !startsWithScalar.test(value),
  );
}

/** Of one line, and neither an alias nor with an anchor or a tag. */
const startsWithScalar = /^\s*[^\s&*!|>#]/;
