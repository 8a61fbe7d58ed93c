import { type JsonObject, textAt } from '../../json.js';
import { memoize } from '../../memoize.js';
import type { Problem } from '../../problem.js';
import type { Repository } from '../files/repository.js';
import type { Checkout, Sources } from '../helm-release/chart-source.js';
import { usualSource } from '../manifests/flux-system.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { contentOf } from '../manifests/source-content.js';
import { isSource } from '../manifests/source-kinds.js';
import { substituteManifest } from '../substitution/substitute-manifest.js';
import { namespaceByKustomization } from './plain-kustomization.js';

/** What plain files declare besides HelmReleases; a file is parsed when something that its text names is looked for. */
export interface FileObjects extends Sources {
  checkoutOfChart: Sources['checkoutOf'];
  findValues(reference: ObjectReference): JsonObject | undefined;
  /** Of the files that were parsed so far. */
  problems(): Problem[];
}

/** @param sourceFiles Those that may hold chart sources. */
export function fileObjects(
  repository: Repository,
  sourceFiles: readonly string[],
  variables: ReadonlyMap<string, string> | undefined,
): FileObjects {
  const problems: Problem[] = [];
  const textOf = repository.manifests.text;
  const objectsIn = memoize((file: string) => readObjects(repository, file, variables, problems));
  const filesNaming = memoize((name: string) => repository.files.search([name]).get(name) ?? []);
  const sourcesOf = (candidates: readonly string[], kind: string) =>
    candidates.flatMap(objectsIn).filter(({ object }) => isSource(object) && object.kind === kind);
  const find = (reference: ObjectReference) => {
    const naming = sourceFiles.filter((file) => textOf(file).includes(reference.name) || textOf(file).includes('${'));
    return best(sourcesOf(naming, reference.kind), reference);
  };
  return {
    find,
    findValues(reference) {
      const ofKind = filesNaming(reference.name)
        .flatMap(objectsIn)
        .filter(({ object }) => object.kind === reference.kind && object.apiVersion === 'v1');
      return best(ofKind, reference)?.object;
    },
    known: (kind) => sourcesOf(sourceFiles, kind).map(({ object }) => referenceOf(object)),
    checkoutOf: (reference) => checkoutOf(reference, find),
    checkoutOfChart: (reference) => checkoutOf(reference, find),
    problems: () => problems,
  };
}

/**
 * Plain files do not say what Flux syncs: it is what `flux bootstrap` calls it, and what has the same URL and `ref`.
 */
function checkoutOf(
  reference: ObjectReference,
  find: (reference: ObjectReference) => Manifest | undefined,
): Checkout | undefined {
  if (reference.kind !== usualSource.kind) return undefined;
  const declaration = find(reference);
  const checkout = { declaration };
  const isUsual = reference.name === usualSource.name && [usualSource.namespace, ''].includes(reference.namespace);
  if (isUsual || !declaration) return reference.name === usualSource.name ? checkout : undefined;
  const synced = find(usualSource);
  return synced && contentOf(synced.object) === contentOf(declaration.object) ? checkout : undefined;
}

function readObjects(
  repository: Repository,
  file: string,
  variables: ReadonlyMap<string, string> | undefined,
  problems: Problem[],
): Manifest[] {
  const { manifests, errors } = repository.manifests.parse(file);
  problems.push(
    ...errors.map(
      ({ message, place }): Problem => ({
        severity: 'warning',
        kind: 'manifest',
        message: `The file is left out, for it cannot be read: ${message}`,
        place,
      }),
    ),
  );
  // What is not set is said of HelmReleases alone: a source that matters then fails by name or URL.
  return manifests
    .flatMap((manifest) => substituteManifest(manifest, variables, false).manifest ?? [])
    .map((manifest) => namespaceByKustomization(manifest, repository));
}

/**
 * The object of that namespace. Kustomizations give most objects their namespace, so that files often do not have it:
 * one without a namespace fits any, and a reference without one fits an object that is the only one of its name.
 */
function best(ofKind: readonly Manifest[], { namespace, name }: ObjectReference): Manifest | undefined {
  const named = ofKind.filter(({ object }) => textAt(object, 'metadata', 'name') === name);
  const inNamespace = (wanted: string) =>
    named.find(({ object }) => textAt(object, 'metadata', 'namespace') === wanted);
  return inNamespace(namespace) ?? inNamespace('') ?? (namespace === '' && named.length === 1 ? named[0] : undefined);
}
