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
