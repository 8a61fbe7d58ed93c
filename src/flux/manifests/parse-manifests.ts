import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Tags,
} from 'yaml';
import { isObject, objectsAt } from '../../json.js';
import type { Place } from '../../problem.js';
import { isLargerThan } from './expanded-size.js';
import type { Manifest } from './manifest.js';

export interface ParsedManifests {
  manifests: Manifest[];
  /** What cannot be read. The documents of the file that can be are there all the same. */
  errors: ParseError[];
}

export interface ParseError {
  message: string;
  place: Place;
  /** Of the document that does not parse. */
  text: string;
}

/** An API server takes objects of 1.5 MiB; parsing more than this at once would hold up everything else for seconds. */
const maximumLength = 8 * 1024 * 1024;

/** Reads all objects of a file; the items of a `List` are objects of their own, as they are for kustomize. */
export function parseManifests(text: string, file: string): ParsedManifests {
  if (text.length > maximumLength) return { manifests: [], errors: [tooLarge(text, file)] };
  const parsed = parse(text, file);
  if (parsed.errors.length === 0) return parsed;
  const repaired = parse(separateAliasKeys(text), file);
  return repaired.errors.length < parsed.errors.length ? repaired : parsed;
}

function tooLarge(text: string, file: string): ParseError {
  const message = `the file has more than ${maximumLength / 1024 / 1024} MiB and is not read; split it into smaller ones`;
  return { message, place: { file, line: 1 }, text: text.slice(0, maximumLength) };
}

/** The parser that kustomize uses takes `*alias:` as a key and its colon; YAML reads the colon as part of the name. */
function separateAliasKeys(text: string): string {
  return text.replace(/^([ \t]*(?:- +)*\*[\w.-]+):(?=\s)/gm, '$1 :');
}

function parse(text: string, file: string): ParsedManifests {
  const lines = new LineCounter();
  const result: ParsedManifests = { manifests: [], errors: [] };
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  for (const document of parseAllDocuments(text, { ...yamlOptions, lineCounter: lines })) {
    const fail = (message: string, offset: number) =>
      result.errors.push({ message, place: placeAt(offset), text: text.slice(document.range[0], document.range[2]) });
    const [error] = document.errors;
    if (error) fail(error.message, error.pos[0]);
    else result.manifests.push(...objectsOf(document, placeAt, fail));
  }
  return result;
}

const yamlOptions = {
  merge: true,
  prettyErrors: false,
  logLevel: 'silent',
  customTags: (tags: Tags): Tags => [legacyOctal, ...tags],
} as const;

/** kustomize's parser reads `0775` as YAML 1.1 did (go-yaml v3, resolve.go), all else as YAML 1.2 does. */
export const legacyOctal = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0[0-7]+$/,
  resolve: (text: string) => Number.parseInt(text, 8),
} as const;

/** Bounds what nested aliases can grow to; an anchor that is used a few thousand times is still a file of a person. */
const maxAliasCount = 10_000;

function objectsOf(
  document: Document.Parsed,
  placeAt: (offset: number) => Place,
  fail: (message: string, offset: number) => void,
): Manifest[] {
  try {
    const content: unknown = document.toJS({ maxAliasCount });
    if (!isObject(content)) return [];
    if (isLargerThan(content, maximumLength)) throw new Error('its aliases grow it to more than 8 MiB');
    const placeOf = (...field: string[]) => placeAt(offsetOf(document, field) ?? document.range[0]);
    if (content.kind !== 'List') return [{ object: content, placeOf }];
    return objectsAt(content, 'items').map((object, index) => ({
      object,
      placeOf: (...field) => placeOf('items', String(index), ...field),
    }));
  } catch (error) {
    // An alias without an anchor, or too many of them.
    fail(error instanceof Error ? error.message : String(error), document.contents?.range[0] ?? document.range[0]);
    return [];
  }
}

/** Of the field's value when that is one line, else of its key. */
export function offsetOf(document: Document.Parsed, field: readonly string[]): number | undefined {
  for (let length = field.length; length > 0; length--) {
    const node: unknown = document.getIn(field.slice(0, length), true);
    const key = isCollection(node)
      ? keyNode(document.getIn(field.slice(0, length - 1), true), field[length - 1])
      : node;
    if (isNode(key) && key.range) return key.range[0];
  }
  return document.contents?.range[0];
}

/** The key's own node; in a list there is none, and the item stands for it. */
function keyNode(parent: unknown, key: string | undefined): unknown {
  if (isMap(parent)) return parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key;
  return isSeq(parent) ? parent.get(Number(key), true) : undefined;
}
