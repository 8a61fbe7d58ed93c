import { type Document, isAlias, isNode, LineCounter, parseAllDocuments, type Tags, visit } from 'yaml';
import { isObject } from '../../json.js';
import type { Place } from '../../problem.js';
import { resolvePlainScalar } from '../manifests/go-yaml-scalar.js';
import type { Manifest } from '../manifests/manifest.js';
import { legacyOctal, offsetOf } from '../manifests/parse-manifests.js';

/** A file, or a part of it, that is not passed on to kustomize. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }
}

/** How unquoted scalars are read: a kustomization as YAML 1.1, all else as YAML 1.2, as kustomize does. */
export type Dialect = 'kustomization' | 'plugin';

/**
 * Reads the documents of a file that kustomize interprets, in the YAML that all readers read alike: no tags but those of
 * JSON's types, no key twice, no line breaks that end a comment for some readers only. Aliases and merge keys are
 * resolved, and what they make is checked like anything else.
 * @throws RefusedFile
 */
export function parseStrictly(text: string, file: string, dialect: Dialect): Manifest[] {
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (text.length > maxLength) throw new RefusedFile('it is longer than any of its kind', { file });
  const documents: Document.Parsed[] = [...parseAllDocuments(text, { ...optionsOf[dialect], lineCounter: lines })];
  const oddBreak = oddLineBreak.exec(text);
  if (oddBreak) throw new RefusedFile('it has a line break that is no line feed', placeAt(oddBreak.index));
  return documents.flatMap((document) => readDocument(document, placeAt));
}

/** Parsing takes a second for some three million characters, in which nothing else is done. */
const maxLength = 1024 * 1024;

/** Of YAML 1.1 alone, of old computers alone, or invisible. A byte order mark at the start is usual. */
const oddLineBreak = /[\u0085\u2028\u2029]|\r(?!\n)|(?<!^)\ufeff/;

function readDocument(document: Document.Parsed, placeAt: (offset: number) => Place): Manifest[] {
  const refuse = (message: string, offset: number): never => {
    throw new RefusedFile(message, placeAt(offset));
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error) refuse(error.message, error.pos[0]);
  visit(document, (_, node) => {
    const tag = isNode(node) && !isAlias(node) && node.tag;
    if (tag && !plainTags.has(tag)) refuse(`it has the tag ${JSON.stringify(tag)}`, node.range?.[0] ?? 0);
  });
  const object = toJson(document, (message) => refuse(message, document.range[0]));
  if (object === null || object === undefined) return [];
  if (!isObject(object)) return refuse('it is no map', document.contents?.range[0] ?? document.range[0]);
  return [{ object, placeOf: (...field) => placeAt(offsetOf(document, field) ?? document.range[0]) }];
}

/** Bounds what nested aliases can grow to. */
const maxAliasCount = 10_000;

function toJson(document: Document.Parsed, fail: (message: string) => never): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (error) {
    // An alias without an anchor, too many of them, or a number that JSON has not.
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((type) => `tag:yaml.org,2002:${type}`),
);

const common = { merge: true, prettyErrors: false, logLevel: 'silent' } as const;

/** sigs.k8s.io/yaml, with the scalars of go-yaml v2. */
const goScalar = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:null',
  test: /^/,
  resolve: (text: string) => resolvePlainScalar(text),
} as const;

const optionsOf = {
  kustomization: { ...common, schema: 'failsafe', customTags: (tags: Tags): Tags => [...tags, goScalar] },
  plugin: { ...common, customTags: (tags: Tags): Tags => [legacyOctal, ...tags] },
} as const;
