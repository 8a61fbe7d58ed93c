import { expect, it } from 'vitest';
import { chosenBy, type Platform, parsePlatform, platformName } from '../../src/registries/platform.js';

const platforms = (names: string) => names.split(' ').map((name) => parsePlatform(name) as Platform);

it.each([
  ['linux/amd64', 'linux/arm64 linux/amd64', 'linux/amd64'],
  ['linux/amd64', 'linux/386', 'linux/386'],
  ['linux/arm/v7', 'linux/arm/v5 linux/arm/v6', 'linux/arm/v6'],
  ['linux/arm/v6', 'linux/arm/v7', undefined],
  ['linux/arm64', 'linux/arm64/v8', 'linux/arm64/v8'],
  ['linux/riscv64', 'linux/amd64 linux/arm64', undefined],
])('a node of %s pulls of %s: %s', (node, offered, expected) => {
  const [own] = platforms(node);
  const chosen =
    own &&
    chosenBy(
      own,
      platforms(offered).map((platform) => ({ platform })),
    );
  expect(chosen && platformName(chosen.platform)).toBe(expected);
});

it.each(['windows/amd64', 'amd64', 'linux/', 'linux/arm/7', ''])('%j is no platform of a Linux node', (text) => {
  expect(parsePlatform(text)).toBeUndefined();
});
