import { describe, expect, it } from 'vitest';
import type { HookAction } from '../../src/flux/release.js';
import { readManifests } from '../../src/images/read-manifests.js';
import { extract, pod, references, uses } from './support.js';

const container = (indent: string, image: string) =>
  `${indent}containers:\n${indent}- name: a\n${indent}  image: ${image}\n`;

describe('the workloads of Kubernetes', () => {
  it.each([
    ['v1', 'Pod', 'spec', `spec:\n${container('  ', 'a:1')}`],
    ['v1', 'PodTemplate', 'template.spec', `template:\n  spec:\n${container('    ', 'a:1')}`],
    [
      'v1',
      'ReplicationController',
      'spec.template.spec',
      `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`,
    ],
    ['apps/v1', 'ReplicaSet', 'spec.template.spec', `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`],
    ['apps/v1', 'Deployment', 'spec.template.spec', `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`],
    ['apps/v1', 'StatefulSet', 'spec.template.spec', `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`],
    ['apps/v1', 'DaemonSet', 'spec.template.spec', `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`],
    ['batch/v1', 'Job', 'spec.template.spec', `spec:\n  template:\n    spec:\n${container('      ', 'a:1')}`],
    [
      'batch/v1',
      'CronJob',
      'spec.jobTemplate.spec.template.spec',
      `spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n${container('          ', 'a:1')}`,
    ],
  ])('%s %s has its containers at %s', (apiVersion, kind, path, body) => {
    const manifest = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n${body}`;
    expect(uses(manifest)).toEqual([`a:1 <- ${kind}/x:${path}.containers[0].image (pod-spec)`]);
  });

  it('run init, ephemeral and image-volume images too', () => {
    const manifest = [
      'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:',
      '  initContainers:\n  - image: init:1',
      '  containers:\n  - image: main\n  - image: side:1',
      '  ephemeralContainers:\n  - image: debug:1',
      '  volumes:\n  - name: a\n    emptyDir: {}\n  - name: b\n    image:\n      reference: quay.io/data/set:1',
    ].join('\n');
    expect(uses(manifest)).toEqual([
      'debug:1 <- Pod/x:spec.ephemeralContainers[0].image (pod-spec)',
      'init:1 <- Pod/x:spec.initContainers[0].image (pod-spec)',
      'main <- Pod/x:spec.containers[0].image (pod-spec)',
      'quay.io/data/set:1 <- Pod/x:spec.volumes[1].image.reference (image-volume)',
      'side:1 <- Pod/x:spec.containers[1].image (pod-spec)',
    ]);
  });

  it('count in lists, nested ones too', () => {
    const item = `    ${pod('{name: a, image: a:1}').trimEnd().replaceAll('\n', '\n    ')}`;
    const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: PodList\n  items:\n  -\n${item}\n`;
    expect(uses(list)).toEqual(['a:1 <- Pod/web:spec.containers[0].image (pod-spec)']);
  });

  it('count as hooks, unless helm runs them for tests alone', () => {
    const hook = (events: string) =>
      pod('{image: a:1}').replace('name: web', `name: web\n  annotations: {helm.sh/hook: "${events}"}`);
    expect(references(hook('pre-install,post-upgrade'))).toEqual(['a:1']);
    expect(references(hook('post-install, test'))).toEqual(['a:1']);
    expect(references(hook('test'))).toEqual([]);
    expect(references(hook('test-success'))).toEqual([]);
  });

  it.each<[string, HookAction[], 'kept' | 'left out']>([
    ['pre-install', ['install'], 'left out'],
    ['pre-install,post-upgrade', ['install'], 'kept'],
    ['pre-install, post-upgrade', ['install', 'upgrade'], 'left out'],
    ['post-install,test', ['install'], 'left out'],
    ['pre-delete', ['install', 'upgrade'], 'kept'],
    ['pre-delete,post-rollback', ['uninstall', 'rollback'], 'left out'],
    ['crd-install', ['install', 'upgrade', 'rollback', 'uninstall'], 'kept'],
  ])('of the hook %j, where the release disables those of %j, are %s', (events, disabled, expected) => {
    const manifest = pod('{image: a:1}').replace('name: web', `name: web\n  annotations: {helm.sh/hook: "${events}"}`);
    const hooks = { tests: { enabled: false, included: [], excluded: [] }, disabled };
    expect(readManifests(manifest, hooks).objects.length).toBe(expected === 'kept' ? 1 : 0);
  });

  it('are left out, with a notice, when they run on Windows nodes only', () => {
    const manifest = pod('{image: a:1}').replace('spec:', 'spec:\n  nodeSelector: {kubernetes.io/os: windows}');
    const { images, problems } = extract(manifest);
    expect(images.images).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('Pod/web runs on Windows') },
    ]);
  });
});

describe('one image at several places', () => {
  it('is listed once, as it was first written, with every place', () => {
    const { images } = extract(
      pod('{image: docker.io/library/nginx:1}', '{image: nginx:1}', '{image: index.docker.io/nginx:1}'),
    ).images;
    expect(images.map(({ reference, uses }) => [reference, uses.length])).toEqual([['docker.io/library/nginx:1', 3]]);
  });

  it('counts by digest where there is one', () => {
    const digest = `@sha256:${'a'.repeat(64)}`;
    expect(references(pod(`{image: "a:1${digest}"}`, `{image: "a${digest}"}`, '{image: a:1}'))).toEqual([
      'a:1',
      `a:1${digest}`,
    ]);
  });

  it('keeps the text of a tag that looks like a number', () => {
    expect(references(pod('{image: a:1.10}'))).toEqual(['a:1.10']);
  });
});

describe('an image field that needs a person', () => {
  it.each([
    ['""', 'is empty'],
    ['"shop/web:"', 'has an empty tag'],
    [`"shop/web:@sha256:${'a'.repeat(64)}"`, 'has an empty tag'],
    ['shop/web:8.4e+07', 'printed as a number'],
    ['"shop/{{ .Values.x }}:1"', 'a variable that nothing has replaced'],
    ['"$(IMAGE)"', 'a variable that nothing has replaced'],
    ['"${IMAGE}:1"', 'a variable that nothing has replaced'],
    ['Shop/web:1?', 'is no image reference'],
    ['{name: a}', 'is empty'],
    ['auto', 'replaced in the cluster by Istio'],
  ])('%s is not pulled: it %s', (image, reason) => {
    const { images, problems } = extract(pod(`{image: ${image}}`));
    expect(images.images).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^Pod\/web: spec\.containers\[0\]\.image /);
    expect(problems[0]?.message).toContain(reason);
    expect(problems[0]).toMatchObject({
      kind: 'image',
      object: 'HelmRelease apps/shop',
      release: { namespace: 'apps', name: 'shop' },
      place: { file: 'apps/shop.yaml', line: 1 },
    });
    expect(problems[0]?.severity).not.toBe('error');
  });

  it.each([
    ['nginx', 'nginx', 'has no fixed tag'],
    ['nginx:latest', 'nginx:latest', 'has no fixed tag'],
    ['docker.io/quay.io/a/b:1', 'quay.io/a/b:1', 'is taken for quay.io/a/b:1'],
  ])('%s is pulled as %s, with a warning', (image, reference, reason) => {
    const { images, problems } = extract(pod(`{image: ${image}}`, `{image: ${image}}`));
    expect(images.images.map((found) => found.reference)).toEqual([reference]);
    expect(problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining(reason) }]);
  });
});
