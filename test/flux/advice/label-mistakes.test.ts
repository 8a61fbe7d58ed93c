import { describe, expect, it } from 'vitest';
import type { Files } from '../../support/checkout.js';
import { kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository, type Overrides } from '../repository.js';

/** Of files that nothing builds, which is quicker. */
async function advice(files: Files, options: Overrides = {}): Promise<string[]> {
  const found = await discover({ 'sources.yaml': helmRepository, ...files }, { fluxMonorepo: false, ...options });
  return found.advice.map(
    ({ severity, object, message, place }) =>
      `${severity} ${place?.file}:${place?.line} ${object === undefined ? '' : `${object}: `}${message}`,
  );
}

const object = (kind: string, apiVersion: string, metadata: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: it\n  namespace: web\n${metadata}${more}`;
const label = '  labels: {prepuller: enabled}\n';
const onlyEnabled = 'only "enabled" opts in, and "disabled" out.';
const annotated = (annotation: string) => helmRelease('web', { metadata: `annotations:\n  ${annotation}` });

describe('a mistake of the label', () => {
  it.each<[string, string, string]>([
    ...(['enable', '"true"', 'true', 'Enabled', 'on', '""', '1'] as const).map((value): [string, string, string] => [
      `the value ${value}`,
      helmRelease('web', { label: value }),
      `warning a.yaml:7 HelmRelease web/web: It has prepuller: ${/^("|true|1$)/.test(value) ? value : `"${value}"`}; ${onlyEnabled}`,
    ]),
    [
      'an annotation',
      annotated('prepuller: enabled').replace('  labels:\n    prepuller: enabled\n', ''),
      'warning a.yaml:7 HelmRelease web/web: It has prepuller as an annotation; write it under metadata.labels.',
    ],
    [
      'in the values',
      helmRelease('web', { label: '', spec: 'values:\n  global:\n    labels: {prepuller: enabled}' }),
      'warning a.yaml:18 HelmRelease web/web: It has the label below spec.values, as spec.values.global.labels.prepuller; write it under metadata.labels.',
    ],
    [
      'a kind in small letters',
      helmRelease('web', { kind: 'Helmrelease' }),
      'warning a.yaml:2 Helmrelease web/web: It has the label, and its kind is no kind of Flux: it is written HelmRelease.',
    ],
    [
      'a version that there is not',
      helmRelease('web', { apiVersion: 'helm.toolkit.fluxcd.io/v3' }),
      'warning a.yaml:1 HelmRelease web/web: It has the label, and the apiVersion helm.toolkit.fluxcd.io/v3, which is not known; helm.toolkit.fluxcd.io/v2 is.',
    ],
    ...(
      [
        ['HelmRepository', 'source.toolkit.fluxcd.io/v1'],
        ['Namespace', 'v1'],
        ['Service', 'v1'],
        ['ImagePolicy', 'image.toolkit.fluxcd.io/v1'],
        ['ResourceSet', 'fluxcd.controlplane.io/v1'],
        ['CustomResourceDefinition', 'apiextensions.k8s.io/v1'],
      ] as const
    ).map(([kind, version]): [string, string, string] => [
      `on a ${kind}`,
      object(kind, version, label),
      `warning a.yaml:6 ${kind} web/it: It carries the label, which counts on HelmReleases, on workloads and custom resources, and on Kustomizations of Flux.`,
    ]),
    [
      'of what a Kustomization gives to all that it applies',
      kustomization('apps', './apps', { spec: 'commonMetadata: {labels: {prepuller: "yes"}}' }),
      `warning a.yaml:7 Kustomization flux-system/apps: It has prepuller: "yes"; ${onlyEnabled}`,
    ],
  ])('%s', async (_, text, expected) => {
    expect(await advice({ 'a.yaml': text })).toEqual([expected]);
  });

  it.each(['labels: [{pairs: {prepuller: enable}}]', 'commonLabels: {prepuller: enable}'])(
    'in a kustomization: %s',
    async (labels) => {
      const heads = ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', ''];
      for (const head of heads) {
        const files = { 'apps/kustomization.yaml': `${head}resources: [a.yaml]\n${labels}\n` };
        expect(await advice(files)).toEqual([
          expect.stringMatching(/^warning apps\/kustomization\.yaml:\d It (?:has|sets) prepuller: "enable"; only/),
        ]);
      }
    },
  );

  it('beside a release that is labelled rightly, in any style', async () => {
    const wrong = 'apiVersion: v1\nkind: Pod\nmetadata: {name: prepuller, labels: {prepuller: enable}}\n';
    expect(await advice({ 'a.yaml': `${helmRelease('web')}---\n${wrong}` })).toEqual([
      `warning a.yaml:21 Pod prepuller: It has prepuller: "enable"; ${onlyEnabled}`,
    ]);
  });

  it('of a label with a prefix', async () => {
    const text = helmRelease('web', { labelKey: 'example.com/warm', label: 'enable' });
    expect(await advice({ 'a.yaml': text }, { label: 'example.com/warm' })).toEqual([
      `warning a.yaml:7 HelmRelease web/web: It has example.com/warm: "enable"; ${onlyEnabled}`,
    ]);
  });
});

describe('an annotation that nothing reads', () => {
  it.each([
    ['prepuller-excludes', 'prepuller-exclude is what may be meant'],
    ['prepuller/exclude', 'prepuller-exclude is what may be meant'],
    ['prepuller.strategy', 'prepuller-strategy is what may be meant'],
    ['prepuller-colour', 'known are prepuller-exclude, '],
  ])('%s', async (name, expected) => {
    expect(await advice({ 'a.yaml': annotated(`${name}: x`) })).toEqual([
      expect.stringContaining(`HelmRelease web/web: Nothing reads its annotation ${name}: ${expected}`),
    ]);
  });
});

describe('where nothing is opted in', () => {
  it.each<[string, Parameters<typeof helmRelease>[1], string]>([
    ['a misspelt key', { labelKey: 'prepuler' }, 'a.yaml:7 .* Near misses: web/web has prepuler: "enabled"'],
    ['another key', { labelKey: 'warm' }, 'a.yaml:7 .* Near misses: web/web has warm: "enabled"'],
    ['no label like it', { labelKey: 'team', label: 'shop' }, 'undefined:undefined .* Write it under metadata.labels'],
    ['taken out', { label: 'disabled' }, 'undefined:undefined .* Write it under metadata.labels'],
    ['no label', { label: '' }, 'undefined:undefined .* Write it under metadata.labels'],
  ])('%s', async (_, fields, expected) => {
    expect(await advice({ 'a.yaml': helmRelease('web', fields) })).toEqual([
      expect.stringMatching(new RegExp(`^notice ${expected}`)),
    ]);
  });
});

describe('nothing is said of', () => {
  const off = helmRelease('off', { label: 'disabled' });
  const data = 'data:\n  a: |\n    metadata: {labels: {prepuller: enable}}\n    prepuller-excludes: x\n';
  it.each<[string, string]>([
    ['a labelled release', helmRelease('web')],
    ['one that is taken out', off],
    ['a label that a variable gives', helmRelease('warm', { label: '${WARM}' })],
    ['every annotation that there is', annotated('prepuller-exclude: x\n  prepuller-include: nginx:1')],
    ['an annotation with the same first letters', annotated('prepullerx: a\n  prepullers-exclude: b')],
    ['data that look like it', object('ConfigMap', 'v1', '', data)],
    ['a name that has the word', object('ConfigMap', 'v1', '').replace('name: it', 'name: prepuller')],
    ['values that have the word', helmRelease('web', { spec: 'values: {prepuller: {image: a}}' })],
    ['a pod template', object('Deployment', 'apps/v1', '', 'spec: {template: {metadata: {labels: {prepuller: x}}}}\n')],
    ['what a chart would make', '{{ if .Values.on }}\n'],
    ['a FluxInstance', object('FluxInstance', 'fluxcd.controlplane.io/v1', label)],
    ['a Kustomization of Flux', object('Kustomization', 'kustomize.toolkit.fluxcd.io/v1', label)],
    ['a service that runs something', object('Service', 'serving.knative.dev/v1', label)],
  ])('%s', async (_, text) => {
    expect(await advice({ 'a.yaml': text, 'other.yaml': helmRelease('other') })).toEqual([]);
  });

  it('anything where everything is taken', async () => {
    expect(await advice({ 'a.yaml': helmRelease('web', { label: 'enable' }) }, { label: '*' })).toEqual([]);
  });

  it('a repository without a HelmRelease', async () => {
    expect(await advice({ 'a.yaml': object('ConfigMap', 'v1', '') })).toEqual([]);
  });

  it('the label of a release that no Kustomization reaches, beyond that', async () => {
    const found = await discover({
      'clusters/a/apps.yaml': kustomization('apps', './apps'),
      'apps/sources.yaml': helmRepository,
      'elsewhere/web.yaml': helmRelease('web'),
    });
    expect(found.problems.map(({ message }) => message)).toEqual([expect.stringContaining('no Kustomization reaches')]);
    expect(found.advice).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['commonMetadata', 'commonMetadata: {labels: {prepuller: enabled}}', ''],
    ['a kustomization', '', 'labels: [{pairs: {prepuller: enabled}}]\n'],
  ])('a release that %s labels, whatever its own file says', async (_, spec, labels) => {
    const found = await discover({
      'clusters/a/apps.yaml': kustomization('apps', './apps', { spec }),
      'clusters/a/prepullers.yaml': kustomization('prepullers', './infrastructure/prepullers'),
      'apps/kustomization.yaml': `resources: [web.yaml, sources.yaml]\n${labels}`,
      'apps/web.yaml': helmRelease('web', { label: 'enable' }),
      'apps/sources.yaml': helmRepository,
    });
    expect(found.releases.map(({ id }) => id.name)).toEqual(['web']);
    expect(found.advice).toEqual([]);
  });
});
