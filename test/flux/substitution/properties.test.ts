import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubstitutionError, substitute } from '../../../src/flux/substitution/substitute-object.js';

describe('any text', () => {
  const parts = fc.constantFrom(
    '${',
    '}',
    '$',
    '\\',
    '/',
    '#',
    '%',
    ':',
    '-',
    '=',
    '^',
    ',',
    '*',
    '[',
    ']',
    '?',
    'name',
    '1',
    ' ',
  );
  const expressions = fc
    .array(fc.oneof(parts, fc.string({ unit: 'binary' })), { maxLength: 30 })
    .map((all) => all.join(''));
  const values = fc.dictionary(fc.constantFrom('name', 'a'), fc.string()).map((all) => new Map(Object.entries(all)));

  it('gives text or a SubstitutionError', () => {
    fc.assert(
      fc.property(expressions, values, (text, all) => {
        try {
          expect(typeof substitute(text, all).text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(SubstitutionError);
        }
      }),
    );
  });

  it('stays as it is without a dollar sign', () => {
    const free = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[$\0]/g, ''));
    fc.assert(
      fc.property(free, values, (text, all) => {
        expect(substitute(text, all)).toEqual({ text, unset: [] });
      }),
    );
  });

  it('stays as it is when every dollar sign is doubled', () => {
    const texts = expressions.map((text) => text.replaceAll('\0', ''));
    fc.assert(
      fc.property(texts, values, (text, all) => {
        expect(substitute(text.replaceAll('$', '$$$$'), all)).toEqual({ text, unset: [] });
      }),
    );
  });

  it('takes a value as it is, also when it looks like an expression', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(substitute('<${v}>', new Map([['v', value]])).text).toBe(`<${value}>`);
      }),
    );
  });
});

describe('hostile text', () => {
  it.each([
    ['nests without an end', '${a:-'.repeat(100_000)],
    ['multiplies its length at every level', `\${x//x/${'${x//x/'.repeat(5)}\${x}${'}'.repeat(6)}`],
    ['repeats a large value', '${x}'.repeat(10_000)],
    ['has a pattern that could match in very many ways', `\${x#${'*x'.repeat(5_000)}y}`],
  ])('that %s is refused', (_, text) => {
    expect(() => substitute(text, new Map([['x', 'x'.repeat(10_000)]]))).toThrow(SubstitutionError);
  });

  it('with a hundred thousand expressions is replaced', () => {
    expect(substitute('${v}$$ '.repeat(100_000), new Map([['v', '1']])).text).toBe('1$ '.repeat(100_000));
  });
});
