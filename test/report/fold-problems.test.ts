import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/problem.js';
import { foldProblems } from '../../src/report/fold-problems.js';

const ofRelease = (name: string, message: string, more: Partial<Problem> = {}): Problem => ({
  severity: 'error',
  kind: 'source',
  message,
  object: `HelmRelease web/${name}`,
  place: { file: `${name}.yaml`, line: 1 },
  release: { namespace: 'web', name },
  ...more,
});
const build: Problem = {
  severity: 'error',
  kind: 'kustomize',
  message: 'kustomize cannot build sources.',
  object: 'Kustomization flux-system/sources',
  place: { file: 'sources.yaml', line: 3 },
  cause: 'Kustomization flux-system/sources',
};

describe('Problems are folded:', () => {
  it('errors of the same words are one, at the place of the first, with the list of what it blocks', () => {
    const missing = 'Its chart source is missing.';
    const folded = foldProblems([ofRelease('a', missing), ofRelease('b', missing), ofRelease('c', missing)]);
    expect(folded).toEqual([
      {
        severity: 'error',
        kind: 'source',
        message: 'Its chart source is missing. It blocks HelmRelease web/a, HelmRelease web/b, HelmRelease web/c.',
        place: { file: 'a.yaml', line: 1 },
      },
    ]);
  });

  it('what follows from a cause is one with it', () => {
    const { cause } = build;
    const [folded, ...others] = foldProblems([
      build,
      ofRelease('a', 'A source is missing.', { cause: cause ?? '' }),
      ofRelease('b', 'A ConfigMap is missing.', { cause: cause ?? '' }),
    ]);
    expect(others).toEqual([]);
    expect(folded).toMatchObject({ object: build.object, place: build.place });
    expect(folded?.message).toBe('kustomize cannot build sources. It blocks HelmRelease web/a, HelmRelease web/b.');
  });

  it('Kustomizations that one file breaks are one', () => {
    const broken = (name: string): Problem => ({
      ...build,
      object: `Kustomization flux-system/${name}`,
      cause: 'base:1 x',
    });
    const folded = foldProblems([broken('a'), broken('b')]);
    expect(folded).toHaveLength(1);
    expect(folded[0]?.message).toContain('It blocks Kustomization flux-system/b.');
  });

  it.each<[string, Problem[]]>([
    ['of other words', [ofRelease('a', 'One.'), ofRelease('b', 'Two.')]],
    ['of one release alone', [ofRelease('a', 'One.')]],
    ['of another kind', [ofRelease('a', 'One.'), ofRelease('b', 'One.', { kind: 'chart' })]],
    ["with a tool's other words", [ofRelease('a', 'One.', { detail: 'x' }), ofRelease('b', 'One.', { detail: 'y' })]],
    [
      'that only warn',
      [ofRelease('a', 'One.', { severity: 'warning' }), ofRelease('b', 'One.', { severity: 'warning' })],
    ],
    ['of a build that blocks nothing', [build]],
  ])('those %s stay as they are', (_, problems) => {
    expect(foldProblems(problems)).toEqual(problems);
  });
});
