import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { Json } from '../json.js';

/**
 * Parses YAML in which every scalar stays the text that it is: a version such as `1.10` is no number.
 * js-yaml is linear on hostile text; how long that may be is the caller's to bound.
 * @throws Error with the parser's reason.
 */
export function parseFailsafeYaml(text: string): Json {
  try {
    return (load(text, { schema: FAILSAFE_SCHEMA, json: true, maxDepth: 100 }) ?? null) as Json;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = error.mark?.line;
    throw new Error(line === undefined ? error.reason : `${error.reason} (line ${line + 1})`);
  }
}
