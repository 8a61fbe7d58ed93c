import { describe, expect, it } from 'vitest';
import { divideOutput, MixedGroup } from '../../../src/flux/kustomize/group-output.js';
import { parseDocument } from '../../../src/flux/kustomize/parse-document.js';

const secret = '0123456789abcdef01234567';
const files = new Set(['apps/x.yaml', 'base/y.yaml', 'apps/kustomization.yaml']);
const members = ['one', 'two'].map((namespace, index) => ({
  name: `${secret}00${index}`,
  folder: 'apps',
  namespace,
  files,
}));
const [one, two] = [`${secret}000`, `${secret}001`];

const object = (origin: string, namespace: string, more = '', kind = 'HelmRelease') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      ${origin}\n  name: x\n${namespace === '' ? '' : `  namespace: ${namespace}\n`}${more}`;

const divide = (...documents: string[]) => divideOutput(documents.join('---\n'), members, secret, parseDocument);

it('Each member gets its objects, as it gives them alone', () => {
  const output = divide(
    object(`path: ${two}/base/y.yaml`, `two-${two}`),
    object(`path: ${one}/apps/x.yaml`, `one-${one}`, `spec:\n  namespace: one-${one}\n`),
    object(`configuredIn: ${one}/apps/kustomization.yaml`, `one-${one}`, '', 'ConfigMap'),
  );
  expect(output).toEqual([
    `${object('path: x.yaml', 'one', 'spec:\n  namespace: one\n')}---\n${object('configuredIn: kustomization.yaml', 'one', '', 'ConfigMap')}`,
    object('path: ../base/y.yaml', 'two'),
  ]);
});

/** As if a member knew what nobody can know. */
describe('A group is not used', () => {
  it.each([
    ['of an object that says to be the neighbour’s', object(`path: ${one}/apps/x.yaml`, `two-${two}`)],
    ['of an object of no file of the member', object(`path: ${one}/apps/z.yaml`, `one-${one}`)],
    ['of an object of no member', object('path: apps/x.yaml', `one-${one}`)],
    ['of an object above the stage', object(`path: ${one}/../${two}/apps/x.yaml`, `one-${one}`)],
    ['of an object that does not say its origin', object('repo: https://example.com/x', `one-${one}`)],
    ['with an object of no namespace', object(`path: ${one}/apps/x.yaml`, '')],
    ['with the namespace of the member as it is written', object(`path: ${one}/apps/x.yaml`, 'one')],
    ['with the neighbour’s name', object(`path: ${one}/apps/x.yaml`, `one-${one}`, `spec: {x: two-${two}}\n`)],
    [
      'with its own folder in other places',
      object(`path: ${one}/apps/x.yaml`, `one-${one}`, `spec: {x: ${one}/apps}\n`),
    ],
    ['with a RoleBinding', object(`path: ${one}/apps/x.yaml`, `one-${one}`, '', 'RoleBinding')],
    [
      'with a name that ends as a hash',
      object(`path: ${one}/apps/x.yaml`, `one-${one}`).replace('name: x', 'name: x-2456789bcd'),
    ],
  ])('%s', (_, text) => {
    expect(() => divide(text)).toThrow(MixedGroup);
  });
});
