import { describe, expect, it } from 'vitest';
import { kustomizationVariables } from '../../../src/flux/substitution/substitute-object.js';
import type { JsonObject } from '../../../src/json.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const objects: Record<string, JsonObject> = {
  'ConfigMap first': { data: { a: 'first', b: 'first', lines: 'x\ny\n' } },
  'ConfigMap second': { data: { b: 'second', c: 'second' } },
  'Secret plain': { data: { a: base64('secret'), d: base64('secret') }, stringData: { d: 'text' } },
  'Secret sops': { data: { a: 'ENC[AES256_GCM,data:abc,type:str]' }, sops: {} },
  'ConfigMap ciphertext': { data: { a: 'ENC[AES256_GCM,data:abc,type:str]' } },
  'ConfigMap files': { data: { 'values.yaml': 'x', 'a-b': 'x', '1a': 'x', größe: 'x', 'a\n': 'x', ok: 'x' } },
};

function variablesOf(postBuild: JsonObject) {
  const { variables, unread, problems } = kustomizationVariables(
    { spec: { postBuild } },
    (kind, name) => objects[`${kind} ${name}`],
  );
  return {
    variables: Object.fromEntries(variables),
    unread: unread.map(({ source, fact }) => `${source} ${fact}`),
    problems,
  };
}

const from = (...references: string[]) => ({
  substituteFrom: references.map((reference) => {
    const [kind = '', name = '', optional] = reference.split(' ');
    return { kind, name, ...(optional && { optional: true }) };
  }),
});

describe('the variables of a Kustomization', () => {
  it('come from references in their order, the later wins', () => {
    expect(variablesOf(from('ConfigMap first', 'ConfigMap second'))).toEqual({
      variables: { a: 'first', b: 'second', c: 'second', lines: 'xy' },
      unread: [],
      problems: [],
    });
    expect(variablesOf(from('ConfigMap second', 'ConfigMap first')).variables).toMatchObject({
      b: 'first',
      c: 'second',
    });
  });

  it('come from substitute before any reference', () => {
    const postBuild = { ...from('ConfigMap first'), substitute: { a: 'inline' } };
    expect(variablesOf(postBuild)).toEqual({
      variables: { a: 'inline', b: 'first', lines: 'xy' },
      unread: [],
      problems: [],
    });
  });

  it('of a Secret are decoded, and its stringData wins', () => {
    expect(variablesOf(from('Secret plain'))).toEqual({
      variables: { a: 'secret', d: 'text' },
      unread: [],
      problems: [],
    });
  });

  it('lose their line breaks', () => {
    expect(variablesOf({ substitute: { key: 'a\nb\n' } }).variables).toEqual({ key: 'ab' });
  });

  it('are text, also where a number was written', () => {
    const substitute = { port: 80, on: true, none: null, list: [] };
    expect(variablesOf({ substitute }).variables).toEqual({ port: '80', on: 'true' });
  });

  it('tell what is not in Git unless it is optional', () => {
    const postBuild = from('ConfigMap none', 'Secret none', 'Secret other optional', 'ConfigMap second');
    expect(variablesOf(postBuild)).toEqual({
      variables: { b: 'second', c: 'second' },
      unread: ['ConfigMap none is not in Git', 'Secret none is not in Git'],
      problems: [],
    });
  });

  it('never hold ciphertext', () => {
    expect(variablesOf(from('Secret sops', 'ConfigMap ciphertext'))).toEqual({
      variables: {},
      unread: ['Secret sops is encrypted with SOPS', 'ConfigMap ciphertext is encrypted with SOPS'],
      problems: [],
    });
  });

  it('tell names that Flux refuses', () => {
    expect(variablesOf(from('ConfigMap files'))).toEqual({
      variables: { ok: 'x' },
      unread: [],
      problems: [{ severity: 'error', message: expect.stringContaining('(values.yaml, a-b, 1a, größe, a\n)') }],
    });
  });

  it('are none without postBuild, and from other kinds', () => {
    expect(kustomizationVariables({ spec: { postBuild: null } }, () => undefined).variables.size).toBe(0);
    expect(variablesOf(from('Deployment first'))).toEqual({ variables: {}, unread: [], problems: [] });
  });

  it('may have any name that Flux takes', () => {
    const object = JSON.parse('{"data": {"__proto__": "x", "constructor": "y"}}') as JsonObject;
    const { variables } = kustomizationVariables({ spec: { postBuild: from('ConfigMap x') } }, () => object);
    expect([...variables]).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
