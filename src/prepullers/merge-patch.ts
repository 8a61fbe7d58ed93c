import { isObject, type Json, type JsonObject } from '../json.js';

/**
 * JSON merge patch, https://www.rfc-editor.org/rfc/rfc7386: maps are merged, `null` removes, anything else replaces.
 * Neither argument is changed.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    // No field of Kubernetes, and an assignment to it anywhere later would not make a field either.
    if (key === '__proto__') continue;
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(mapOrEmpty(merged.get(key)), value) : value);
  }
  return Object.fromEntries(merged);
}

/** Whether the patch would set, replace or remove what lies at the path. */
export function touches(patch: JsonObject, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (!Object.hasOwn(patch, key)) return false;
  const value = patch[key];
  return isObject(value) ? touches(value, rest) : true;
}

function mapOrEmpty(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
