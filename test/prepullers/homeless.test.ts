import { expect, it } from 'vitest';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import { homelessPrepullers } from '../../src/prepullers/homeless.js';
import { source } from './support.js';

const isDeclared = (namespace: string) => namespace === 'there';

function creating(id: string, images: string[], isCreating = true): PrepullerSource {
  const { release, ...rest } = source(id, images);
  return { ...rest, release: { ...release, ...(isCreating && { createsNamespace: true as const }) } };
}

it.each<[string, PrepullerSource, string, RegExp[]]>([
  ['a namespace that comes with the release', creating('new/web', ['nginx:1']), '', [/^The namespace new comes with/]],
  ['one that Git declares as well', creating('there/web', ['nginx:1']), '', []],
  ['one that the release does not create', creating('new/web', ['nginx:1'], false), '', []],
  ['one of a release without images', creating('new/web', []), '', []],
  ['an input that names one that nothing declares', creating('there/web', ['nginx:1']), 'warm', [/namespace warm/]],
  ['an input that names a declared one', creating('new/web', ['nginx:1']), 'there', []],
])('%s', (_, given, prepullerNamespace, expected) => {
  const problems = homelessPrepullers([given], isDeclared, { prepullerNamespace });
  expect(problems.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringMatching(text)));
});
