import { fieldAt, objectAt, objectsAt, textAt } from './json.js';
import { type DataKind, readObjectData } from './object-data.js';
import type { JsonObject } from './release.js';

export interface VariableReference {
  kind: DataKind;
  name: string;
}

export interface KustomizationVariables {
  variables: Map<string, string>;
  /** Not in Git and not optional: Flux would fail without them. */
  missing: VariableReference[];
  /** Encrypted with SOPS; their variables are left out. */
  encrypted: VariableReference[];
  /** Names that Flux refuses, with which it applies nothing of the Kustomization; left out of `variables`. */
  invalidNames: string[];
}

/** fluxcd/pkg, kustomize/kustomize_varsub.go: varsubRegex. */
const variableName = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/**
 * The variables of a Flux Kustomization (kustomize_varsub.go: SubstituteVariables, LoadVariables): `substituteFrom` in
 * its order, the later wins, and `substitute` over all. `fallback` is beneath them, for what is not in Git.
 * @param postBuild `spec.postBuild`
 * @param lookup gives an object of the Kustomization's namespace
 */
export function kustomizationVariables(
  postBuild: JsonObject,
  fallback: ReadonlyMap<string, string>,
  lookup: (kind: DataKind, name: string) => JsonObject | undefined,
): KustomizationVariables {
  const result: KustomizationVariables = { variables: new Map(), missing: [], encrypted: [], invalidNames: [] };
  addVariables(result, fallback);
  for (const entry of objectsAt(postBuild, 'substituteFrom')) addReference(result, entry, lookup);
  addVariables(result, readObjectData('ConfigMap', { data: objectAt(postBuild, 'substitute') }).data);
  return result;
}

function addReference(
  result: KustomizationVariables,
  entry: JsonObject,
  lookup: (kind: DataKind, name: string) => JsonObject | undefined,
): void {
  const kind = textAt(entry, 'kind');
  // Flux passes over other kinds without a word.
  if (kind !== 'ConfigMap' && kind !== 'Secret') return;
  const reference: VariableReference = { kind, name: textAt(entry, 'name') };
  const object = lookup(kind, reference.name);
  if (object === undefined) {
    if (fieldAt(entry, 'optional') !== true) result.missing.push(reference);
    return;
  }
  const { data, encrypted } = readObjectData(kind, object);
  if (encrypted) result.encrypted.push(reference);
  addVariables(result, data);
}

function addVariables({ variables, invalidNames }: KustomizationVariables, added: ReadonlyMap<string, string>): void {
  for (const [name, value] of added) {
    if (variableName.test(name)) variables.set(name, value.replaceAll('\n', ''));
    else if (!invalidNames.includes(name)) invalidNames.push(name);
  }
}
