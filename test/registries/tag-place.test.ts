import { describe, expect, it } from 'vitest';
import { type ImageReference, parseReference } from '../../src/image-reference.js';
import { tagPlace } from '../../src/registries/tag-place.js';

const digest = `sha256:${'a'.repeat(64)}`;
const own = 'apps/shop.yaml';

/** Each line that ends in `# here` is an expected one. */
function place(reference: string, texts: Record<string, string>, line = 1) {
  const sources = Object.entries(texts).map(([file, text]) => ({ file, text }));
  return tagPlace(parseReference(reference) as ImageReference, { file: own, line }, sources);
}

function expected(texts: Record<string, string>) {
  for (const [file, text] of Object.entries(texts)) {
    const index = text.split('\n').findIndex((line) => line.endsWith('# here'));
    if (index >= 0) return { file, line: index + 1 };
  }
  return undefined;
}

const image = 'registry.example.com/shop/web:1.0.O';

describe.each<[string, string, Record<string, string>]>([
  [
    'the whole reference',
    image,
    { [own]: 'kind: HelmRelease\nvalues:\n  image: registry.example.com/shop/web:1.0.O # here' },
  ],
  ['a tag in quotes', image, { [own]: 'kind: HelmRelease\nvalues:\n  repository: shop/web\n  tag: "1.0.O" # here' }],
  ['a flow map', image, { [own]: "image: {repository: shop/web, tag: '1.0.O'} # here" }],
  [
    'the tag beside the repository, of two',
    image,
    {
      [own]:
        'a:\n  repository: shop/api\n  tag: 1.0.O\nb:\n  x: 1\n  y: 2\n  z: 3\n  repository: shop/web\n  tag: 1.0.O # here',
    },
  ],
  ['a digest', `registry.example.com/shop/web@${digest}`, { [own]: `tag: 1.0\ndigest: ${digest} # here` }],
  ['a tag with a digest', `registry.example.com/shop/web:1@${digest}`, { [own]: `image: web:1@${digest} # here` }],
  ['the short name', 'nginx:1.O', { [own]: 'image: library/nginx:2\nother: nginx:1.O # here' }],
  [
    'another file, where one line alone can be meant',
    image,
    {
      [own]: 'kind: HelmRelease',
      'vars/production.yaml': 'data:\n  web_version: 1.0.O # here\n  api_version: 1.0.1',
    },
  ],
  [
    'a values file in a ConfigMap',
    image,
    { 'vars/values.yaml': 'data:\n  values.yaml: |\n    image:\n      tag: 1.0.O # here' },
  ],
])('the place of %s', (_, reference, texts) => {
  it('is found', () => expect(place(reference, texts)).toEqual(expected(texts)));
});

describe.each<[string, string, Record<string, string>]>([
  ['is of another image in another file', image, { [own]: 'kind: HelmRelease', 'b.yaml': 'image: other/web:1.0.O' }],
  ['stands nowhere', image, { [own]: 'kind: HelmRelease' }],
  ['stands in two lines, neither of which names the repository', image, { [own]: 'a: 1.0.O\nb: 1.0.O' }],
  ['is only in a comment', image, { [own]: '# tag: 1.0.O\nversion: 2 # not 1.0.O' }],
  ['is a part of another', image, { [own]: 'tag: 1.0.O-alpine\nother: 11.0.O' }],
  ['is of another release in the same file', image, { [own]: 'kind: HelmRelease\n---\nkind: HelmRelease\ntag: 1.0.O' }],
  ['is not written at all', 'registry.example.com/shop/web', { [own]: 'image: shop/web' }],
])('where a tag %s', (_, reference, texts) => {
  it('no line is claimed', () => expect(place(reference, texts)).toBeUndefined());
});
