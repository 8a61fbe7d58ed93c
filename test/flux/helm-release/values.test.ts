import { describe, expect, it } from 'vitest';
import { composeValues, parseValuesReference } from '../../../src/flux/helm-release/values.js';
import { type JsonObject, mergeValues } from '../../../src/json.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Composes values from entries whose data is given in place of a name. */
function compose(entries: JsonObject[], inline: JsonObject = {}) {
  const references = entries.map((entry, index) =>
    parseValuesReference({ kind: 'ConfigMap', ...entry, name: String(index) }),
  );
  return composeValues(references, inline, (kind, name) => {
    const { data = '', valuesKey = 'values.yaml' } = entries[Number(name)] ?? {};
    if (data === null) return undefined;
    return { data: { [String(valuesKey)]: kind === 'Secret' ? base64(String(data)) : data } };
  });
}

const values = (entries: JsonObject[], inline?: JsonObject) => {
  const composed = compose(entries, inline);
  expect(composed.problems).toEqual([]);
  return composed.values;
};

describe('values', () => {
  it('are merged in the order of their references, inline values on top', () => {
    const entries = [{ data: 'a: 1\nb: {c: 1, d: 1}\nl: [1, 2]' }, { kind: 'Secret', data: 'b: {c: 2, e: 2}\nl: [3]' }];
    expect(values(entries, { b: { e: 3 } })).toEqual({ a: 1, b: { c: 2, d: 1, e: 3 }, l: [3] });
  });

  it('are inline values alone without references', () => {
    expect(values([], { a: null, b: { c: [1] } })).toEqual({ a: null, b: { c: [1] } });
  });

  it('come from values.yaml or from the key that is named', () => {
    const reference = parseValuesReference({ kind: 'ConfigMap', name: 'x' });
    expect(reference).toEqual({
      kind: 'ConfigMap',
      name: 'x',
      valuesKey: 'values.yaml',
      targetPath: '',
      optional: false,
      literal: false,
    });
    expect(values([{ valuesKey: 'prod.yaml', data: 'a: 1' }])).toEqual({ a: 1 });
  });

  it.each([
    ['a: on\nb: 0775\nc: 1.10\nd: "1.10"\ne: ~', { a: true, b: 509, c: 1.1, d: '1.10', e: null }],
    ['base: &base {a: 1}\nuse: {<<: *base, b: 2}', { base: { a: 1 }, use: { a: 1, b: 2 } }],
    ['a: 1\na: 2', { a: 2 }],
    ['8080: x\ntrue: z', { '8080': 'x', true: 'z' }],
    ['', {}],
    ['# nothing', {}],
    ['---\na: 1\n---\nb: 2', { a: 1 }],
    ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
  ])('of the document %j are %j, by YAML 1.1', (data, expected) => {
    expect(values([{ data }])).toEqual(expected);
  });

  it('that an alias names are copies', () => {
    const entries = [{ data: 'a: &x {v: 1}\nb: *x' }, { data: '2', targetPath: 'a.v' }];
    expect(values(entries)).toEqual({ a: { v: 2 }, b: { v: 1 } });
  });

  it('of stringData win over data, and are plain', () => {
    const object = { data: { 'values.yaml': base64('a: 1') }, stringData: { 'values.yaml': 'a: 2' } };
    const composed = composeValues([parseValuesReference({ kind: 'Secret', name: 'x' })], {}, () => object);
    expect(composed).toMatchObject({ values: { a: 2 }, problems: [] });
  });
});

describe('a target path', () => {
  it.each([
    ['a.b', 'x', { a: { b: 'x' } }],
    ['a', 'false', { a: false }],
    ['a', '5', { a: 5 }],
    ['a', '1.5', { a: '1.5' }],
    ['a', 'x\n', { a: 'x\n' }],
    ['a', '', { a: '' }],
    ['a', '"false"', { a: 'false' }],
    ['a', "'5'", { a: '5' }],
    ['a', `"'5'"`, { a: '5' }],
    ['a', '"', { a: '' }],
    ['a', 'x"', { a: 'x"' }],
    ['a', '{x,1}', { a: ['x', 1] }],
    ['a', 'x,b=1', { a: 'x', b: 1 }],
    ['a\\.b', 'x', { 'a.b': 'x' }],
    ['a[0].b', 'x', { a: [{ b: 'x' }] }],
  ])('%s takes %j as %j', (targetPath, data, expected) => {
    expect(values([{ targetPath, data }])).toEqual(expected);
  });

  it.each(['false', '5', '{x,1}', 'x,b=1', '"x"', 'a\\b', '[0]', '{"a": [1, 2]}\n', ''])(
    'takes %j as it is when literal',
    (data) => {
      expect(values([{ targetPath: 'a\\.b.c', data, literal: true }])).toEqual({ 'a.b': { c: data } });
    },
  );

  it('at the top level loses to the inline value', () => {
    expect(values([{ targetPath: 'tag', data: 'set' }], { tag: 'inline' })).toEqual({ tag: 'inline' });
  });

  it('wins over the inline value where only the inline values have the parent', () => {
    const inline = { image: { tag: 'inline', name: 'x' } };
    expect(values([{ targetPath: 'image.tag', data: 'set' }], inline)).toEqual({ image: { tag: 'set', name: 'x' } });
    expect(inline).toEqual({ image: { tag: 'inline', name: 'x' } });
  });

  it('loses to the inline value where an earlier reference has the parent as well', () => {
    const entries = [{ data: 'image: {pullPolicy: Always}' }, { targetPath: 'image.tag', data: 'set' }];
    expect(values(entries, { image: { tag: 'inline' } })).toEqual({ image: { pullPolicy: 'Always', tag: 'inline' } });
  });

  it('wins inside of an inline list, and over earlier references', () => {
    const entries = [{ data: 'hosts: [{name: earlier}]\nport: 1' }, { targetPath: 'hosts[0].name', data: 'set' }];
    expect(values(entries, { hosts: [{ name: 'inline' }] })).toEqual({ hosts: [{ name: 'set' }], port: 1 });
    expect(values([{ data: 'port: 1' }, { targetPath: 'port', data: '2' }])).toEqual({ port: 2 });
  });

  it('loses to a later reference', () => {
    expect(values([{ targetPath: 'port', data: '2' }, { data: 'port: 3' }])).toEqual({ port: 3 });
  });
});

describe('what cannot be used', () => {
  const consequence = /rendered without its values, and images that depend on them may be missed/;

  it('is an error when a ConfigMap is missing, and the other values are kept', () => {
    const { values, problems } = compose([{ data: null }, { data: 'a: 1' }], { b: 2 });
    expect(values).toEqual({ a: 1, b: 2 });
    expect(problems).toEqual([{ severity: 'error', message: expect.stringContaining('ConfigMap 0') }]);
  });

  it('is a warning when a Secret is not in Git', () => {
    const { values, problems } = compose([{ kind: 'Secret', data: null }], { b: 2 });
    expect(values).toEqual({ b: 2 });
    expect(problems).toEqual([{ severity: 'warning', message: expect.stringMatching(consequence) }]);
  });

  it('is said once, however many entries name the object', () => {
    const reference = { kind: 'Secret', name: 'x' };
    const references = [reference, { ...reference, valuesKey: 'b', targetPath: 'b' }].map(parseValuesReference);
    const { problems } = composeValues(references, {}, () => undefined);
    expect(problems).toEqual([{ severity: 'warning', message: expect.stringMatching(consequence) }]);
  });

  it.each<[string, JsonObject]>([
    ['a sops key', { data: { 'values.yaml': base64('a: 1') }, sops: { mac: 'x' } }],
    ['ciphertext in data', { data: { 'values.yaml': 'ENC[AES256_GCM,data:x,type:str]' } }],
    ['ciphertext in stringData', { stringData: { 'values.yaml': 'ENC[AES256_GCM,data:x,type:str]' } }],
    ['ciphertext under another key', { data: { 'values.yaml': base64('a: 1'), b: 'ENC[x]' } }],
  ])('is a warning for a Secret with %s, also when it is optional', (_, object) => {
    const reference = parseValuesReference({ kind: 'Secret', name: 'x', optional: true });
    const { values, problems } = composeValues([reference], { b: 2 }, () => object);
    expect(values).toEqual({ b: 2 });
    expect(problems).toEqual([{ severity: 'warning', message: expect.stringMatching(consequence) }]);
  });

  it('is an error when the key is missing', () => {
    const reference = parseValuesReference({ kind: 'Secret', name: 'x', valuesKey: 'other' });
    const { problems } = composeValues([reference], {}, () => ({ data: { 'values.yaml': '' } }));
    expect(problems).toEqual([{ severity: 'error', message: expect.stringContaining("no key 'other'") }]);
  });

  it('is skipped when it is optional', () => {
    const entry = { kind: 'Secret', name: 'x', optional: true, valuesKey: 'other' };
    const found = [undefined, { data: {} }, {}];
    for (const object of found) {
      expect(composeValues([parseValuesReference(entry)], { a: 1 }, () => object)).toMatchObject({
        values: { a: 1 },
        problems: [],
      });
    }
  });

  it.each([
    ['[1, 2]', '', 'it is no map'],
    ['just text', '', 'it is no map'],
    ['a: b: hunter2', '', 'not valid YAML (line 1)'],
    ['ok: 1\nhunter2: [', '', 'not valid YAML (line'],
    ['a: .nan', '', 'JSON'],
    ['a: &a [*a]', '', 'it '],
    ['[a]: 1', '', 'not valid YAML'],
    ['null: 1', '', 'not valid YAML'],
    [`a: ${'['.repeat(10_000)}`, '', 'not valid YAML'],
    ['hunter2', 'a[x]', 'an index is no number'],
    ['{hunter2', 'a', "a list must end with '}'"],
    ['x,hunter2', 'a', 'a key has no value'],
  ])('is an error for %j at %j, and tells no content', (data, targetPath, reason) => {
    const { problems } = compose([{ kind: 'Secret', data, targetPath }]);
    expect(problems).toEqual([{ severity: 'error', message: expect.stringContaining(reason) }]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('is an error for another kind', () => {
    const { problems } = compose([{ kind: 'Deployment', data: 'a: 1' }]);
    expect(problems).toEqual([{ severity: 'error', message: expect.stringContaining("'Deployment'") }]);
  });

  it('is an error when aliases would fill the memory', () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(10)}]`,
    );
    const { problems } = compose([{ data: `l0: &l0 x\n${levels.join('\n')}` }]);
    expect(problems).toEqual([{ severity: 'error', message: expect.stringContaining('aliases') }]);
  });
});

describe('a merge', () => {
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [{ a: { b: 1, c: 1 } }, { a: { b: 2 } }, { a: { b: 2, c: 1 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: { b: 1 } }, { a: 1 }, { a: 1 }],
    [{ a: 1 }, { a: { b: 1 } }, { a: { b: 1 } }],
    // Helm deletes the chart's default where a null arrives.
    [{ a: { b: 1 } }, { a: null }, { a: null }],
    [{ a: { b: 1 } }, { a: { b: null } }, { a: { b: null } }],
    [{ a: null }, { a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: null }, {}, { a: null }],
  ])('of %j below %j is %j', (below, above, expected) => {
    const copies = structuredClone([below, above]);
    expect(mergeValues(below, above)).toEqual(expected);
    expect([below, above]).toEqual(copies);
  });

  it('cannot reach the prototype of other objects', () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
    expect(JSON.stringify(mergeValues(hostile, hostile))).toBe(JSON.stringify(hostile));
    expect(JSON.stringify(values([{ data: '__proto__: {polluted: 1}' }], hostile))).toBe(JSON.stringify(hostile));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
