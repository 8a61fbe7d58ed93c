import { fieldAt, isObject, type Json, type JsonObject, metadataValue, setField } from '../../json.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import { SubstitutionError, substitute } from './substitution-expression.js';
import { writeKey, writeScalar } from './substitution-scalar.js';

export { type Substituted, SubstitutionError, substitute } from './substitution-expression.js';
export { kustomizationVariables } from './substitution-variables.js';

const substituteKey = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * Replaces the variables of one object as Flux does (fluxcd/pkg, kustomize/kustomize_varsub.go): in the YAML that it
 * writes the object as, which is then read again. So a quoted `"${PORT}"` becomes a number, `${LIST}` can become a list,
 * and a value with `: ` breaks the object. A label or annotation can forbid it.
 *
 * Text without `$` reads back as it was, so only what has one is written, replaced and read.
 * @throws SubstitutionError that names the expression or the text
 */
export function substituteObject(
  object: JsonObject,
  variables: ReadonlyMap<string, string>,
): { object: JsonObject; unset: string[] } {
  if (isDisabled(object)) return { object, unset: [] };
  const unset = new Set<string>();
  const replaced = replaceInObject(object, (text) => {
    const result = substitute(text, variables);
    for (const name of result.unset) unset.add(name);
    return result.text;
  });
  return { object: replaced, unset: [...unset] };
}

type Replace = (text: string) => string;

function isDisabled(object: JsonObject): boolean {
  return (['labels', 'annotations'] as const).some(
    (field) => metadataValue(object, field, substituteKey) === 'disabled',
  );
}

function replaceInObject(object: JsonObject, replace: Replace): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    setField(result, replaceInKey(key, replace), replaceInValue(value, ':', replace));
  }
  return result;
}

/** `position` is the sign that stands before the value: in a map, `: `, what a list's item allows is an error. */
function replaceInValue(value: Json, position: ':' | '-', replace: Replace): Json {
  if (typeof value === 'string') return value.includes('$') ? replaceInText(value, position, replace) : value;
  if (Array.isArray(value)) return value.map((item) => replaceInValue(item, '-', replace));
  return isObject(value) ? replaceInObject(value, replace) : value;
}

function replaceInText(text: string, position: ':' | '-', replace: Replace): Json {
  const written = writeScalar(text);
  const replaced = replace(written);
  if (replaced === written) return text;
  const read = readAgain(position === ':' ? `value: ${replaced}` : `- ${replaced}`, text);
  const value = isObject(read) ? fieldAt(read, 'value') : Array.isArray(read) ? read[0] : undefined;
  if (value === undefined) throw unreadable(text);
  return value;
}

function replaceInKey(key: string, replace: Replace): string {
  if (!key.includes('$')) return key;
  const read = readAgain(`${replace(writeKey(key))}: 0`, key);
  const [name, ...others] = isObject(read) ? Object.keys(read) : [];
  if (name === undefined || others.length > 0) throw unreadable(key);
  return name;
}

function readAgain(yaml: string, text: string): Json {
  try {
    return parseGoYaml(yaml);
  } catch (error) {
    if (error instanceof GoYamlError) throw unreadable(text);
    throw error;
  }
}

/** Does not say what the variables hold: it may be secret. */
function unreadable(text: string): SubstitutionError {
  const [line = ''] = text.split('\n', 1);
  return new SubstitutionError(
    `With its variables replaced, '${line.slice(0, 80)}' is not valid YAML, and Flux fails. Quote it inside of the variable or choose another value.`,
  );
}
