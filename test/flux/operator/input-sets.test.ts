import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/flux/manifests/manifest.js';
import { evaluateSets } from '../../../src/flux/operator/evaluate-sets.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { useKubectl } from '../repository.js';
import { templateResources } from './template-resources.js';

function setOf(spec: JsonObject): Manifest {
  const object = { apiVersion: 'fluxcd.controlplane.io/v1', kind: 'ResourceSet', metadata: { name: 'a' }, spec };
  return { object, placeOf: () => ({ file: 'a.yaml' }) };
}

describe('What is given by others', () => {
  const provider = (name: string, labels: JsonObject, value: string): JsonObject => ({
    apiVersion: 'fluxcd.controlplane.io/v1',
    kind: 'ResourceSetInputProvider',
    metadata: { name, labels },
    spec: { type: 'Static', defaultValues: { value } },
  });
  const others = [
    provider('a', { tier: 'gold' }, 'one'),
    provider('b', { tier: 'tin' }, 'two'),
    provider('c', {}, 'three'),
  ];
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'n' }, data: { a: 'Yg==' } };
  const known = [...others, secret, { ...secret, metadata: { name: 'e', namespace: 'n' }, sops: {} }];
  const inGit = {
    find: ({ kind, name }: { kind: string; name: string }) => {
      const object = known.find((one) => one.kind === kind && (one.metadata as JsonObject).name === name);
      return object && { object, placeOf: () => ({ file: 'b.yaml' }) };
    },
    ofKind: (kind: string) =>
      known.filter((one) => one.kind === kind).map((object) => ({ object, placeOf: () => ({ file: 'b.yaml' }) })),
  };

  async function makeWith(spec: JsonObject): Promise<Json[] | string> {
    await useKubectl();
    const [build] = await evaluateSets([setOf(spec)], inGit, await templateResources());
    if (build?.failed) return build.problems.map(({ severity, message }) => `${severity}: ${message}`).join();
    return (build?.documents ?? []).map((document) => document.object() ?? null);
  }

  it.each<[JsonObject, string[]]>([
    [{ matchExpressions: [{ key: 'tier', operator: 'In', values: ['gold', 'tin'] }] }, ['one', 'two']],
    [{ matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['gold'] }] }, ['two', 'three']],
    [{ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, ['one', 'two']],
    [{ matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, ['three']],
    [{ matchLabels: { tier: 'tin' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, ['two']],
    [{}, ['one', 'two', 'three']],
  ])('is selected by %j', async (selector, values) => {
    const made = await makeWith({
      inputsFrom: [{ selector }],
      resources: [{ kind: 'A', metadata: { name: 'n-<< inputs.value >>' } }],
    });
    expect((made as JsonObject[]).map(({ metadata }) => (metadata as JsonObject).name)).toEqual(
      values.map((value) => `n-${value}`),
    );
  });

  it.each([
    ['an operator of tomorrow', { selector: { matchExpressions: [{ key: 'a', operator: 'Gt' }] } }, 'x'],
    ['an id', { name: 'a' }, '<< inputs.id >>'],
    ['an id, in another way', { name: 'a' }, '<< get inputs "id" >>'],
  ])('is not known with %s, and that is no error', async (_, from, name) => {
    const said = await makeWith({ inputsFrom: [from], resources: [{ kind: 'A', metadata: { name } }] });
    expect(said).toMatch(/^warning: What this ResourceSet makes is not seen/);
  });

  const copy = (from: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'copy', annotations: { 'fluxcd.controlplane.io/copyFrom': from } },
  });

  it('is copied', async () => {
    expect(await makeWith({ resources: [copy('n/s')] })).toMatchObject([
      { metadata: { name: 'copy' }, data: { a: 'Yg==' } },
    ]);
  });

  it.each([
    ['n/missing', 'copies Secret n/missing, which is not in Git'],
    ['n/e', 'copies Secret n/e, which is encrypted'],
  ])('cannot be copied from %s', async (from, message) => {
    expect(await makeWith({ resources: [copy(from)] })).toContain(message);
  });
});
