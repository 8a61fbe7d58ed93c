import { expect, it } from 'vitest';
import type { RunSizes, SizeChange } from '../../src/registries/image-sizes.js';
import { releaseSize, sizeSentences } from '../../src/report/size-text.js';

const nothing: SizeChange = { added: { bytes: 0, unknown: 0 }, fresh: 0, removed: 0, unknownRemoved: 0 };

function sizes(bytes: number, change: Partial<SizeChange> = {}, unknown = 0): RunSizes {
  const platform = 'linux/amd64';
  return {
    releases: new Map(),
    images: new Map(),
    nodes: { [platform]: { bytes, unknown } },
    changes: { [platform]: { ...nothing, ...change } },
  };
}

const megabyte = 1_000_000;

it.each<[RunSizes, string]>([
  [sizes(3_210 * megabyte), '3.2 GB on every amd64 node, compressed.'],
  [
    sizes(3_210 * megabyte, { added: { bytes: 412 * megabyte, unknown: 0 }, fresh: 380 * megabyte }),
    '+412 MB on every amd64 node, of which 380 MB are new; 3.2 GB in all, compressed.',
  ],
  [
    sizes(megabyte, { added: { bytes: 2_000, unknown: 1 }, fresh: 999, removed: 35_000 }, 1),
    '+2 kB and 1 image of unknown size on every amd64 node, of which 999 B are new, and -35 kB; 1 MB in all, compressed. The size of 1 image cannot be told.',
  ],
  [
    sizes(0, { removed: 5 * megabyte, unknownRemoved: 2 }),
    '-5 MB and 2 images of unknown size on every amd64 node; 0 B in all, compressed.',
  ],
])('sentence %#', (given, expected) => {
  expect(sizeSentences(given)).toEqual([expected]);
});

it('a release says what it takes on each platform, and that this may not be all', () => {
  const size = { 'linux/amd64': { bytes: 5 * megabyte, unknown: 0 }, 'linux/arm/v7': { bytes: 4_000, unknown: 1 } };
  expect(releaseSize(size)).toBe('5 MB for amd64, 4 kB or more for arm/v7');
  expect(releaseSize(undefined)).toBe('');
});
