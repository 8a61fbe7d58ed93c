import { fluxSystem, usualSource } from '../manifests/flux-system';
import type { Manifest } from '../manifests/manifest';
import type { ObjectReference } from '../manifests/object-reference';
import { contentOf } from '../manifests/source-content';
import { type FluxKustomization, sourceOf } from './flux-kustomization.js';
import type { SourceDeclarations } from './source-declarations';

/** Which sources hold what is checked out here? */
export interface SyncedSources {
  /** For the source of a Kustomization or of an artifact: one that Git does not declare is taken for this repository. */
  isSynced(source: ObjectReference, from: string): boolean;
  /**
   * For the source of a chart.
   * @param declared Gives it as it is applied; `undefined` when Git does not declare it.
   */
  isThisRepository(reference: ObjectReference, declared: () => Manifest | undefined): boolean;
}

/**
 * A source is its kind, namespace and name. It holds what is checked out here if it is the one that the cluster begins
 * with, or has the URL and the `ref` of that one: another branch or tag of this repository is other content.
 * @param roots Where the cluster begins.
 * @param selfSynced Kustomizations that apply the very file that declares them: what they build is this repository.
 */
export function findSyncedSources(
  declarations: SourceDeclarations,
  roots: readonly FluxKustomization[],
  selfSynced: readonly FluxKustomization[],
): SyncedSources {
  const synced = syncedReferences(roots, selfSynced);
  const contents = new Set(
    synced.flatMap(({ reference, from }) => {
      const declaration = declarations.find(reference, from);
      return declaration ? [contentOf(declaration.object)] : [];
    }),
  );
  /** Something outside of Git declares them, as it declares what Flux syncs: further names for this repository. */
  const undeclared: ObjectReference[] = [];
  const isNamed = (source: ObjectReference) =>
    [...synced.map(({ reference }) => reference), ...undeclared].some((reference) => mayBeSame(reference, source));

  return {
    isSynced(source, from) {
      if (!['GitRepository', 'OCIRepository', 'Bucket'].includes(source.kind)) return false;
      if (isNamed(source)) return true;
      const declaration = declarations.find(source, from);
      if (declaration) return contents.has(contentOf(declaration.object));
      undeclared.push(source);
      return true;
    },
    isThisRepository(reference, declared) {
      if (isNamed(reference)) return true;
      const declaration = declared();
      return declaration ? contents.has(contentOf(declaration.object)) : reference.name === fluxSystem;
    },
  };
}

function syncedReferences(
  roots: readonly FluxKustomization[],
  selfSynced: readonly FluxKustomization[],
): { reference: ObjectReference; from: string }[] {
  const own = roots
    .filter((root) => selfSynced.includes(root))
    .map((root) => ({ reference: sourceOf(root), from: root.manifest.placeOf().file }));
  const from = roots[0]?.manifest.placeOf().file ?? '';
  return own.length > 0 ? own : [{ reference: usualSource, from }];
}

/** The same, as far as their namespaces are said. */
function mayBeSame(a: ObjectReference, b: ObjectReference): boolean {
  const isSameNamespace = a.namespace === b.namespace || a.namespace === '' || b.namespace === '';
  return a.kind === b.kind && a.name === b.name && isSameNamespace;
}
