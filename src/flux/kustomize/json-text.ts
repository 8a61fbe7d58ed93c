import type { Json } from '../../json.js';

/**
 * JSON that a reader of YAML 1.1 takes for the same: what it reads as a line break, or not at all, is escaped. Half of a
 * surrogate pair stays one, which kustomize refuses.
 */
export function jsonText(value: Json): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}
