import { describe, expect, it } from 'vitest';
import { extract, pod } from './support.js';

const manifests = [
  pod('{image: nginx:1}', '{image: quay.io/a/b:2}'),
  pod('{image: nginx:1}').replace('web', 'proxy'),
].join('---\n');

function selected(...args: Parameters<typeof extract>): { images: string[]; excluded: string[] } {
  const { images, excluded } = extract(...args).images;
  return { images: images.map(({ reference }) => reference), excluded };
}

describe('exclude-images', () => {
  it.each([
    ['^quay', ['nginx:1'], ['quay.io/a/b:2']],
    ['^nginx:', ['quay.io/a/b:2'], ['nginx:1']],
    ['^docker\\.io/library/', ['quay.io/a/b:2'], ['nginx:1']],
    ['nothing', ['nginx:1', 'quay.io/a/b:2'], []],
  ])('%s leaves out what it matches, in the short or the full form', (expression, images, excluded) => {
    expect(selected(manifests, { excludeImages: [new RegExp(expression)] })).toEqual({ images, excluded });
    expect(selected(manifests, {}, { exclude: `# a comment\n\n ${expression}` })).toEqual({ images, excluded });
  });

  it('wins over an annotation that adds the reference', () => {
    const result = selected('', { excludeImages: [/redis/] }, { include: 'redis:7' });
    expect(result).toEqual({ images: [], excluded: ['redis:7'] });
  });
});

describe('exclude-objects', () => {
  it.each([
    ['Pod/web:spec.containers[1].image', ['nginx:1'], ['quay.io/a/b:2']],
    ['Pod/web:spec.containers[[]1].image', ['nginx:1', 'quay.io/a/b:2'], []],
    ['Pod/web', ['nginx:1'], ['quay.io/a/b:2']],
    ['*/proxy', ['nginx:1', 'quay.io/a/b:2'], []],
    ['Pod/{web,proxy}:**', [], ['nginx:1', 'quay.io/a/b:2']],
    ['Pod/*', [], ['nginx:1', 'quay.io/a/b:2']],
    ['Pod/*:*[0].image', ['quay.io/a/b:2'], ['nginx:1']],
    ['Deployment/*', ['nginx:1', 'quay.io/a/b:2'], []],
  ])('%s leaves out images that only such places name', (glob, images, excluded) => {
    expect(selected(manifests, { excludeObjects: [glob] })).toEqual({ images, excluded });
  });
});

describe('the annotations of a release', () => {
  it('add references, one a line', () => {
    const { images } = extract(manifests, {}, { include: 'redis:7\r\n# why\nquay.io/a/b:2' }).images;
    expect(images.map(({ reference, uses }) => [reference, uses.length])).toEqual([
      ['nginx:1', 2],
      ['quay.io/a/b:2', 2],
      ['redis:7', 1],
    ]);
    expect(images[2]?.uses).toEqual([
      { object: 'HelmRelease/shop', path: 'include', rule: 'include', confidence: 'certain' },
    ]);
  });

  it.each([
    [{ exclude: '(' }, 'Annotation prepuller-exclude: "(" is no regular expression'],
    [{ include: 'Not An Image' }, 'Annotation prepuller-include: "Not An Image" is no image reference'],
  ])('%j is an error that names the release', (control, message) => {
    expect(extract(manifests, {}, control).problems).toMatchObject([
      {
        severity: 'error',
        message: expect.stringContaining(message),
        object: 'HelmRelease apps/shop',
        release: { name: 'shop' },
      },
    ]);
  });
});
