import { parseReference } from '../reference.js';
import { isList, isMap, type Node, parseYamlStrictly } from '../yaml.js';
import { isQualified, pinnedReference } from './pinned.js';
import { isVersionTag } from './tags.js';
import { type Naming, namingOf } from './words.js';

/** The references of a value, as far as its name makes them credible. All of its parts are references, or none is. */
export function namedReferences(name: string, value: string, naming: Naming = namingOf(name)): string[] {
  if (naming === 'other' || naming === 'nothing') return [];
  const references = pinnedReferences(value);
  return references.every((reference) => isCredible(reference, naming)) ? references : [];
}

function isCredible(reference: string, naming: Naming): boolean {
  const { tag, digest, domain = '' } = parseReference(reference) ?? {};
  if (digest !== undefined || isQualified(reference)) return true;
  // A registry with a port is written as no picture or model is.
  if (/:\d+$|^localhost$/.test(domain)) return naming === 'image';
  return isVersionTag(tag ?? '') && (naming === 'image' || reference.includes('/'));
}

/** Longer values are no lists of images. */
const maximumLength = 64 * 1024;

/**
 * The references of a value that may hold several: separated by blanks, lines, `,`, `;` or `|`, each perhaps with a key
 * (`4.0.0=quay.io/kafka:1`), or as a list or map of JSON or YAML.
 */
function pinnedReferences(text: string): string[] {
  if (text.length > maximumLength || !/\w[:@]\w/.test(text)) return [];
  const items = /^\s*(?:[[{]|- |#)/.test(text) ? structuredItems(text) : text.split(/[\s,;|]+/);
  const references: string[] = [];
  for (const item of items) {
    if (item === '') continue;
    const reference = pinnedReference(bare(item));
    if (reference === undefined) return [];
    references.push(reference);
  }
  return references;
}

/** Without what people write around a reference: quotes, a key in front, and the scheme of a container runtime. */
function bare(item: string): string {
  return item
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^[^=\s]+=/, '')
    .replace(/^(["'])(.*)\1$/, '$2')
    .replace(/^docker:\/\//, '');
}

/** The texts of a plain list or map; lines with comments are read as lines. */
function structuredItems(text: string): string[] {
  const node = parseYamlStrictly(text);
  if (isList(node) || isMap(node)) return textsOf(node) ?? [''];
  return text.replace(/^[ \t]*#.*$/gm, '').split(/[\s,;|]+/);
}

function textsOf(node: Node[] | { [key: string]: Node }): string[] | undefined {
  const items = Object.values(node);
  return items.every((item) => typeof item === 'string') ? items : undefined;
}
