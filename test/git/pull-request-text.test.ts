import { describe, expect, it } from 'vitest';
import { composeText, contentOf, describeImages, reviseText, withoutContent } from '../../src/git/pull-request-text.js';
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
  const after =
    'spec: {template: {spec: {volumes: [{name: prepull-a-0, image: {reference: "podinfo:3"}}, {name: b}]}}}\n';
  expect(describeImages([{ path, kind: 'added', before: null, after }], 'main')).toContain('+ podinfo:3\n');
});

it('is not led astray by what somebody made of a generated file', () => {
  const before =
    'spec: {template: {spec: {containers: [{image: "a`b\\n```\\n"}, {image: 7}, 8, {__proto__: {image: x}}]}}}';
  const broken: FileChange = { path, kind: 'modified', before: '{', after: daemonSet('podinfo:1') };
  expect(describeImages([{ path, kind: 'modified', before, after: daemonSet() }], 'main')).not.toContain('```');
  expect(describeImages([broken], 'main')).toContain('+ podinfo:1\n');
});

it('cuts a long list, for forges refuse it', () => {
  const name = 'ü'.repeat(100);
  const after = daemonSet(...Array.from({ length: 6000 }, (_, index) => `registry.example.com/image:${index}`));
  const text = describeImages([{ path: `${name}.yaml`, kind: 'added', before: null, after }], 'main');
  expect(text).toMatch(/\n\.\.\.and \d+ lines more\n```\n\nprepuller keeps this text up to date/);
  expect(composeText({ title: 'title', section: text, content: 'a' }).body.length).toBeLessThan(65_536);
});

it('does not list the containers that only hold the images', () => {
  const after = 'spec: {template: {spec: {containers: [{name: pause, image: "pause:3"}]}}}';
  expect(describeImages([{ path, kind: 'added', before: null, after }], 'main')).not.toContain('pause:3');
});

describe('of a pull request that a person has edited', () => {
  const first = { title: 'chore: update', section: 'one', content: 'a1' };
  const second = { title: 'chore: update again', section: 'two', content: 'b2' };
  const asIs = { number: 1, url: '', ...composeText(first) };

  it('nothing is changed that is still right', () => {
    expect(reviseText(asIs, first)).toEqual({});
  });

  it('what nobody touched is brought up to date', () => {
    expect(reviseText(asIs, second)).toEqual(composeText(second));
  });

  it.each([
    ['the title', { ...asIs, title: 'Mine' }, 'title', 'Mine'],
    ['words around the list', { ...asIs, body: `Please wait.\r\n${asIs.body}\r\nThanks.` }, 'body', 'Please wait.\n'],
    ['the list itself', { ...asIs, body: asIs.body.replace('one', 'my own list') }, 'body', 'my own list'],
  ] as const)('%s stay as they are', (_what, edited, field, kept) => {
    const revised = { ...edited, ...reviseText(edited, second) };
    expect(revised[field]).toContain(kept);
    // And stay so the next time.
    expect({ ...revised, ...reviseText(revised, first) }[field]).toContain(kept);
    expect(contentOf(revised)).toBe('b2');
  });

  it('a text without the marks is left alone', () => {
    expect(reviseText({ ...asIs, body: 'Rewritten.' }, second)).toEqual({});
    expect(contentOf({ ...asIs, body: 'Rewritten.' })).toBeUndefined();
  });

  it('the list gives way to a long text', () => {
    const edited = { ...asIs, body: `${'x'.repeat(59_000)}\n${asIs.body}` };
    const section = describeImages(
      [{ path, kind: 'added', before: null, after: daemonSet(...Array.from({ length: 500 }, (_, i) => `image:${i}`)) }],
      'main',
    );
    expect(reviseText(edited, { ...second, section }).body?.length).toBeLessThan(65_536);
  });

  it('the one that prepuller closes itself no longer says what it proposed', () => {
    expect(contentOf({ ...asIs, body: withoutContent(asIs) })).toBeUndefined();
  });
});
