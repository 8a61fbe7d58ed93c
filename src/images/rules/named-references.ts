import { parseReference } from '../../image-reference.js';
import { isList, isMap, type Node, parseYamlStrictly } from '../yaml.js';
import { isDisk } from './disks.js';
import { isQualified, pinnedReference } from './pinned.js';
import { isVersionTag } from './tags.js';
import { type Naming, namingOf } from './words.js';

/** The references of a value, as far as its name makes them credible. All of its parts are references, or none is. */
export function namedReferences(name: string, value: string, naming: Naming = namingOf(name)): string[] {
  if (naming === 'other' || naming === 'nothing') return [];
  const references = pinnedReferences(value);
  return references.every((reference) => isCredible(reference, naming) && !isDisk(name, reference)) ? references : [];
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
  const references: string[] = [];
  for (const item of itemsOf(text)) {
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

function itemsOf(text: string): string[] {
  const lines = text.includes('#') ? text.replace(/^[ \t]*#.*$/gm, '') : text;
  if (!/^\s*(?:[[{]|- |[\w.-]+:[ \t])/.test(lines)) return lines.split(/[\s,;|]+/);
  const node = parseYamlStrictly(lines);
  // What is neither a list nor a map of texts has no references.
  return (isList(node) || isMap(node) ? textsOf(node) : undefined) ?? [text];
}

function textsOf(node: Node[] | { [key: string]: Node }): string[] | undefined {
  const items = Object.values(node);
  return items.every((item) => typeof item === 'string') ? items : undefined;
}
