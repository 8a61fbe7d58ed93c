import { fieldAt, isObject, type Json, type JsonObject, setField } from '../../json.js';

/** A path or a value that Helm's `--set` refuses. The message does not repeat the value: it may be secret. */
export class SetGrammarError extends Error {
  override readonly name = 'SetGrammarError';
}

/** `typed`: `true`, `null` and whole numbers are what they look like; `text`: all scalars are text, as with `--set-string`. */
export type ScalarTyping = 'typed' | 'text';

/**
 * Sets `path=value` in place, with all that Helm's `--set` takes (helm, pkg/strvals/parser.go: ParseInto): `a.b`, `a[0]`,
 * `{x,y}` for a list, `\` before a character that stands for itself, further settings after a comma.
 *
 * Whole numbers are set as `bigint`, which nothing else is, for `takeIntegers` to find them.
 * @throws SetGrammarError; then `target` may have changed in part
 */
export function setInto(target: JsonObject, settings: string, typing: ScalarTyping): void {
  const reader = new Reader(settings, typing);
  while (!reader.atEnd()) setKey(reader, target, 0);
}

/** Helm's limits. */
const maximumIndex = 65_536;
const maximumNesting = 30;
/** Of all lists that one text makes or extends. */
const maximumItems = 1_000_000;

/** Reads one key and what follows it, up to the comma after its value. */
function setKey(reader: Reader, target: JsonObject, nesting: number): void {
  const { text: key, stop } = reader.readUntil('=[,.');
  if (stop === '=') setNamed(target, key, readValue(reader));
  else if (stop === '.') setNested(reader, target, key, nesting + 1);
  else if (stop === '[') {
    const list = listOf(fieldAt(target, key));
    setNamed(target, key, setItem(reader, list, readIndex(reader), nesting));
  } else if (stop === ',' || key !== '') throw new SetGrammarError('a key has no value');
}

function setNested(reader: Reader, target: JsonObject, key: string, nesting: number): void {
  if (nesting > maximumNesting) throw new SetGrammarError(`the path has more than ${maximumNesting} levels`);
  const existing = fieldAt(target, key);
  if (existing !== undefined && !isObject(existing))
    throw new SetGrammarError('the path leads through a value that is no map');
  const inner = existing ?? {};
  setKey(reader, inner, nesting);
  if (Object.keys(inner).length === 0) throw new SetGrammarError('a key has no value');
  setNamed(target, key, inner);
}

/** Helm drops what has an empty name. */
function setNamed(target: JsonObject, key: string, value: Json): void {
  if (key !== '') setField(target, key, value);
}

/** Sets what follows `[index]`, in place unless the list must grow. */
function setItem(reader: Reader, list: Json[], index: number, nesting: number): Json[] {
  const { text, stop } = reader.readUntil('[.=');
  if (text !== '') throw new SetGrammarError('an index must be followed by =, . or [');
  switch (stop) {
    case '=':
      return withItem(reader, list, index, readValue(reader));
    case '[':
      return withItem(reader, list, index, setItem(reader, innerList(list, index), readIndex(reader), nesting));
    case '.':
      return withItem(reader, list, index, setInItem(reader, list, index, nesting));
    default:
      return list;
  }
}

function setInItem(reader: Reader, list: Json[], index: number, nesting: number): JsonObject {
  const existing = list[index];
  const inner = isObject(existing) ? existing : {};
  setKey(reader, inner, nesting);
  return inner;
}

function innerList(list: Json[], index: number): Json[] {
  return listOf(list[index] ?? undefined);
}

function listOf(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new SetGrammarError('an index stands after a value that is no list');
  return value;
}

function withItem(reader: Reader, list: Json[], index: number, value: Json): Json[] {
  if (index >= list.length) reader.countItems(index + 1);
  const result = index < list.length ? list : [...list, ...new Array<Json>(index + 1 - list.length).fill(null)];
  result[index] = value;
  return result;
}

function readIndex(reader: Reader): number {
  const { text, stop } = reader.readUntil(']');
  if (stop === '' || !/^[-+]?\d+$/.test(text)) throw new SetGrammarError('an index is no number');
  const index = Number(text);
  if (index < 0) throw new SetGrammarError('an index is negative');
  if (index > maximumIndex) throw new SetGrammarError(`an index is above ${maximumIndex}`);
  return index;
}

function readValue(reader: Reader): Json {
  if (reader.atEnd()) return '';
  return reader.skip('{') ? readList(reader) : scalar(reader.readUntil(',').text, reader.typing);
}

function readList(reader: Reader): Json[] {
  const list: Json[] = [];
  for (;;) {
    const { text, stop } = reader.readUntil(',}');
    if (stop === '') throw new SetGrammarError("a list must end with '}'");
    list.push(scalar(text, reader.typing));
    if (stop === ',') continue;
    reader.skip(',');
    return list;
  }
}

function scalar(text: string, typing: ScalarTyping): Json {
  if (typing === 'text') return text;
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  return wholeNumber(text) ?? text;
}

/** With a zero in front it stays text (a commit, a telephone number), and so does what has more than 64 bits. */
function wholeNumber(text: string): Json | undefined {
  if (text === '0') return markedInteger(0n);
  if (!/^(?:[-+]0*|[1-9])\d{0,19}$/.test(text) || !/\d/.test(text)) return undefined;
  const integer = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, integer) === integer ? markedInteger(integer) : undefined;
}

function markedInteger(integer: bigint): Json {
  return integer as unknown as Json;
}

/**
 * Makes the integers that `setInto` has set numbers of JSON, in place.
 * @returns settings for Helm's `--set` that set them once more: Helm reads every number of a values file as a floating
 * point number, and prints `20240101` as `2.0240101e+07`, where Flux has set an integer
 */
export function takeIntegers(values: JsonObject): string[] {
  return integersIn(values, '', (key, value) => setField(values, key, value));
}

type SetChild = (key: string, value: Json) => void;

function integersIn(value: JsonObject | Json[], prefix: string, set: SetChild): string[] {
  return Object.entries(value).flatMap(([key, child]) => {
    const path = Array.isArray(value) ? `${prefix}[${key}]` : `${prefix && `${prefix}.`}${escapeKey(key)}`;
    const marked: unknown = child;
    if (typeof marked === 'bigint') {
      set(key, Number(marked));
      // Neither a list nor a map is set by an empty name.
      return key === '' ? [] : [`${path}=${marked}`];
    }
    if (Array.isArray(child)) return integersIn(child, path, (index, item) => child.splice(Number(index), 1, item));
    return isObject(child) ? integersIn(child, path, (name, item) => setField(child, name, item)) : [];
  });
}

/** With a backslash before what separates. */
function escapeKey(key: string): string {
  return key.replace(/[\\.,=[\]]/g, '\\$&');
}

class Reader {
  private at = 0;
  private items = 0;

  constructor(
    private readonly text: string,
    readonly typing: ScalarTyping,
  ) {}

  /** A short line of hostile text can ask for gigabytes of empty items. */
  countItems(count: number): void {
    this.items += count;
    if (this.items > maximumItems) throw new SetGrammarError('its lists are too long');
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  skip(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  /** Text up to one of the signs, which is read, too; `stop` is empty at the end. A backslash keeps the next character. */
  readUntil(stops: string): { text: string; stop: string } {
    const pieces: string[] = [];
    let from = this.at;
    for (; !this.atEnd(); this.at++) {
      const sign = this.text.charAt(this.at);
      if (stops.includes(sign)) {
        pieces.push(this.text.slice(from, this.at++));
        return { text: pieces.join(''), stop: sign };
      }
      if (sign !== '\\') continue;
      pieces.push(this.text.slice(from, this.at++));
      from = this.at;
    }
    pieces.push(this.text.slice(from));
    return { text: pieces.join(''), stop: '' };
  }
}
