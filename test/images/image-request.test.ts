import { describe, expect, it } from 'vitest';
import { imageRequest, imagesKey } from '../../src/images/image-request.js';
import type { ImageOptions } from '../../src/images/options.js';
import { releaseOf } from '../support/release.js';

const options: ImageOptions = { label: 'prepuller', excludeImages: [/a/], excludeObjects: [], minConfidence: 'medium' };
const release = releaseOf({ kind: 'directory', path: 'charts/shop' });
const key = imagesKey(imageRequest(release, options));

describe('the key of a request for images', () => {
  it('is the same for the same request', () => {
    expect(imagesKey(imageRequest(structuredClone(release), { ...options, excludeImages: [/a/] }))).toBe(key);
  });

  it.each([
    ['the label', release, { ...options, label: 'other' }],
    ['an expression', release, { ...options, excludeImages: [/b/] }],
    ['a flag of an expression', release, { ...options, excludeImages: [/a/i] }],
    ['a glob', release, { ...options, excludeObjects: ['Job/*'] }],
    ['the confidence', release, { ...options, minConfidence: 'high' as const }],
    ['the namespace of the pods', { ...release, releaseNamespace: 'elsewhere' }, options],
    ['the place of the release', { ...release, place: { file: 'other.yaml', line: 2 } }, options],
    ['an annotation', { ...release, control: { ...release.control, exclude: 'a' } }, options],
  ])('changes with %s', (_, changed, options) => {
    expect(imagesKey(imageRequest(changed, options))).not.toBe(key);
  });
});
