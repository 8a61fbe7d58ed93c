import { describe, expect, it } from 'vitest';
import { extract } from './support.js';

const workload = (name: string, spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [{image: "${name}:1"}], ${spec}}}}\n`;
/** The same in a namespace that is not the release's. */
const elsewhere = (manifest: string) => manifest.replace('metadata: {', 'metadata: {namespace: elsewhere, ');
const hook = (manifest: string) =>
  manifest.replace('metadata: {', 'metadata: {annotations: {helm.sh/hook: pre-install}, ');
const account = (name: string, rest = '') =>
  `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}\n${rest}\n`;
const facts = (...documents: string[]) => extract(documents.join('---\n')).images.pods;

describe('pull secrets', () => {
  it('are those of the pods, of the accounts they use, and of custom resources, sorted and once each', () => {
    const documents = [
      workload('web', 'imagePullSecrets: [{name: zeta}, {name: common}], serviceAccountName: web'),
      workload('worker', 'imagePullSecrets: [{name: common}]'),
      account('web', 'imagePullSecrets: [{name: account}]'),
      account('unused', 'imagePullSecrets: [{name: unused}]'),
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: p}\nspec: {image: "p:1", imagePullSecrets: [{name: metrics}]}\n',
    ];
    expect(facts(...documents).imagePullSecrets).toEqual(['account', 'common', 'metrics', 'zeta']);
  });

  it('of the default account count where the chart renders it and a pod uses it', () => {
    const documents = [workload('web', ''), account('default', 'imagePullSecrets: [{name: regcred}]')];
    expect(facts(...documents).imagePullSecrets).toEqual(['regcred']);
  });

  it('of any other shape are left out', () => {
    expect(facts(workload('web', 'imagePullSecrets: [regcred, {}, {name: ""}]')).imagePullSecrets).toEqual([]);
  });
});

describe('the namespace', () => {
  const namespaceObject = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: elsewhere}\n';
  it.each([
    ['is not said when it is that of the release', [workload('a', '')], undefined],
    ['is that of the pods when the chart has one for all of them', [elsewhere(workload('a', ''))], 'elsewhere'],
    ['is not said when pods run in several', [workload('a', ''), elsewhere(workload('b', ''))], undefined],
    ['is not said when it comes with the chart', [elsewhere(workload('a', '')), namespaceObject], undefined],
  ])('%s', (_, documents, expected) => {
    expect(facts(...documents).namespace).toBe(expected);
  });
});

describe('the service account', () => {
  it.each([
    [
      'all pods use it and it is there before the chart',
      [workload('a', 'serviceAccountName: shop'), workload('b', 'serviceAccount: shop')],
      'shop',
    ],
    ['the chart creates it', [workload('a', 'serviceAccountName: shop'), account('shop')], undefined],
    [
      'another pod names another',
      [workload('a', 'serviceAccountName: shop'), workload('b', 'serviceAccountName: other')],
      undefined,
    ],
    ['another pod names none', [workload('a', 'serviceAccountName: shop'), workload('b', '')], 'shop'],
    [
      'a hook names another',
      [workload('a', 'serviceAccountName: shop'), hook(workload('b', 'serviceAccountName: other'))],
      'shop',
    ],
    ['only a hook names one', [workload('a', ''), hook(workload('b', 'serviceAccountName: shop'))], undefined],
    ['it is the default', [workload('a', 'serviceAccountName: default')], undefined],
    ['no API server takes it', [workload('a', 'serviceAccountName: Shop_1')], undefined],
    ['no pod names one', [workload('a', '')], undefined],
    ['there is no pod', [account('shop')], undefined],
    [
      'it is that of a namespace that comes with the chart',
      [
        elsewhere(workload('a', 'serviceAccountName: shop')),
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: elsewhere}\n',
      ],
      undefined,
    ],
    [
      'a pod of another namespace has one of that name as well',
      [workload('a', 'serviceAccountName: shop'), elsewhere(workload('b', 'serviceAccountName: shop'))],
      'shop',
    ],
  ])('when %s', (_, documents, expected) => {
    expect(facts(...documents).serviceAccountName).toBe(expected);
  });
});

const gpu = 'nodeSelector: {gpu: "true"}';
const required = (zone: string) =>
  `requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [${zone}]}]}]}`;

describe('the nodes', () => {
  it.each([
    ['are those of the one pod', [workload('a', gpu)], { gpu: 'true' }],
    ['are those that all pods share', [workload('a', gpu), workload('b', gpu)], { gpu: 'true' }],
    ['are all when pods differ', [workload('a', gpu), workload('b', '')], undefined],
    [
      'are all when something else than a pod names an image',
      [workload('a', gpu), 'apiVersion: x.example/v1\nkind: Widget\nmetadata: {name: w}\nspec: {image: "a:1"}\n'],
      undefined,
    ],
    ['are all without a selector', [workload('a', 'nodeSelector: {}')], undefined],
  ])('%s', (_, documents, expected) => {
    expect(facts(...documents).nodeSelector).toEqual(expected);
  });

  it('do not depend on a pod whose images are not pulled', () => {
    const manifests = [workload('a', gpu), workload('b', '')].join('---\n');
    expect(extract(manifests, { excludeImages: [/^b:/] }).images.pods.nodeSelector).toEqual({ gpu: 'true' });
  });

  it('follow a required affinity, and not what only spreads or prefers', () => {
    const soft = 'podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]}';
    const documents = [
      workload('a', `affinity: {nodeAffinity: {${required('a')}}, ${soft}}`),
      workload(
        'b',
        `affinity: {nodeAffinity: {${required('a')}, preferredDuringSchedulingIgnoredDuringExecution: []}}`,
      ),
    ];
    expect(facts(...documents).affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
        },
      },
    });
    expect(facts(...documents, workload('c', `affinity: {nodeAffinity: {${required('c')}}}`)).affinity).toBeUndefined();
  });

  it.each([
    ['{"a b": x}', undefined],
    ['{gpu: "no label"}', undefined],
    ['{gpu: [x]}', undefined],
    [`{${'k'.repeat(2000)}: x}`, undefined],
    ['{-example.com/gpu: x}', undefined],
    ['{example.com/gpu: ""}', { 'example.com/gpu': '' }],
  ])('are all where no API server takes the selector: %.40s', (selector, expected) => {
    expect(facts(workload('a', `nodeSelector: ${selector}`)).nodeSelector).toEqual(expected);
  });

  it.each([
    ['{key: zone, operator: NotIn, values: [a, b]}', true],
    ['{key: zone, operator: DoesNotExist}', true],
    ['{key: cores, operator: Gt, values: ["4"]}', true],
    ['{key: zone, operator: In}', false],
    ['{key: zone, operator: In, values: ["no label"]}', false],
    ['{key: zone, operator: Exists, values: [a]}', false],
    ['{key: cores, operator: Lt, values: [few]}', false],
    ['{key: zone, operator: Like, values: [a]}', false],
    ['{key: "no label", operator: Exists}', false],
    ['{key: zone, operator: Exists, more: [a]}', false],
    ['text', false],
  ])('follow an affinity only where an API server takes it: %s', (expression, isTaken) => {
    const required = `{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}`;
    expect(facts(workload('a', `affinity: {nodeAffinity: ${required}}`)).affinity !== undefined).toBe(isTaken);
  });

  it.each([
    ['[]', false],
    ['[text]', false],
    ['[{matchFields: [{key: metadata.name, operator: In, values: [node-1]}]}]', true],
    ['[{matchFields: [{key: metadata.name, operator: In, values: [node-1, node-2]}]}]', false],
    ['[{matchFields: [{key: metadata.uid, operator: In, values: [node-1]}]}]', false],
    ['[{matchFields: text}]', false],
    ['[{matchLabels: {zone: a}}]', false],
  ])('follow terms only where an API server takes them: %s', (terms, isTaken) => {
    const required = `{requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ${terms}}}`;
    expect(facts(workload('a', `affinity: {nodeAffinity: ${required}}`)).affinity !== undefined).toBe(isTaken);
  });
});

describe('what the pods of an image demand', () => {
  const imageOf = (...documents: string[]) => facts(...documents).images.find(({ reference }) => reference === 'a:1');
  /** Another workload with the image of `a`. */
  const alsoA = (spec: string) => workload('b', spec).replace('"b:1"', '"a:1"');
  const arch = (value: string) => `nodeSelector: {kubernetes.io/arch: ${value}}`;
  const affine = (...values: string[]) =>
    `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${values
      .map((value) => `{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [${value}]}]}`)
      .join(', ')}]}}}`;

  it.each([
    ['no secret when it has none', [workload('a', '')], [], []],
    ['its own secrets', [workload('a', 'imagePullSecrets: [{name: z}, {name: y}]')], ['y', 'z'], []],
    ['no secret of another image', [workload('a', ''), workload('b', 'imagePullSecrets: [{name: z}]')], [], []],
    [
      'the secret that some of them have, and it is said who has none',
      [workload('a', ''), alsoA('imagePullSecrets: [{name: z}]')],
      ['z'],
      ['Deployment/a'],
    ],
    [
      'that of its account where it names none',
      [workload('a', 'serviceAccountName: web'), account('web', 'imagePullSecrets: [{name: account}]')],
      ['account'],
      [],
    ],
    [
      'not that of its account where it names one',
      [
        workload('a', 'serviceAccountName: web, imagePullSecrets: [{name: own}]'),
        account('web', 'imagePullSecrets: [{name: account}]'),
      ],
      ['own'],
      [],
    ],
  ])('is %s', (_, documents, imagePullSecrets, withoutSecret) => {
    expect(imageOf(...documents)).toMatchObject({ imagePullSecrets, withoutSecret });
  });

  it.each([
    ['any architecture', [workload('a', '')], []],
    ['the one of its selector', [workload('a', arch('arm64'))], ['arm64']],
    ['the one of the older label', [workload('a', 'nodeSelector: {beta.kubernetes.io/arch: arm64}')], ['arm64']],
    ['that of its affinity', [workload('a', affine('amd64, arm64'))], ['amd64', 'arm64']],
    ['that of all terms', [workload('a', affine('s390x', 'arm64'))], ['arm64', 's390x']],
    ['what selector and affinity leave', [workload('a', `${arch('arm64')}, ${affine('amd64, arm64')}`)], ['arm64']],
    ['those of all its pods', [workload('a', arch('arm64')), alsoA(arch('amd64'))], ['amd64', 'arm64']],
    ['any when one of its pods runs on any', [workload('a', arch('arm64')), alsoA('')], []],
    ['any when a term leaves it open', [workload('a', affine('arm64').replace('[{match', '[{}, {match'))], []],
    ['any when no label may be so', [workload('a', arch('"arm 64"'))], []],
  ])('is %s', (_, documents, architectures) => {
    expect(imageOf(...documents)?.architectures).toEqual(architectures);
  });

  it('is not known of an image that no pod names', () => {
    const widget = 'apiVersion: x.example/v1\nkind: Widget\nmetadata: {name: w}\nspec: {image: "w:1"}\n';
    expect(facts(workload('a', ''), widget).images.map(({ reference }) => reference)).toEqual(['a:1']);
  });
});

describe('what is unset', () => {
  it.each(['null', 'Null', 'NULL', '~', ''])('%s is no name, namespace, secret or selector', (unset) => {
    const manifest = [
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${unset}}\nspec:`,
      `  containers: [{image: "web:1"}]\n  serviceAccountName: ${unset}\n  nodeSelector: ${unset}`,
      `  imagePullSecrets: [{name: ${unset}}]\n  affinity: ${unset}\n`,
    ].join('\n');
    expect(facts(manifest)).toMatchObject({ imagePullSecrets: [] });
    expect(Object.keys(facts(manifest))).toEqual(['imagePullSecrets', 'images']);
  });

  it('is not what stands in quotes', () => {
    const manifest = workload('web', 'serviceAccountName: "null", imagePullSecrets: [{name: "null"}]');
    expect(facts(manifest)).toMatchObject({ imagePullSecrets: ['null'], serviceAccountName: 'null' });
  });
});
