import { fieldAt, type JsonObject, objectAt, objectsAt, textAt } from '../../json.js';
import { type DataKind, readObjectData } from '../manifests/object-data.js';

export interface VariablesProblem {
  severity: 'error' | 'warning';
  message: string;
}

/** A reference of `substituteFrom` that must be in the cluster, and cannot be read here. */
export interface UnreadSource {
  /** `Secret cluster-secrets`; it is in the namespace of the Kustomization. */
  source: string;
  fact: 'is not in Git' | 'is encrypted with SOPS';
}

export interface KustomizationVariables {
  variables: Map<string, string>;
  /** ConfigMaps and Secrets that the cluster has and whose variables are not known. */
  unread: UnreadSource[];
  /** About `spec.postBuild`; never with the value of a variable. */
  problems: VariablesProblem[];
}

type Lookup = (kind: DataKind, name: string) => JsonObject | undefined;

/**
 * The variables of a Flux Kustomization (fluxcd/pkg, kustomize/kustomize_varsub.go: SubstituteVariables, LoadVariables):
 * `substituteFrom` in its order, the later wins, and `substitute` over all; without line breaks.
 * @param lookup gives an object of the Kustomization's namespace, if it is in Git
 */
export function kustomizationVariables(kustomization: JsonObject, lookup: Lookup): KustomizationVariables {
  const result: KustomizationVariables = { variables: new Map(), unread: [], problems: [] };
  const postBuild = objectAt(kustomization, 'spec', 'postBuild');
  for (const entry of objectsAt(postBuild, 'substituteFrom')) addReference(result, entry, lookup);
  const inline = readObjectData('ConfigMap', { data: objectAt(postBuild, 'substitute') });
  addVariables(result, 'spec.postBuild.substitute', inline.data);
  return result;
}

function addReference(result: KustomizationVariables, entry: JsonObject, lookup: Lookup): void {
  const kind = textAt(entry, 'kind');
  // Flux passes over other kinds without a word.
  if (kind !== 'ConfigMap' && kind !== 'Secret') return;
  const source = `${kind} ${textAt(entry, 'name')}`;
  const found = lookup(kind, textAt(entry, 'name'));
  if (found === undefined) {
    if (fieldAt(entry, 'optional') !== true) result.unread.push({ source, fact: 'is not in Git' });
    return;
  }
  const { data, encrypted } = readObjectData(kind, found);
  if (encrypted) result.unread.push({ source, fact: 'is encrypted with SOPS' });
  addVariables(result, source, data);
}

function addVariables(result: KustomizationVariables, source: string, added: ReadonlyMap<string, string>): void {
  const { variables, refused } = variablesOfData(added);
  for (const [name, value] of variables) result.variables.set(name, value);
  if (refused.length === 0) return;
  const message = `${source} has keys that are no variable names (${refused.join(', ')}), and Flux applies nothing of this Kustomization. Use letters, digits and underscores.`;
  result.problems.push({ severity: 'error', message });
}

/**
 * The variables that data hold, without line breaks, and the keys that are no names of variables (fluxcd/pkg,
 * kustomize/kustomize_varsub.go: varsubRegex, LoadVariables).
 */
export function variablesOfData(data: ReadonlyMap<string, string>): {
  variables: Map<string, string>;
  refused: string[];
} {
  const isName = (key: string) => /^[_a-zA-Z][_a-zA-Z0-9]*$/.test(key);
  return {
    variables: new Map(
      [...data].filter(([key]) => isName(key)).map(([key, value]) => [key, value.replaceAll('\n', '')]),
    ),
    refused: [...data.keys()].filter((key) => !isName(key)),
  };
}
