import { describe, expect, it } from 'vitest';
import type { ExtractedImages } from '../../src/images/extract-images.js';
import { extract, extractWith, pod } from './support.js';

const manifests = [
  pod('{image: nginx:1}', '{image: quay.io/a/b:2}'),
  pod('{image: nginx:1}').replace('web', 'proxy'),
].join('---\n');

function selected(extracted: ExtractedImages): { images: string[]; excluded: string[] } {
  const { images, excluded } = extracted.images;
  return { images: images.map(({ reference }) => reference), excluded };
}

describe('exclude-images', () => {
  it.each([
    ['^quay', ['nginx:1'], ['quay.io/a/b:2']],
    ['^nginx:', ['quay.io/a/b:2'], ['nginx:1']],
    ['^docker\\.io/library/', ['quay.io/a/b:2'], ['nginx:1']],
    ['nothing', ['nginx:1', 'quay.io/a/b:2'], []],
  ])('%s leaves out what it matches, in the short or the full form', async (expression, images, excluded) => {
    const byInput = extract(manifests, { excludeImages: [new RegExp(expression)] });
    const byAnnotation = await extractWith({ exclude: `# a comment\n\n ${expression}` }, manifests);
    expect(selected(byInput)).toEqual({ images, excluded });
    expect(selected(byAnnotation)).toEqual({ images, excluded });
  });

  it('wins over an annotation that adds the reference', async () => {
    const extracted = await extractWith({ include: 'redis:7' }, '', { excludeImages: [/redis/] });
    expect(selected(extracted)).toEqual({ images: [], excluded: ['redis:7'] });
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
    expect(selected(extract(manifests, { excludeObjects: [glob] }))).toEqual({ images, excluded });
  });
});

describe('the annotations of a release', () => {
  it('add references, one a line', async () => {
    const { images } = (await extractWith({ include: 'redis:7\r\n# why\nquay.io/a/b:2' }, manifests)).images;
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
    [{ exclude: '^(?!quay)' }, 'Annotation prepuller-exclude: "^(?!quay)" is no regular expression of RE2'],
    [{ include: 'Not An Image' }, 'Annotation prepuller-include: "Not An Image" is no image reference'],
  ])('%j is an error that names the release', async (control, message) => {
    expect((await extractWith(control, manifests)).problems).toMatchObject([
      {
        severity: 'error',
        message: expect.stringContaining(message),
        object: 'HelmRelease apps/shop',
        release: { name: 'shop' },
      },
    ]);
  });

  it('cannot keep the run busy with an expression that backtracks', async () => {
    const reference = `registry.example.com/${'a'.repeat(200)}:1`;
    const { images } = await extractWith({ exclude: '^(.+)+(.+)+!$' }, pod(`{image: ${reference}}`));
    expect(images.images.map((image) => image.reference)).toEqual([reference]);
  });
});
