import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SetGrammarError, setInto, takeIntegers } from '../../../src/flux/helm-release/set-grammar.js';
import type { JsonObject } from '../../../src/json.js';

function set(settings: string, target: JsonObject = {}, typing: 'typed' | 'text' = 'typed'): JsonObject {
  setInto(target, settings, typing);
  takeIntegers(target);
  return target;
}

describe('a setting', () => {
  it.each([
    // Paths.
    ['a=b', { a: 'b' }],
    ['a.b.c=d', { a: { b: { c: 'd' } } }],
    ['a\\.b=c', { 'a.b': 'c' }],
    ['a.b\\.c/d=e', { a: { 'b.c/d': 'e' } }],
    ['a\\=b=c', { 'a=b': 'c' }],
    ['a\\,b=c', { 'a,b': 'c' }],
    ['a\\[0]=c', { 'a[0]': 'c' }],
    ['a]=c', { 'a]': 'c' }],
    ['a[0]=b', { a: ['b'] }],
    ['a[2]=b', { a: [null, null, 'b'] }],
    ['a[0].b=c', { a: [{ b: 'c' }] }],
    ['a[0].b[1].c=d', { a: [{ b: [null, { c: 'd' }] }] }],
    ['a[1][0]=b', { a: [null, ['b']] }],
    ['a[+1]=b', { a: [null, 'b'] }],
    // Scalars.
    ['a=', { a: '' }],
    ['a=true', { a: true }],
    ['a=False', { a: false }],
    ['a=NULL', { a: null }],
    ['a=0', { a: 0 }],
    ['a=12', { a: 12 }],
    ['a=-12', { a: -12 }],
    ['a=+12', { a: 12 }],
    ['a=-012', { a: -12 }],
    ['a=007', { a: '007' }],
    ['a=00', { a: '00' }],
    ['a=1.5', { a: '1.5' }],
    ['a=1e3', { a: '1e3' }],
    ['a=0x10', { a: '0x10' }],
    ['a=1_000', { a: '1_000' }],
    ['a=-', { a: '-' }],
    ['a=9223372036854775808', { a: '9223372036854775808' }],
    ['a=yes', { a: 'yes' }],
    ['a=true\n', { a: 'true\n' }],
    ['a= true', { a: ' true' }],
    ['a="true"', { a: '"true"' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=b.c[0]', { a: 'b.c[0]' }],
    ['a=b\\,c', { a: 'b,c' }],
    ['a=b\\\\c', { a: 'b\\c' }],
    ['a=b\\', { a: 'b' }],
    ['a=größe😀', { a: 'größe😀' }],
    // Lists.
    ['a={b,c}', { a: ['b', 'c'] }],
    ['a={1,true,null,x}', { a: [1, true, null, 'x'] }],
    ['a={}', { a: [''] }],
    ['a={b\\,c,d\\}e}', { a: ['b,c', 'd}e'] }],
    ['a=\\{b}', { a: '{b}' }],
    ['a[1]={b}', { a: [null, ['b']] }],
    // More than one.
    ['a=b,c=d', { a: 'b', c: 'd' }],
    ['a={b,c},d=e', { a: ['b', 'c'], d: 'e' }],
    ['a={b}c=d', { a: ['b'], c: 'd' }],
    ['a.b=1,a.c=2', { a: { b: 1, c: 2 } }],
    ['a[0]=1,a[1]=2', { a: [1, 2] }],
    ['a=1,a=2', { a: 2 }],
    ['a=b,', { a: 'b' }],
    // An empty name is dropped.
    ['=b', {}],
    ['', {}],
  ])('%j gives %j', (settings, expected) => {
    expect(set(settings)).toEqual(expected);
  });

  it.each([
    ['a=true', { a: 'true' }],
    ['a={1,null}', { a: ['1', 'null'] }],
  ])('%j as text gives %j', (settings, expected) => {
    expect(set(settings, {}, 'text')).toEqual(expected);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['a.b=1', { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['a=1', { a: { c: 2 } }, { a: 1 }],
    ['a[1]=x', { a: ['y', 'y', 'y'] }, { a: ['y', 'x', 'y'] }],
    ['a[0].b=1', { a: [{ c: 2 }] }, { a: [{ b: 1, c: 2 }] }],
    ['a[0].b=1', { a: ['x'] }, { a: [{ b: 1 }] }],
    ['a[0][0]=1', { a: [null] }, { a: [[1]] }],
    ['a[3]=x', { a: ['y'] }, { a: ['y', null, null, 'x'] }],
  ])('%j keeps what else %j has', (settings, target, expected) => {
    expect(set(settings, target)).toEqual(expected);
  });

  it.each<[string, JsonObject]>([
    ['a', {}],
    ['a.b', {}],
    ['a,b=1', {}],
    ['a=b,c', {}],
    ['a=b,,c=d', {}],
    ['a.=', {}],
    ['a..b', {}],
    ['a={b', {}],
    ['a[=b', {}],
    ['a[b]=c', {}],
    ['a[]=c', {}],
    ['a[-1]=c', {}],
    ['a[0]b=c', {}],
    ['a[65537]=c', {}],
    [`${'a.'.repeat(31)}b=c`, {}],
    ['a.b=1', { a: 'text' }],
    ['a.b=1', { a: null }],
    ['a.b=1', { a: [] }],
    ['a[0]=1', { a: 'text' }],
    ['a[0]=1', { a: null }],
    ['a[0][0]=1', { a: ['text'] }],
    [Array.from({ length: 30 }, (_, index) => `l${index}[65536]=`).join(','), {}],
  ])('%j is refused over %j', (settings, target) => {
    expect(() => set(settings, target)).toThrow(SetGrammarError);
  });

  it('never breaks the process and never reaches a prototype', () => {
    const part = fc.constantFrom(
      'a',
      '.',
      '[',
      ']',
      '0',
      '1',
      '=',
      ',',
      '{',
      '}',
      '\\',
      '__proto__',
      'constructor',
      '-',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        try {
          set(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(SetGrammarError);
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
    expect(JSON.stringify(set('__proto__.a=1,constructor.prototype.b=2'))).toBe(
      '{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}}}',
    );
  });
});

describe('integers', () => {
  it.each([
    ['a=20240101', ['a=20240101']],
    ['a.b=1,c=two', ['a.b=1']],
    ['a[1].b=7', ['a[1].b=7']],
    ['a={1,x,3}', ['a[0]=1', 'a[2]=3']],
    ['a\\.b/c\\,d=5', ['a\\.b/c\\,d=5']],
    ['a\\[0]=5', ['a\\[0\\]=5']],
    ['a=9223372036854775807', ['a=9223372036854775807']],
    ['a=-0', ['a=0']],
    ['a=true,b=1.5,c=007,d=null', []],
  ])('of %j are set once more by %j', (settings, expected) => {
    const target: JsonObject = {};
    setInto(target, settings, 'typed');
    expect(takeIntegers(target)).toEqual(expected);
    expect(() => JSON.stringify(target)).not.toThrow();
    const again: JsonObject = structuredClone(target);
    for (const setting of expected) setInto(again, setting, 'typed');
    takeIntegers(again);
    expect(again).toEqual(target);
  });
});
