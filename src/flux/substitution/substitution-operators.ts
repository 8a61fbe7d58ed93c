import { isUtf8 } from 'node:buffer';
import { matchedPrefix, parsePattern } from './substitution-pattern.js';

// The operators as envsubst/funcs.go of fluxcd/pkg has them.

export function toLower(value: string): string {
  return mapCharacters(value, (character) => character.toLowerCase());
}

export function toUpper(value: string): string {
  return mapCharacters(value, (character) => character.toUpperCase());
}

export function firstToLower(value: string): string {
  return mapFirst(value, toLower);
}

export function firstToUpper(value: string): string {
  return mapFirst(value, toUpper);
}

/** Go maps one character to one: `ß` has no capital letter there. */
function mapCharacters(value: string, change: (character: string) => string): string {
  return Array.from(value, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character;
  }).join('');
}

function mapFirst(value: string, change: (text: string) => string): string {
  const [first = ''] = value;
  return change(first) + value.slice(first.length);
}

/**
 * `${value:offset:length}` in bytes. What is no number leaves the value as it is, a negative offset counts from the end,
 * a negative length leaves out that many bytes at the end.
 * @returns `undefined` when a character would be cut in two, for then the object is no longer UTF-8 and Flux fails.
 */
export function substring(value: string, offset: string, length: string | undefined): string | undefined {
  const start = toInteger(offset);
  const count = length === undefined ? Number.POSITIVE_INFINITY : toInteger(length);
  if (start === undefined || count === undefined) return value;
  const bytes = Buffer.from(value);
  const from = start < 0 ? Math.max(0, bytes.length + start) : start;
  const to = count < 0 ? bytes.length + count : from + count;
  const part = bytes.subarray(from, Math.max(from, to));
  return isUtf8(part) ? part.toString() : undefined;
}

/** As Go's strconv.Atoi: 64 bits. */
function toInteger(text: string): number | undefined {
  if (!/^[-+]?0*\d{1,19}$/.test(text)) return undefined;
  const integer = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, integer) === integer ? Number(integer) : undefined;
}

export function replaceAll(value: string, from: string, to: string): string {
  // Between all characters when `from` is empty, not between the halves of a surrogate pair.
  return from === '' ? ['', ...value, ''].join(to) : value.split(from).join(to);
}

export function replaceFirst(value: string, from: string, to: string): string {
  const at = value.indexOf(from);
  return at < 0 ? value : value.slice(0, at) + to + value.slice(at + from.length);
}

export function replacePrefix(value: string, from: string, to: string): string {
  return value.startsWith(from) ? to + value.slice(from.length) : value;
}

export function replaceSuffix(value: string, from: string, to: string): string {
  return value.endsWith(from) ? value.slice(0, value.length - from.length) + to : value;
}

export function trimPrefix(value: string, pattern: string, extent: 'shortest' | 'longest'): string {
  const terms = parsePattern(pattern);
  const characters = [...value];
  return terms ? characters.slice(matchedPrefix(terms, characters, extent)).join('') : value;
}

/** Flux turns value and pattern around and trims the start, so that `[ab]` and `\*` are no patterns here. */
export function trimSuffix(value: string, pattern: string, extent: 'shortest' | 'longest'): string {
  return reverse(trimPrefix(reverse(value), reverse(pattern), extent));
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
