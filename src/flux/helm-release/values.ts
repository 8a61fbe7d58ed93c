import { fieldAt, isObject, type Json, type JsonObject, mergeValues, textAt } from '../../json.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import { type DataKind, readObjectData } from '../manifests/object-data.js';
import { SetGrammarError, setInto, takeIntegers } from './set-grammar.js';

/** One entry of `spec.valuesFrom` (fluxcd/pkg, apis/meta/reference_types.go). */
export interface ValuesReference {
  kind: string;
  name: string;
  valuesKey: string;
  /** Empty: the data is a document that is merged. */
  targetPath: string;
  optional: boolean;
  /** The data is set at `targetPath` as it is. */
  literal: boolean;
}

export interface ValuesProblem {
  /** After an `error` Flux would not run the release. */
  severity: 'error' | 'warning';
  message: string;
}

export function parseValuesReference(entry: JsonObject): ValuesReference {
  return {
    kind: textAt(entry, 'kind'),
    name: textAt(entry, 'name'),
    valuesKey: textAt(entry, 'valuesKey') || 'values.yaml',
    targetPath: textAt(entry, 'targetPath'),
    optional: fieldAt(entry, 'optional') === true,
    literal: fieldAt(entry, 'literal') === true,
  };
}

export interface ComposedValues {
  values: JsonObject;
  /** Settings for Helm's `--set` of what was set at a target path as an integer. */
  integers: string[];
  problems: ValuesProblem[];
}

/**
 * The values of a release as helm-controller puts them together (fluxcd/pkg, chartutil/values.go:
 * ChartValuesFromReferences). What the code does decides: an entry with a target path is set into maps that may be those
 * of the inline values, and then wins; where a merge has copied them, the inline value wins.
 * @param inline `spec.values`; not changed
 * @param lookup gives an object of the release's namespace, if it is in Git
 * @param standIns values for what only the cluster knows, over all others
 */
export function composeValues(
  references: readonly ValuesReference[],
  inline: JsonObject,
  lookup: (kind: DataKind, name: string) => JsonObject | undefined,
  standIns: JsonObject = {},
): ComposedValues {
  const ownInline = structuredClone(inline);
  const problems: ValuesProblem[] = [];
  let values: JsonObject = {};
  for (const reference of references) {
    const found = readReference(reference, lookup);
    if ('problem' in found) problems.push(found.problem);
    if (!('data' in found)) continue;
    try {
      values = applyReference(values, ownInline, reference, found.data);
    } catch (error) {
      problems.push(unusable(reference, error));
    }
  }
  // Several entries may name several keys of one object that is missing.
  const distinct = new Map(problems.map((problem) => [problem.message, problem]));
  const composed = mergeValues(mergeValues(values, ownInline), standIns);
  const integers = takeIntegers(composed);
  return { values: composed, integers, problems: [...distinct.values()] };
}

type Found = { data: string } | { problem: ValuesProblem } | Record<string, never>;

function readReference(
  reference: ValuesReference,
  lookup: (kind: DataKind, name: string) => JsonObject | undefined,
): Found {
  const { kind, name, valuesKey, optional } = reference;
  if (kind !== 'ConfigMap' && kind !== 'Secret') {
    return problem('error', `valuesFrom names the kind '${kind}'. Flux knows ConfigMap and Secret.`);
  }
  const object = lookup(kind, name);
  if (object === undefined) return optional ? {} : missingObject(kind, name);
  const { data, encrypted } = readObjectData(kind, object);
  if (encrypted) return leftOut(`${kind} ${name} is encrypted with SOPS`);
  const text = data.get(valuesKey);
  if (text !== undefined) return { data: text };
  return optional ? {} : problem('error', `${kind} ${name}, named in valuesFrom, has no key '${valuesKey}'.`);
}

function missingObject(kind: DataKind, name: string): Found {
  if (kind === 'Secret') return leftOut(`Secret ${name} is not in Git`);
  return problem(
    'error',
    `ConfigMap ${name}, named in valuesFrom, is not in Git. Add it in the namespace of the HelmRelease, or make the entry 'optional: true'.`,
  );
}

function leftOut(fact: string): Found {
  return problem(
    'warning',
    `${fact}: the release is rendered without its values, and images that depend on them may be missed.`,
  );
}

function problem(severity: ValuesProblem['severity'], message: string): { problem: ValuesProblem } {
  return { problem: { severity, message } };
}

/** The data of a Secret must not appear, so neither does a parser's excerpt. */
function unusable({ kind, name, valuesKey, targetPath }: ValuesReference, error: unknown): ValuesProblem {
  if (!(error instanceof GoYamlError || error instanceof SetGrammarError)) throw error;
  const use = targetPath ? `cannot be set at targetPath '${targetPath}'` : 'cannot be read as values';
  return { severity: 'error', message: `'${valuesKey}' of ${kind} ${name} ${use}: ${error.message}.` };
}

function applyReference(values: JsonObject, inline: JsonObject, reference: ValuesReference, data: string): JsonObject {
  if (!reference.targetPath) return mergeValues(values, readDocument(data));
  const merged = mergeValues(values, inline);
  setAtPath(merged, reference, data);
  return merged;
}

function readDocument(data: string): JsonObject {
  const document: Json = parseGoYaml(data);
  if (document === null) return {};
  if (!isObject(document)) throw new GoYamlError('it is no map');
  return document;
}

/** chartutil/values.go: ReplacePathValue and ReplacePathLiteralValue. */
function setAtPath(values: JsonObject, { targetPath, literal }: ValuesReference, data: string): void {
  const quoted = isQuoted(data, "'") || isQuoted(data, '"');
  const written = literal ? data.replace(/[\\,[\]{}]/g, '\\$&') : quoted ? withoutQuotes(data) : data;
  setInto(values, `${targetPath}=${written}`, literal || quoted ? 'text' : 'typed');
}

function isQuoted(data: string, quote: string): boolean {
  return data.startsWith(quote) && data.endsWith(quote);
}

/** All quotes of both kinds at both ends, as Go's strings.Trim. */
function withoutQuotes(data: string): string {
  const isQuote = (character: string | undefined) => character === "'" || character === '"';
  let start = 0;
  let end = data.length;
  while (start < end && isQuote(data[start])) start++;
  while (end > start && isQuote(data[end - 1])) end--;
  return data.slice(start, end);
}
