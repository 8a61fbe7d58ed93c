import type { Checkout } from '../helm-release/chart-source.js';
import { fluxSystem, usualSource } from '../manifests/flux-system.js';
import type { Manifest } from '../manifests/manifest.js';
import { type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { contentOf } from '../manifests/source-content.js';
import { type FluxKustomization, sourceOf } from './flux-kustomization.js';
import type { SourceDeclarations } from './source-declarations.js';

/** Which sources hold what is checked out here? */
export interface SyncedSources {
  /** For the source of a Kustomization or of an artifact: one that Git does not declare is taken for this repository. */
  checkoutOf(source: ObjectReference, from: string): Checkout | undefined;
  /**
   * For the source of a chart.
   * @param declared Gives it as it is applied; `undefined` when Git does not declare it.
   */
  checkoutOfChart(reference: ObjectReference, declared: () => Manifest | undefined): Checkout | undefined;
  /** Where the cluster's source was not known: its root has been found, and says which one it is. */
  learnFrom(root: FluxKustomization): void;
}

/** Where a cluster begins. */
export interface Beginning {
  roots: readonly FluxKustomization[];
  /** Kustomizations that apply the very file that declares them: what they build is this repository. */
  selfSynced: readonly FluxKustomization[];
  /** Those that the Flux operator makes for what it is told to sync. */
  sources: readonly Manifest[];
}

/**
 * A source is its kind, namespace and name. It holds what is checked out here if it is the one that the cluster begins
 * with, or has the URL and the `ref` of that one: another branch or tag of this repository is other content.
 */
export function findSyncedSources(declarations: SourceDeclarations, beginning: Beginning): SyncedSources {
  const known = knownSources(declarations, beginning);
  let synced = known.length > 0 ? known : [declaredAs(usualSource, beginning.roots[0], declarations)];
  /** Something outside of Git declares them, as it declares what Flux syncs: further names for this repository. */
  const undeclared: SyncedSource[] = [];
  const named = (source: ObjectReference) => {
    const found = [...synced, ...undeclared].find(({ reference }) => mayBeSame(reference, source));
    return found && { declaration: found.declaration };
  };
  const withContent = (declaration: Manifest) => {
    const wanted = contentOf(declaration.object);
    return synced.some((one) => one.declaration && contentOf(one.declaration.object) === wanted)
      ? { declaration }
      : undefined;
  };

  return {
    checkoutOf(source, from) {
      if (!['GitRepository', 'OCIRepository', 'Bucket'].includes(source.kind)) return undefined;
      const known = named(source);
      if (known) return known;
      const declaration = declarations.find(source, from);
      if (declaration) return withContent(declaration);
      undeclared.push({ reference: source, declaration: undefined });
      return { declaration: undefined };
    },
    checkoutOfChart(reference, declared) {
      const known = named(reference);
      if (known) return known;
      const declaration = declared();
      if (declaration) return withContent(declaration);
      return reference.name === fluxSystem ? { declaration: undefined } : undefined;
    },
    learnFrom(root) {
      if (known.length === 0) synced = [declaredAs(sourceOf(root), root, declarations)];
    },
  };
}

interface SyncedSource {
  reference: ObjectReference;
  /** Missing where Git does not declare it. */
  declaration: Manifest | undefined;
}

/** Those that the cluster is known to begin with. */
function knownSources(declarations: SourceDeclarations, { roots, selfSynced, sources }: Beginning): SyncedSource[] {
  const own = roots
    .filter((root) => selfSynced.includes(root))
    .map((root) => declaredAs(sourceOf(root), root, declarations));
  const ofOperator = sources.map((source) => ({ reference: referenceOf(source.object), declaration: source }));
  return [...own, ...ofOperator];
}

/** @param root What refers to it. */
function declaredAs(
  reference: ObjectReference,
  root: FluxKustomization | undefined,
  declarations: SourceDeclarations,
): SyncedSource {
  return { reference, declaration: declarations.find(reference, root?.manifest.placeOf().file ?? '') };
}

/** The same, as far as their namespaces are said. */
function mayBeSame(a: ObjectReference, b: ObjectReference): boolean {
  const isSameNamespace = a.namespace === b.namespace || a.namespace === '' || b.namespace === '';
  return a.kind === b.kind && a.name === b.name && isSameNamespace;
}
