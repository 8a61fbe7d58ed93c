import { fieldAt, type JsonObject, objectsAt, textAt } from '../../json.js';
import type { Problem } from '../../problem.js';
import { describe, type ObjectReference } from '../manifests/object-reference.js';
import { kustomizationVariables } from '../substitution/substitute-object.js';
import type { FluxKustomization } from './flux-kustomization.js';
import type { UnreadVariables } from './unread-variables.js';

/** The ConfigMaps and Secrets that the variables of a Kustomization come from; they are in its own namespace. */
export function variableSources(spec: JsonObject, namespace: string): ObjectReference[] {
  return objectsAt(spec, 'postBuild', 'substituteFrom').map((reference) => ({
    kind: textAt(reference, 'kind'),
    namespace,
    name: textAt(reference, 'name'),
  }));
}

interface FoundVariables {
  /** None when Flux substitutes nothing. */
  variables: ReadonlyMap<string, string> | undefined;
  unread: UnreadVariables[];
  problems: Problem[];
}

/**
 * What a Kustomization substitutes; nothing where it has no `postBuild`, or no variable and no wish to substitute all the
 * same (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables).
 * @param fallback For what Git does not say.
 */
export function variablesOf(
  { manifest, reference, spec }: FluxKustomization,
  fallback: ReadonlyMap<string, string>,
  find: (reference: ObjectReference) => JsonObject | undefined,
): FoundVariables {
  if (fieldAt(spec, 'postBuild') === undefined) return { variables: undefined, unread: [], problems: [] };
  const { namespace } = reference;
  const found = kustomizationVariables(manifest.object, (kind, name) => find({ kind, namespace, name }));
  const about = { object: describe(reference), place: manifest.placeOf('spec', 'postBuild', 'substituteFrom') };
  const variables = new Map([...fallback, ...found.variables]);
  // What cannot be read has variables in the cluster, and so Flux takes the defaults of the others.
  const isRun =
    variables.size > 0 || found.unread.length > 0 || textAt(spec, 'postBuild', 'substituteStrategy') === 'Always';
  return {
    variables: isRun ? variables : undefined,
    unread: found.unread.map((source) => ({ ...source, ...about })),
    problems: found.problems.map((problem): Problem => ({ ...problem, kind: 'substitution', ...about })),
  };
}
