import { isObject, type Json, type JsonObject } from '../../json.js';
import { writeKey, writeScalar } from '../substitution/substitution-scalar.js';

/**
 * YAML as the operator lays a resource out before it takes it for a template (flux-operator,
 * internal/builder/resourceset.go: BuildResource, by sigs.k8s.io/yaml: JSONToYAML): keys sorted, two spaces, the items of
 * a list no further in than its key. Templates count on it, with `nindent`.
 */
export function templateLayout(object: JsonObject): string {
  return blockMap(object, '');
}

function blockMap(map: JsonObject, indent: string): string {
  return Object.keys(map)
    .sort()
    .map((key) => `${indent}${writeKey(key)}:${afterKey(map[key] ?? null, indent)}`)
    .join('');
}

function afterKey(value: Json, indent: string): string {
  if (Array.isArray(value) && value.length > 0) return `\n${blockList(value, indent)}`;
  if (isObject(value) && Object.keys(value).length > 0) return `\n${blockMap(value, `${indent}  `)}`;
  return ` ${onOneLine(value, indent)}\n`;
}

function blockList(list: Json[], indent: string): string {
  return list.map((item) => `${indent}- ${afterHyphen(item, `${indent}  `)}`).join('');
}

/** The first line follows the hyphen, in the place of its indentation. */
function afterHyphen(item: Json, indent: string): string {
  if (Array.isArray(item) && item.length > 0) return blockList(item, indent).slice(indent.length);
  if (isObject(item) && Object.keys(item).length > 0) return blockMap(item, indent).slice(indent.length);
  return `${onOneLine(item, indent.slice(2))}\n`;
}

function onOneLine(value: Json, indent: string): string {
  // The lines of a block are indented by two spaces already.
  if (typeof value === 'string') return text(value).replaceAll('\n', `\n${indent}`);
  return Array.isArray(value) ? '[]' : isObject(value) ? '{}' : JSON.stringify(value);
}

/** What looks like another type is quoted; the other rules are those of what has a `$`. */
function text(value: string): string {
  return looksOtherwise.test(value) ? JSON.stringify(value) : writeScalar(value);
}

/** Empty, or what YAML 1.1 reads as a boolean, null, a number or a time (go-yaml v2, resolve.go). */
const looksOtherwise =
  /^(?:|~|null|y|n|yes|no|on|off|true|false|<<|=|[-+]?\.(?:inf|nan)|[-+.]?\d[\d_.,:a-fox+-]*(?:[T ][\d:.+Z-]*)?)$/i;
