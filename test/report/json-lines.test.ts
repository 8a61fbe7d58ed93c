import { expect, it } from 'vitest';
import { jsonLines } from '../../src/report/json-lines.js';

const longest = (text: string) => Math.max(...text.split('\n').map((line) => Buffer.byteLength(line)));

it('has an entry a line', () => {
  expect(jsonLines([{ a: 1 }, 'b', 3])).toBe('[\n{"a":1},\n"b",\n3\n]');
  expect(jsonLines([])).toBe('[]');
});

it.each([
  [
    'many entries',
    Array.from({ length: 2_000 }, (_, index) => ({ name: `release-${index}`, images: ['a'.repeat(100)] })),
  ],
  ['a release of many images', [{ name: 'a', images: Array.from({ length: 5_000 }, (_, index) => `image:${index}`) }]],
  [
    'an image of many uses',
    [
      {
        images: [{ reference: 'a', uses: Array.from({ length: 5_000 }, (_, index) => ({ object: `Job/é-${index}` })) }],
      },
    ],
  ],
])('keeps lines below 32 KiB and is JSON all the same: %s', (_what, value) => {
  const text = jsonLines(value);
  expect(text.length).toBeGreaterThan(64 * 1024);
  expect(longest(text)).toBeLessThanOrEqual(32 * 1024);
  expect(JSON.parse(text)).toEqual(value);
});
