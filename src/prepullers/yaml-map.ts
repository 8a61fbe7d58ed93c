import { parseDocument } from 'yaml';
import { isObject, type JsonObject } from '../json.js';

/** Reads a map that somebody wrote as a patch. @returns the map, or on one line what is wrong with the text */
export function readYamlMap(text: string): JsonObject | string {
  // Most releases have none.
  if (text === '') return {};
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) return error.message;
  try {
    const value: unknown = document.toJS() ?? {};
    return isObject(value) ? value : 'it is a list or a single value';
  } catch (unresolvable) {
    // An alias without its anchor, or too many of them.
    return String(unresolvable);
  }
}
