import { isObject, type Json } from '../../json.js';

/**
 * A value as Go's templates write it. Inputs stand in the template itself: of values of a chart, helm would make
 * floating point numbers of all numbers.
 */
export function templateLiteral(value: Json): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return goString(value);
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `(list${value.map((item) => ` ${templateLiteral(item)}`).join('')})`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, item]) => ` ${goString(key)} ${templateLiteral(item)}`);
  return `(dict${entries.join('')})`;
}

/** JSON's escapes are Go's, but for those of half a pair, which no YAML can mean. */
function goString(text: string): string {
  return JSON.stringify(text.replace(/\p{Cs}/gu, '\uFFFD'));
}

/** As Go's JSON reads it: whole numbers are integers. */
function goNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
