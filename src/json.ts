/** Any value that JSON can hold; what YAML values are once anchors and tags are resolved. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whether JSON gives back the same value: it has no infinite number and no negative zero, which YAML has. */
export function isJson(value: unknown): value is Json {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isJson);
  if (isObject(value)) return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson);
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Sets an own field, also one that is called `__proto__`. */
export function setField(object: JsonObject, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/**
 * Merges values as Flux does, of HelmReleases as of values files: maps deeply, and anything else is replaced by what is
 * above. A `null` stays, for it is Helm that then deletes the chart's default. Maps that only one side has are not copied
 * (fluxcd/pkg, chartutil/merge.go: MergeMaps).
 */
export function mergeValues(below: JsonObject, above: JsonObject): JsonObject {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const lower = fieldAt(merged, key);
    setField(merged, key, isObject(lower) && isObject(value) ? mergeValues(lower, value) : value);
  }
  return merged;
}

/** The field that the path leads to; own properties only, for the keys are a stranger's. */
export function fieldAt(object: JsonObject, ...path: string[]): Json | undefined {
  let value: Json | undefined = object;
  for (const key of path) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The text at the path, and empty text when there is none. */
export function textAt(object: JsonObject, ...path: string[]): string {
  const value = fieldAt(object, ...path);
  return typeof value === 'string' ? value : '';
}

export function objectAt(object: JsonObject, ...path: string[]): JsonObject {
  const value = fieldAt(object, ...path);
  return isObject(value) ? value : {};
}

export function objectsAt(object: JsonObject, ...path: string[]): JsonObject[] {
  const value = fieldAt(object, ...path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textsAt(object: JsonObject, ...path: string[]): string[] {
  const value = fieldAt(object, ...path);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The value of a label or an annotation; they are text, but people write `true` and `1`. */
export function metadataValue(object: JsonObject, field: 'labels' | 'annotations', key: string): string {
  const value = fieldAt(object, 'metadata', field, key);
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}
