import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/flux/release.js';
import { kustomizationVariables } from '../../src/flux/substitution.js';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const objects: Record<string, JsonObject> = {
  'ConfigMap first': { data: { a: 'first', b: 'first', lines: 'x\ny\n' } },
  'ConfigMap second': { data: { b: 'second', c: 'second' } },
  'Secret plain': { data: { a: base64('secret'), d: base64('secret') }, stringData: { d: 'text' } },
  'Secret sops': { data: { a: 'ENC[AES256_GCM,data:abc,type:str]' }, sops: {} },
  'ConfigMap ciphertext': { data: { a: 'ENC[AES256_GCM,data:abc,type:str]' } },
  'ConfigMap files': { data: { 'values.yaml': 'x', 'a-b': 'x', '1a': 'x', größe: 'x', 'a\n': 'x', ok: 'x' } },
};

function variablesOf(postBuild: JsonObject, fallback: [string, string][] = []) {
  const result = kustomizationVariables(postBuild, new Map(fallback), (kind, name) => objects[`${kind} ${name}`]);
  return { ...result, variables: Object.fromEntries(result.variables) };
}

const from = (...references: string[]) => ({
  substituteFrom: references.map((reference) => {
    const [kind = '', name = '', optional] = reference.split(' ');
    return { kind, name, ...(optional && { optional: true }) };
  }),
});
const complete = { missing: [], encrypted: [], invalidNames: [] };

describe('the variables of a Kustomization', () => {
  it('come from references in their order, the later wins', () => {
    expect(variablesOf(from('ConfigMap first', 'ConfigMap second'))).toMatchObject({
      variables: { a: 'first', b: 'second', c: 'second' },
      ...complete,
    });
    expect(variablesOf(from('ConfigMap second', 'ConfigMap first'))).toMatchObject({ variables: { b: 'first' } });
  });

  it('come from substitute before any reference, and from a reference before the fallback', () => {
    const fallback: [string, string][] = [
      ['a', 'fallback'],
      ['b', 'fallback'],
      ['z', 'fallback'],
    ];
    const postBuild = { ...from('ConfigMap first'), substitute: { a: 'inline' } };
    expect(variablesOf(postBuild, fallback)).toMatchObject({
      variables: { a: 'inline', b: 'first', z: 'fallback' },
      ...complete,
    });
  });

  it('of a Secret are decoded, and its stringData wins', () => {
    expect(variablesOf(from('Secret plain')).variables).toEqual({ a: 'secret', d: 'text' });
  });

  it('lose their line breaks', () => {
    expect(variablesOf(from('ConfigMap first')).variables).toHaveProperty('lines', 'xy');
    expect(variablesOf({ substitute: { key: 'a\nb\n' } }).variables).toEqual({ key: 'ab' });
  });

  it('are text, also where a number was written', () => {
    expect(variablesOf({ substitute: { port: 80, on: true, none: null, list: [] } }).variables).toEqual({
      port: '80',
      on: 'true',
    });
  });

  it('tell what is missing unless it is optional', () => {
    expect(
      variablesOf(from('ConfigMap none', 'Secret none', 'Secret other optional', 'ConfigMap first')),
    ).toMatchObject({
      variables: { a: 'first' },
      missing: [
        { kind: 'ConfigMap', name: 'none' },
        { kind: 'Secret', name: 'none' },
      ],
    });
  });

  it('never hold ciphertext', () => {
    expect(variablesOf(from('Secret sops', 'ConfigMap ciphertext'), [['a', 'fallback']])).toEqual({
      ...complete,
      variables: { a: 'fallback' },
      encrypted: [
        { kind: 'Secret', name: 'sops' },
        { kind: 'ConfigMap', name: 'ciphertext' },
      ],
    });
  });

  it('tell names that Flux refuses', () => {
    expect(variablesOf(from('ConfigMap files'))).toEqual({
      ...complete,
      variables: { ok: 'x' },
      invalidNames: ['values.yaml', 'a-b', '1a', 'größe', 'a\n'],
    });
  });

  it('are none without postBuild, and from other kinds', () => {
    expect(variablesOf({})).toEqual({ ...complete, variables: {} });
    expect(variablesOf(from('Deployment first'))).toEqual({ ...complete, variables: {} });
  });
});
