import { describe, expect, it } from 'vitest';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { Answer } from '../../src/registries/answer.js';
import { sumSizes } from '../../src/registries/image-sizes.js';
import { parsePlatform } from '../../src/registries/platform.js';
import { oversizedNodes } from '../../src/registries/size-bound.js';
import { releaseOf } from '../support/release.js';

type Sizes = Record<string, number>;

/** @param byNode layers by platform, as `digest: bytes` */
function found(byNode: Record<string, Sizes>): Answer {
  const layers = Object.entries(byNode).map(([node, sizes]) => [
    node,
    Object.entries(sizes).map(([digest, size]) => ({ digest, size })),
  ]);
  const platforms = Object.keys(byNode).flatMap((name) => parsePlatform(name) ?? []);
  return {
    kind: 'found',
    digest: 'sha256:1',
    moved: false,
    content: { kind: 'content', platforms, layers: Object.fromEntries(layers) },
  };
}

const amd64 = (sizes: Sizes) => found({ 'linux/amd64': sizes });
const untold: Answer = { kind: 'untold', host: 'registry.example.com', reason: 'is silent', advice: '' };

function release(name: string, references: string[], architectures: string[] = []): PrepullerSource {
  const images = references.map((reference) => ({ reference, uses: [] }));
  const pulled = references.map((reference) => ({ reference, imagePullSecrets: [], withoutSecret: [], architectures }));
  return {
    release: releaseOf({ kind: 'directory', path: 'charts/shop' }, { name }),
    chart: { name: 'shop', version: '1' },
    images: { images, excluded: [], pods: { imagePullSecrets: [], images: pulled } },
  };
}

interface Case {
  before?: string[];
  platforms?: string[];
}

function sum(sources: PrepullerSource[], answers: Record<string, Answer>, { before, platforms = [] }: Case = {}) {
  const after = new Set(sources.flatMap(({ images }) => images.images.map(({ reference }) => reference)));
  const pulled = { before: before === undefined ? after : new Set(before), after };
  const nodes = platforms.flatMap((name) => parsePlatform(name) ?? []);
  return sumSizes(sources, pulled, new Map(Object.entries(answers)), { platforms: nodes });
}

it('layers that images share are counted once for a release, and once for a node', () => {
  const answers = {
    a: amd64({ base: 100, one: 1 }),
    b: amd64({ base: 100, two: 2 }),
    c: amd64({ base: 100, three: 3, again: 4 }),
  };
  const sizes = sum([release('one', ['a', 'b']), release('two', ['c'])], answers);
  expect(Object.fromEntries(sizes.releases)).toEqual({
    'apps/one': { 'linux/amd64': { bytes: 103, unknown: 0 } },
    'apps/two': { 'linux/amd64': { bytes: 107, unknown: 0 } },
  });
  expect(sizes.nodes).toEqual({ 'linux/amd64': { bytes: 110, unknown: 0 } });
  expect(sizes.images.get('a')).toEqual({
    digest: 'sha256:1',
    platforms: ['linux/amd64'],
    size: { 'linux/amd64': 101 },
  });
});

it('a change adds images, of whose layers some are there already, and takes others away', () => {
  const answers = {
    old: amd64({ base: 100, old: 35 }),
    stays: amd64({ base: 100, stays: 5 }),
    new: amd64({ base: 100, new: 312 }),
  };
  expect(sum([release('one', ['stays', 'new'])], answers, { before: ['old', 'stays'] }).changes).toEqual({
    'linux/amd64': { added: { bytes: 412, unknown: 0 }, fresh: 312, removed: 35, unknownRemoved: 0 },
  });
});

it('what cannot be told is counted, and is no zero', () => {
  const sizes = sum([release('one', ['a', 'b'])], { a: amd64({ base: 100 }), b: untold }, { before: ['gone'] });
  expect(sizes.nodes).toEqual({ 'linux/amd64': { bytes: 100, unknown: 1 } });
  expect(sizes.changes).toEqual({
    'linux/amd64': { added: { bytes: 100, unknown: 1 }, fresh: 100, removed: 0, unknownRemoved: 1 },
  });
  expect([...sizes.images.keys()]).toEqual(['a']);
});

it('a node pulls what is for its platform, and what its pods run there', () => {
  const both = (size: number) =>
    found({ 'linux/amd64': { [`a${size}`]: size }, 'linux/arm64': { [`b${size}`]: size * 10 } });
  const answers = { every: both(1), onlyAmd64: amd64({ x: 100 }), byDemand: both(2) };
  const sources = [release('one', ['every', 'onlyAmd64']), release('two', ['byDemand'], ['arm64'])];
  expect(sum(sources, answers, { platforms: ['linux/amd64', 'linux/arm64'] }).nodes).toEqual({
    'linux/amd64': { bytes: 101, unknown: 0 },
    'linux/arm64': { bytes: 30, unknown: 0 },
  });
});

describe('max-size-per-node', () => {
  const mebibyte = 1024 ** 2;
  const sizes = (answer: Answer) => sum([release('one', ['a', 'b'])], { a: amd64({ x: 3 * mebibyte }), b: answer });

  it.each<[string, Answer, number | undefined, 'warn' | 'error', [string, string][]]>([
    ['is kept', amd64({ y: 1 }), 4 * mebibyte, 'error', []],
    ['is not set', amd64({ y: 1 }), undefined, 'error', []],
    [
      'is passed',
      amd64({ y: 1 }),
      3 * mebibyte,
      'warn',
      [['warning', 'take 4 MiB on every linux/amd64 node: max-size-per-node allows 3 MiB']],
    ],
    ['is passed and kept strictly', amd64({ y: 1 }), 3 * mebibyte, 'error', [['error', 'take 4 MiB']]],
    ['is passed by what is known', untold, 2 * mebibyte, 'error', [['error', 'and 1 more whose size cannot be told']]],
    ['may be passed', untold, 3 * mebibyte, 'error', [['notice', 'cannot be told: 3 MiB, and 1 more']]],
  ])('that %s', (_, answer, maxSizePerNode, verifyImages, expected) => {
    const problems = oversizedNodes(sizes(answer), { maxSizePerNode, verifyImages });
    expect(problems.map(({ severity }) => severity)).toEqual(expected.map(([severity]) => severity));
    for (const [index, [, words]] of expected.entries()) expect(problems[index]?.message).toContain(words);
  });
});
