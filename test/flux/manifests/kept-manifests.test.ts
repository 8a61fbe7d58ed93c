import { describe, expect, it } from 'vitest';
import { openCache } from '../../../src/cache.js';
import { openRepository } from '../../../src/flux/files/repository.js';
import { openParsedTexts, type ParsedTexts } from '../../../src/flux/parsed-texts.js';
import { temporaryFolder, writeFiles } from '../../support/checkout.js';

/** What is read of a file, with where some of its fields stand. */
function readings(root: string, parsed: ParsedTexts) {
  const { manifests, kustomizations } = openRepository({ root, outputPath: 'out' }, { parsed });
  const { errors } = manifests.parse('a.yaml');
  const fields = [[], ['kind'], ['metadata', 'name'], ['spec', 'list', '0'], ['nowhere']];
  const read = manifests.in('a.yaml').map(({ object, placeOf }) => ({
    object,
    places: fields.map((field) => placeOf(...field)),
  }));
  const { faults, top } = kustomizations.graphOf('.');
  return { read, errors, faults, staged: top.staged };
}

describe('a file that a run before has read is read as before', () => {
  const object = 'kind: A\nmetadata: {name: a}\nspec:\n  list:\n    - one\n';
  it.each([
    ['an object', object],
    ['several', `# first\n---\n${object}---\n\n${object.replace('A', 'B')}`],
    ['a list', `kind: List\nitems:\n  - kind: A\n    metadata: {name: a}\n  - {kind: B, spec: {list: [1]}}\n`],
    ['aliases', 'kind: A\nmetadata: &m {name: a}\nspec: {again: *m}\n'],
    ['numbers that JSON has not', 'kind: A\nspec: {list: [.inf, .nan, -0.0]}\n'],
    ['a key that is none', 'kind: A\nspec: {__proto__: {kind: B}}\n'],
    ['an error beside an object', `${object}---\nkind: [\n`],
    ['nothing', ''],
  ])('%s', async (_, text) => {
    const root = await temporaryFolder('kept');
    const cache = openCache(await temporaryFolder('cache'), 100);
    await writeFiles(root, { 'a.yaml': text, 'kustomization.yaml': 'resources: [a.yaml, ../b.yaml]\n' });
    const first = openParsedTexts(cache);
    const before = readings(root, first);
    await first.save();
    expect(readings(root, openParsedTexts(cache))).toEqual(before);
    expect(readings(root, first)).toEqual(before);
  });
});

describe('a text that was parsed', () => {
  const never = () => {
    throw new Error('it is parsed again');
  };

  it('is not parsed again, in this run or the next', async () => {
    const cache = openCache(await temporaryFolder('cache'), 100);
    const texts = openParsedTexts(cache);
    expect(texts.parse('a', 'text', () => [1])).toEqual([1]);
    expect(texts.parse('a', 'text', never)).toEqual([1]);
    await texts.save();
    expect(openParsedTexts(cache).parse('a', 'text', never)).toEqual([1]);
  });

  it('is parsed by another reader, and where nothing could be kept', async () => {
    const texts = openParsedTexts(openCache(await temporaryFolder('cache'), 100));
    texts.parse('a', 'text', () => [1]);
    expect(texts.parse('b', 'text', () => [2])).toEqual([2]);
    expect(texts.parse('a', 'broken', () => undefined)).toBeUndefined();
    expect(texts.parse('a', 'broken', () => [3])).toEqual([3]);
  });

  it('is forgotten when a run did not ask for it and parsed another', async () => {
    const cache = openCache(await temporaryFolder('cache'), 100);
    for (const text of ['old', 'new']) {
      const texts = openParsedTexts(cache);
      texts.parse('a', text, () => [text]);
      await texts.save();
    }
    expect(openParsedTexts(cache).parse('a', 'new', never)).toEqual(['new']);
    expect(openParsedTexts(cache).parse('a', 'old', () => ['again'])).toEqual(['again']);
  });
});
