import {
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  FAILSAFE_SCHEMA,
  load,
  mergeTag,
  NOT_RESOLVED,
  YAMLException,
} from 'js-yaml';
import { type DocumentOptions, type ParseOptions, parseDocument, type SchemaOptions, YAMLParseError } from 'yaml';
import type { Json } from '../json.js';

/**
 * A YAML value of which every scalar is the text that was written: `1.10` stays `1.10`. What is unset is the empty text:
 * nothing at all, and a plain `null`, `Null`, `NULL` or `~`; in quotes they are text (https://yaml.org/spec/1.2.2/#1032-tag-resolution).
 */
export type Node = string | Node[] | YamlMap;

/** Has no prototype, so that a key such as `__proto__` is only a key. */
export interface YamlMap {
  [key: string]: Node;
}

export function isMap(node: Node | undefined): node is YamlMap {
  return typeof node === 'object' && !Array.isArray(node);
}

export function isList(node: Node | undefined): node is Node[] {
  return Array.isArray(node);
}

/** The node that a chain of keys leads to, if all but the last are maps. */
function nodeAt(root: Node | undefined, ...keys: readonly string[]): Node | undefined {
  return keys.reduce<Node | undefined>((node, key) => (isMap(node) ? node[key] : undefined), root);
}

export function mapAt(root: Node | undefined, ...keys: readonly string[]): YamlMap | undefined {
  const node = nodeAt(root, ...keys);
  return isMap(node) ? node : undefined;
}

export function listAt(root: Node | undefined, ...keys: readonly string[]): Node[] {
  const node = nodeAt(root, ...keys);
  return isList(node) ? node : [];
}

/** What Kubernetes' parser reads as false where a boolean is meant, and what people write for it in texts. */
export function isFalse(text: string): boolean {
  return /^(?:false|no|off|n|0)$/i.test(text);
}

export function isTrue(text: string): boolean {
  return /^(?:true|yes|on|y|1)$/i.test(text);
}

export interface ParsedYaml {
  node: Node;
  /** When a part could not be read: why, and in which line, counted from 1. */
  error?: { reason: string; line?: number };
}

/**
 * Parses one YAML document. js-yaml is used because it is several times as fast as `yaml`, is linear on hostile input,
 * and bounds depth and merge keys. What it refuses and Go's parser takes (a flow map that ends in column 0, for
 * instance) is left to `yaml`, which recovers what it can.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    return { node: load(text, { schema, json: true, maxDepth: maximumDepth }) as Node };
  } catch (error) {
    if (isTooDeep(error) || text.length > maximumRecoverableLength) return { node: '', error: explain(error) };
    return recover(text);
  }
}

/** As `parseYaml`, without recovery: for text that may be anything. */
export function parseYamlStrictly(text: string): Node | undefined {
  try {
    return load(text, { schema, json: true, maxDepth: maximumDepth }) as Node;
  } catch {
    return undefined;
  }
}

/** A manifest of Kubernetes has fewer than 40 levels. */
const maximumDepth = 100;
/** Recovery is slow; a larger document that is no YAML is given up. */
const maximumRecoverableLength = 1024 * 1024;

function recover(text: string): ParsedYaml {
  try {
    const document = parseDocument(text, lenient);
    const node = withoutPrototype(document.toJS({ maxAliasCount: 100 }), 0);
    const error = document.errors[0];
    return error === undefined ? { node } : { node, error: explain(error) };
  } catch (error) {
    return { node: '', error: explain(error) };
  }
}

const lenient: DocumentOptions & ParseOptions & SchemaOptions = {
  schema: 'failsafe',
  customTags: ['null'],
  merge: true,
  strict: false,
  uniqueKeys: false,
  logLevel: 'silent',
};

function isTooDeep(error: unknown): boolean {
  return error instanceof YAMLException && error.reason.includes('maxDepth');
}

function explain(error: unknown): { reason: string; line?: number } {
  if (error instanceof YAMLException) {
    return { reason: error.reason, ...(error.mark && { line: error.mark.line + 1 }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
  const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
  return { reason, ...(line !== undefined && { line }) };
}

/** Of a value that was read as Kubernetes reads it. */
export function yamlNode(value: Json): Node {
  return withoutPrototype(value, 0);
}

function withoutPrototype(value: unknown, depth: number): Node {
  if (depth > maximumDepth) return '';
  if (Array.isArray(value)) return value.map((item) => withoutPrototype(item, depth + 1));
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const map = emptyMap();
  for (const [key, item] of Object.entries(value)) map[key] = withoutPrototype(item, depth + 1);
  return map;
}

function emptyMap(): YamlMap {
  return Object.create(null) as YamlMap;
}

const mapping = {
  create: emptyMap,
  addPair: (map: YamlMap, key: unknown, value: unknown) => {
    if (typeof key === 'string') map[key] = value as Node;
    return '';
  },
  has: (map: YamlMap, key: unknown) => typeof key === 'string' && key in map,
  keys: (map: YamlMap) => Object.keys(map),
  get: (map: YamlMap, key: unknown) => map[String(key)],
  identify: () => false,
};
const sequence = {
  create: (): Node[] => [],
  addItem: (list: Node[], item: unknown) => {
    list.push(item as Node);
  },
  identify: () => false,
};
const scalar = { resolve: (text: string) => text, identify: () => false };
const unset = defineScalarTag('tag:yaml.org,2002:null', {
  implicit: true,
  implicitFirstChars: ['', '~', 'n', 'N'],
  resolve: (text: string, isExplicit: boolean) =>
    isExplicit || /^(?:null|Null|NULL|~)?$/.test(text) ? '' : NOT_RESOLVED,
  identify: () => false,
});

/** Tags say nothing that matters here (`!!int`, or a vendor's `!Ref`): whatever carries one is read as if it did not. */
const anyTag = ['!', 'tag:'].flatMap((prefix) => [
  defineScalarTag(prefix, { ...scalar, matchByTagPrefix: true }),
  defineMappingTag(prefix, { ...mapping, matchByTagPrefix: true }),
  defineSequenceTag(prefix, { ...sequence, matchByTagPrefix: true }),
]);
const schema = FAILSAFE_SCHEMA.withTags(mergeTag, unset, defineMappingTag('tag:yaml.org,2002:map', mapping), ...anyTag);
