import type { JsonObject } from './release.js';
export class SubstitutionError extends Error {}
export function substituteObject(
  object: JsonObject,
  variables: ReadonlyMap<string, string>,
): { object: JsonObject; unset: string[] } {
  const unset: string[] = [];
  const text = JSON.stringify(object).replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (!variables.has(name)) unset.push(name);
    return variables.get(name) ?? '';
  });
  return { object: JSON.parse(text), unset };
}
export function kustomizationVariables(
  kustomization: JsonObject,
  lookup: (kind: 'ConfigMap' | 'Secret', name: string) => JsonObject | undefined,
): { variables: Map<string, string>; problems: { severity: 'error' | 'warning'; message: string }[] } {
  const variables = new Map<string, string>();
  const spec = (kustomization.spec ?? {}) as JsonObject;
  const postBuild = (spec.postBuild ?? {}) as JsonObject;
  const problems: { severity: 'error' | 'warning'; message: string }[] = [];
  for (const reference of (postBuild.substituteFrom ?? []) as JsonObject[]) {
    const found = lookup(reference.kind as 'ConfigMap', String(reference.name));
    if (!found && reference.optional !== true)
      problems.push({ severity: 'warning', message: `${reference.kind} ${reference.name} is not in Git` });
    for (const [key, value] of Object.entries((found?.data ?? {}) as JsonObject)) variables.set(key, String(value));
  }
  for (const [key, value] of Object.entries((postBuild.substitute ?? {}) as JsonObject))
    variables.set(key, String(value));
  return { variables, problems };
}
