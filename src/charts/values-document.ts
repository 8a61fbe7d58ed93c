import type { JsonObject } from '../json.js';

/**
 * JSON that is YAML for helm too: characters that YAML refuses or takes for a line break are escaped.
 * Others stay as they are: helm rejects the pairs of escapes that JSON has for emoji.
 */
export function valuesDocument(values: JsonObject): string {
  return JSON.stringify(values).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
