import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubstitutionError, substituteObject } from '../../../src/flux/substitution/substitute-object.js';
import type { JsonObject } from '../../../src/json.js';

const noVariables = new Map<string, string>();

/** What a field with this text becomes when `v` has this value. */
function replaced(text: string, value: string): unknown {
  return substituteObject({ field: text }, new Map([['v', value]])).object.field;
}

describe('a replaced text', () => {
  it.each([
    // Written without quotes, and so read by the rules of YAML 1.1.
    ['80', 80],
    ['-80', -80],
    ['+80', 80],
    ['1_000', 1000],
    ['0775', 509],
    ['08', 8],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['1.10', 1.1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['18446744073709551616', 2 ** 64],
    ['0x10000000000000000', '0x10000000000000000'],
    ['1.2.3', '1.2.3'],
    ['1:30', '1:30'],
    ['2024-01-01', '2024-01-01'],
    ['true', true],
    ['True', true],
    ['on', true],
    ['Yes', true],
    ['y', true],
    ['off', false],
    ['N', false],
    ['tRUE', 'tRUE'],
    ['', null],
    ['~', null],
    ['null', null],
    ['podinfo', 'podinfo'],
    [' podinfo ', 'podinfo'],
    ['"80"', '80'],
    ["'true'", 'true'],
    ['[1, b, {c: d}]', [1, 'b', { c: 'd' }]],
    ['{a: 1, b: on}', { a: 1, b: true }],
    ['a # b', 'a'],
    ['# b', null],
    ['a#b', 'a#b'],
    ['https://example.com:8080/a?b=c#d', 'https://example.com:8080/a?b=c#d'],
    ['!!str 80', '80'],
  ])('${v} with %s is read as %j', (value, expected) => {
    expect(replaced('${v}', value)).toEqual(expected);
  });

  it.each([
    ['${v}0', '8', 80],
    ['v${v}', '8', 'v8'],
    ['${v:-on}', '', true],
    ['$${v}', '8', '${v}'],
    ['$v', '8', '$v'],
    // These need quotes, so the result is text in any case.
    ["'${v}'", '8', "'8'"],
    ['"${v}"', '8', '"8"'],
    ['#${v}', '8', '#8'],
    ['[${v}]', '8', '[8]'],
    [' ${v}', '8', ' 8'],
    ['${v}: x', 'a', 'a: x'],
    ['*${v}', 'a', '*a'],
    ['@${v}', "it''s", "@it's"],
    // Double quotes, so a backslash of the value is an escape.
    ['\t${v}', 'a\\nb', '\ta\nb'],
    ['😀${v}', '8', '😀8'],
    // Many lines are a block, and so text.
    ['${v}\nb\n', '8', '8\nb\n'],
    ['a: ${v}\nb', ': #', 'a: : #\nb'],
    ['\n ${v}\n\n', 'x', '\n x\n\n'],
    ['a \n${v}', 'x', 'a \nx'],
    ['a\n${v} ', 'x', 'a\nx '],
  ])('%j with %j is read as %j', (text, value, expected) => {
    expect(replaced(text, value)).toEqual(expected);
  });

  it.each(['a: b', '- a', '&a', '*a', '"a', '[a', '{', '`', '@a', '%', '.inf', '.nan', 'a:'])(
    '${v} with %s is an error that does not tell the value',
    (value) => {
      const attempt = () => (value === '&a' ? replaced('${v} ${v}', value) : replaced('${v}', value));
      expect(attempt).toThrow(SubstitutionError);
      expect(attempt).toThrow(/With its variables replaced, '\$\{v\}.*' is not valid YAML/);
    },
  );

  it('may hold a map in a list, where YAML allows one', () => {
    const { object } = substituteObject({ list: ['${v}', 'plain', '80'] }, new Map([['v', 'a: b']]));
    expect(object).toEqual({ list: [{ a: 'b' }, 'plain', '80'] });
  });
});

describe('an object', () => {
  it('has its keys replaced, which stay text', () => {
    const object: JsonObject = { metadata: { labels: { '${team}/${port}': 'x', '${port}': 'y' } } };
    const variables = new Map([
      ['team', 'a'],
      ['port', '0775'],
    ]);
    expect(substituteObject(object, variables).object).toEqual({ metadata: { labels: { 'a/0775': 'x', '509': 'y' } } });
  });

  it.each(['', '~', 'a: b', '[a]'])('with a key that becomes %j is an error', (value) => {
    expect(() => substituteObject({ '${v}': 1 }, new Map([['v', value]]))).toThrow(SubstitutionError);
  });

  it('names each variable that is not set once', () => {
    const { object, unset } = substituteObject({ a: '${x}', b: ['${y} ${x}'], '${z:-c}': '${w:-1}' }, noVariables);
    expect(object).toEqual({ a: null, b: [null], c: 1 });
    expect(unset).toEqual(['x', 'y']);
  });

  it.each(['labels', 'annotations'])('is left alone when %s say so', (field) => {
    const object = { metadata: { [field]: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } }, data: '${x} $$' };
    expect(substituteObject(object, noVariables)).toEqual({ object, unset: [] });
  });

  it('is replaced when the label has another value', () => {
    const object = { metadata: { labels: { 'kustomize.toolkit.fluxcd.io/substitute': 'enabled' } }, data: '$$' };
    expect(substituteObject(object, noVariables).object).toHaveProperty('data', '$');
  });

  it('that has no dollar sign stays as it is, whatever its texts look like', () => {
    const json = fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify(value).replaceAll('$', ''));
    fc.assert(
      fc.property(json, (text) => {
        const { object, unset } = substituteObject({ spec: JSON.parse(text) }, new Map([['v', 'x']]));
        expect(JSON.stringify(object.spec)).toBe(JSON.stringify(JSON.parse(text)));
        expect(unset).toEqual([]);
      }),
    );
  });

  it('never breaks the process', () => {
    const text = fc.array(
      fc.constantFrom('${v}', '$', '{', '}', ': ', '- ', '\n', ' ', '"', "'", '#', '&a ', '*a', '!', '|', 'x'),
    );
    fc.assert(
      fc.property(text, text, (parts, value) => {
        try {
          const { object } = substituteObject(
            { a: [parts.join('')] },
            new Map([['v', value.join('').replaceAll('\n', '')]]),
          );
          expect(JSON.parse(JSON.stringify(object))).toEqual(object);
        } catch (error) {
          expect(error).toBeInstanceOf(SubstitutionError);
        }
      }),
    );
  });

  it('cannot reach the prototype of other objects', () => {
    const hostile = JSON.parse('{"__proto__": {"a": "${v}"}, "${p}": {"b": 1}, "c": "${json}"}') as JsonObject;
    const variables = new Map([
      ['v', 'x'],
      ['p', '__proto__'],
      ['json', '{__proto__: {polluted: true}}'],
    ]);
    const { object } = substituteObject(hostile, variables);
    expect(JSON.stringify(object)).toBe('{"__proto__":{"b":1},"c":{"__proto__":{"polluted":true}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
