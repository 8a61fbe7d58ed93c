import { expect, it } from 'vitest';
import { describeImages } from '../../src/git/pull-request-text.js';
import type { FileChange } from '../../src/prepullers/contract.js';

function daemonSet(...images: string[]): string {
  const containers = images.map((image, index) => `        - name: prepull-${index}\n          image: ${image}\n`);
  return `spec:\n  template:\n    spec:\n      initContainers:\n${containers.join('')}`;
}

const path = 'infrastructure/prepullers/prepuller-podinfo.yaml';

it('lists the images that come and go, file by file', () => {
  const changes: FileChange[] = [
    { path, kind: 'modified', before: daemonSet('podinfo:1', 'redis:7'), after: daemonSet('podinfo:2', 'redis:7') },
    { path: 'b.yaml', kind: 'added', before: null, after: daemonSet('ghcr.io/b@sha256:0a') },
    { path: 'c.yaml', kind: 'removed', before: daemonSet('c:1'), after: null },
    { path: 'kustomization.yaml', kind: 'modified', before: 'resources: []\n', after: 'resources: [b.yaml]\n' },
  ];
  expect(describeImages(changes, 'main').split('```')[1]).toBe(
    `diff\n# ${path}\n- podinfo:1\n+ podinfo:2\n# b.yaml\n+ ghcr.io/b@sha256:0a\n# c.yaml\n- c:1\n`,
  );
});

it('reads the images of image volumes', () => {
  const after = 'spec: {template: {spec: {volumes: [{name: a, image: {reference: "podinfo:3"}}, {name: b}]}}}\n';
  expect(describeImages([{ path, kind: 'added', before: null, after }], 'main')).toContain('+ podinfo:3\n');
});

it('is not led astray by what somebody made of a generated file', () => {
  const before =
    'spec: {template: {spec: {containers: [{image: "a`b\\n```\\n"}, {image: 7}, 8, {__proto__: {image: x}}]}}}';
  const broken: FileChange = { path, kind: 'modified', before: '{', after: daemonSet('podinfo:1') };
  expect(describeImages([{ path, kind: 'modified', before, after: daemonSet() }], 'main')).not.toContain('```');
  expect(describeImages([broken], 'main')).toContain('+ podinfo:1\n');
});

it('cuts a long list, for forges do', () => {
  const after = daemonSet(...Array.from({ length: 2000 }, (_, index) => `image:${index}`));
  const text = describeImages([{ path, kind: 'added', before: null, after }], 'main');
  expect(text).toContain('\n...and 1501 lines more\n');
  expect(text.length).toBeLessThan(65_536);
});
