import { expect, it } from 'vitest';
import type { ReleaseImages } from '../../src/images/image.js';
import { matchedFilters, unusedFilters } from '../../src/images/unused-filters.js';

const use = (object: string) => ({
  object,
  path: 'spec.containers[0].image',
  rule: 'pod',
  confidence: 'certain' as const,
});
const images: Pick<ReleaseImages, 'images'> = {
  images: [{ reference: 'docker.io/library/nginx:1', uses: [use('Deployment/web')] }],
};
const found = [{ reference: 'docker.io/library/redis:7', use: use('StatefulSet/cache') }];

/** Filters of the inputs, of which a release that was read matched some. */
function said(excludeImages: string[], excludeObjects: string[] = [], releases = 1): string[] {
  const options = { excludeImages: excludeImages.map((text) => new RegExp(text)), excludeObjects };
  const read = Array.from({ length: releases }, (_, index) => ({
    images,
    filters: index === 0 ? matchedFilters(found, options) : [],
  }));
  return unusedFilters(read, options).map(({ severity, message }) => `${severity}: ${message}`);
}

it.each<[string, string[], string[], number, string[]]>([
  ['none', [], [], 1, []],
  ['a pattern that leaves something out', ['redis'], [], 1, []],
  ['one that only one release of many needs', ['redis'], ['StatefulSet/*'], 3, []],
  [
    'a pattern that is misspelt',
    ['rediss'],
    [],
    1,
    ["notice: Input 'exclude-images': /rediss/ matches no image of 1 release."],
  ],
  [
    'one of two',
    ['redis', 'mysql'],
    [],
    2,
    ["notice: Input 'exclude-images': /mysql/ matches no image of 2 releases."],
  ],
  [
    'an object that there is not',
    [],
    ['Deployment/nope', 'StatefulSet/cache'],
    1,
    [
      "notice: Input 'exclude-objects': Deployment/nope matches nothing of 1 release. Places look like Deployment/web:spec.containers[0].image.",
    ],
  ],
  ['anything where nothing was read', ['rediss'], ['Deployment/nope'], 0, []],
])('%s', (_, patterns, globs, releases, expected) => {
  expect(said(patterns, globs, releases)).toEqual(expected);
});
