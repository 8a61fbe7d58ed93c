import type { Json, JsonObject } from '../json.js';
import { memoize } from '../memoize.js';

/** JSON with marks for how parts of it are written; what has no mark is in block style. */
export type Layout = Json | Flow | ListLayout | LayoutMap;
type ListLayout = (Layout | Commented)[];
export interface LayoutMap {
  [key: string]: Layout;
}

/** On one line: `{name: helper, readOnly: true}`. */
export class Flow {
  constructor(readonly value: Json) {}
}

/** An entry of a list, with comments in front of it: one line each. */
export class Commented {
  constructor(
    readonly comments: readonly string[],
    readonly value: LayoutMap,
  ) {}
}

const deeper = '  ';

/**
 * YAML that every parser reads alike, of version 1.1 or 1.2. It is written here and not by the library, because that
 * took a third of a run in which nothing changed, and needs to be told which texts a parser of 1.1 takes for others.
 * The library reads it back in the tests, and so do js-yaml and kustomize. Keys are taken for shorter than 1024 characters,
 * the most that YAML and kustomize hold.
 */
export function yamlText(map: LayoutMap): string {
  return blockMap(map, '');
}

/** The same on one line. */
export function flowText(value: Json): string {
  return flow(value);
}

function blockMap(map: LayoutMap, indent: string): string {
  return Object.entries(map)
    .map(([key, value]) => `${indent}${scalar(key)}:${afterKey(value, indent)}`)
    .join('');
}

function afterKey(value: Layout, indent: string): string {
  if (isBlock(value)) return `\n${block(value, indent + deeper)}`;
  return ` ${onOneLine(value)}\n`;
}

function block(value: ListLayout | LayoutMap, indent: string): string {
  return Array.isArray(value) ? value.map((item) => listEntry(item, indent)).join('') : blockMap(value, indent);
}

function listEntry(item: Layout | Commented, indent: string): string {
  if (item instanceof Commented) {
    return item.comments.map((comment) => `${indent}# ${comment}\n`).join('') + listEntry(item.value, indent);
  }
  if (!isBlock(item)) return `${indent}- ${onOneLine(item)}\n`;
  // The first line follows the hyphen, which takes the place of its indentation.
  return `${indent}- ${block(item, indent + deeper).slice(indent.length + deeper.length)}`;
}

function isBlock(value: Layout): value is ListLayout | LayoutMap {
  if (value === null || typeof value !== 'object' || value instanceof Flow) return false;
  return Object.keys(value).length > 0;
}

function onOneLine(value: Layout): string {
  return flow(value instanceof Flow ? value.value : (value as Json));
}

function flow(value: Json): string {
  if (typeof value === 'string') return scalar(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value !== null && typeof value === 'object') return flowMap(value);
  // Numbers as in JSON, which has none that is no number.
  return JSON.stringify(value);
}

function flowMap(map: JsonObject): string {
  const entries = Object.entries(map).map(([key, value]) => `${scalar(key)}: ${flow(value)}`);
  return `{${entries.join(', ')}}`;
}

/** Quoted but where it is plain to everyone that it is a text: `yes`, `1:30` and `1e5` are not. */
const scalar = memoize((text: string) => (isPlain.test(text) && !isAmbiguous.test(text) ? text : quoted(text)));

/** Words of letters, digits and what stands in paths, image references and flags, with a colon or a space in between. */
const isPlain = /^(?:[\w/]|--?[a-z/])[\w/.@%+=-]*(?:[: ][\w/.@%+=-]+)*$/i;

/** What YAML 1.1 reads as a boolean or null, or might read as a number or a time (https://yaml.org/type/). */
const isAmbiguous = /^(?:y|n|yes|no|on|off|true|false|null|-?e[-+]?\d+|\d[\d_.,:+\-a-fox tz]*)$/i;

/** As in JSON, which YAML's double quotes contain; characters that are not to be seen are written as their number. */
function quoted(text: string): string {
  return JSON.stringify(text.replace(unholdable, '\uFFFD')).replace(/[\p{C}\p{Z}]/gu, escaped);
}

/** A single one of these, even as its number, and kustomize builds nothing of the folder, or a space (go-yaml, readerc.go). */
const unholdable = /[\u007f-\u009f\ufffe\uffff\p{Cs}]/gu;

function escaped(character: string): string {
  if (character === ' ') return character;
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length <= 4 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
