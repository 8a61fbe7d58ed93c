import { expect, it } from 'vitest';
import { textAt } from '../../../src/json.js';
import type { Files } from '../../support/checkout.js';
import { discover } from '../repository.js';

const sync = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec: {path: ./apps, targetNamespace: web, sourceRef: {kind: GitRepository, name: flux-system}}
`;

function deployment(name: string, label = ''): string {
  const labels = label === '' ? '' : `, labels: {prepuller: ${label}}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}${labels}}
spec: {template: {spec: {containers: [{name: main, image: "${name}:1"}]}}}
---
`;
}

const objects = deployment('bare') + deployment('own', 'enabled') + deployment('off', 'disabled');
const pairs = 'labels: [{pairs: {prepuller: enabled}}]\n';
const transformer = `apiVersion: builtin
kind: LabelTransformer
metadata: {name: labels}
labels: {prepuller: enabled}
fieldSpecs: [{path: metadata/labels, create: true}]
`;

it.each<[string, Files, string[], string[]]>([
  ['labels', { 'apps/kustomization.yaml': `resources: [all.yaml]\n${pairs}` }, ['own'], ['bare']],
  [
    'commonLabels',
    { 'apps/kustomization.yaml': 'resources: [all.yaml]\ncommonLabels: {prepuller: enabled}\n' },
    ['own'],
    ['bare'],
  ],
  [
    'a LabelTransformer in a file',
    {
      'apps/kustomization.yaml': 'resources: [all.yaml]\ntransformers: [labels.yaml]\n',
      'apps/labels.yaml': transformer,
    },
    ['own'],
    ['bare'],
  ],
  [
    'labels of an overlay, for its base',
    {
      'apps/kustomization.yaml': `resources: [base]\n${pairs}`,
      'apps/base/kustomization.yaml': 'resources: [../all.yaml]\n',
    },
    ['own'],
    ['bare'],
  ],
  [
    'labels of a component, for what uses it',
    {
      'apps/kustomization.yaml': 'resources: [all.yaml]\ncomponents: [labels]\n',
      'apps/labels/kustomization.yaml': `kind: Component\n${pairs}`,
    },
    ['own'],
    ['bare'],
  ],
  [
    'labels with a value that opts out',
    { 'apps/kustomization.yaml': `resources: [all.yaml]\n${pairs.replace('enabled', 'disabled')}` },
    [],
    [],
  ],
  [
    'a patch, which is about the object itself',
    {
      'apps/kustomization.yaml': `resources: [all.yaml]
patches:
  - target: {kind: Deployment, name: bare}
    patch: |
      - {op: add, path: /metadata/labels, value: {prepuller: enabled}}
`,
    },
    ['bare', 'own'],
    [],
  ],
])('tells apart what has the label by %s', async (_, files, taken, offered) => {
  const found = await discover({ 'clusters/home/apps.yaml': sync, 'apps/all.yaml': objects, ...files });
  const names = (all: typeof found.workloads) =>
    all.flatMap((workloads) => workloads.objects.map(({ object }) => textAt(object, 'metadata', 'name')));
  expect(found.problems).toEqual([]);
  expect(names(found.workloads)).toEqual(taken);
  expect(names(found.offered)).toEqual(offered);
});
