/**
 * Is a value larger than so many characters, once everything that it holds at several places is written out? Aliases share
 * what they stand for until then. Looks at no more than it must to tell.
 */
export function isLargerThan(value: unknown, characters: number): boolean {
  return subtract(value, characters) < 0;
}

/** What is left when a value is written; below nothing as soon as that is known. */
function subtract(value: unknown, left: number): number {
  if (typeof value === 'string') return left - value.length - 2;
  if (value === null || typeof value !== 'object') return left - 4;
  let rest = left - 2;
  for (const [key, item] of Object.entries(value)) {
    if (rest < 0) return rest;
    rest = subtract(item, rest - (Array.isArray(value) ? 1 : key.length + 4));
  }
  return rest;
}
