import type { Json } from '../../json.js';

/** A value that YAML has and JSON has not. */
export class NotJsonError extends Error {}

const words = new Map<string, Json>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

const notANumber = /^(?:\.nan|\.NaN|\.NAN|[-+]?\.(?:inf|Inf|INF))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]*)|([1-9][0-9]*))$/;

/**
 * What an unquoted scalar means to go-yaml v2 (resolve.go), which Flux reads and writes manifests with: YAML 1.1 with
 * `on` and `y`, octal `0775` and `1_000`, but without base 60; dates stay text.
 */
export function resolvePlainScalar(text: string): Json {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (notANumber.test(text)) throw new NotJsonError('it has an infinite number or .nan, which JSON cannot hold');
  if (text.startsWith('.')) return finite(text.replace(/(?<=\d)_(?=\d)/g, ''), text);
  return /^[-+0-9]/.test(text) ? number(text) : text;
}

function number(text: string): Json {
  const digits = text.replaceAll('_', '');
  return wholeNumber(digits) ?? finite(digits, text);
}

/** 64 bits, signed or not; a longer one may still be a decimal fraction. */
function wholeNumber(digits: string): number | undefined {
  const [, sign, hexadecimal, binary, octal, oldOctal, decimal] = integer.exec(digits) ?? [];
  if (sign === undefined) return undefined;
  const magnitude = magnitudeOf(hexadecimal, binary, octal ?? oldOctal, decimal);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  if (magnitude === undefined || magnitude > limit) return undefined;
  return magnitude === 0n ? 0 : Number(sign === '-' ? -magnitude : magnitude);
}

function magnitudeOf(hexadecimal?: string, binary?: string, octal?: string, decimal?: string): bigint | undefined {
  const written = hexadecimal
    ? `0x${hexadecimal}`
    : binary
      ? `0b${binary}`
      : octal !== undefined
        ? `0o${octal || '0'}`
        : (decimal ?? '');
  return written.length > maximumDigits ? undefined : BigInt(written);
}

/** More than 64 binary digits are more than 64 bits, but for zeros in front. */
const maximumDigits = 100;

function finite(digits: string, text: string): Json {
  const value = float.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : text;
}
