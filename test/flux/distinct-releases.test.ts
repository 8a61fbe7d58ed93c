import { expect, it } from 'vitest';
import { distinctReleases, sortReleases } from '../../src/flux/distinct-releases.js';
import type { Release } from '../../src/flux/release.js';

/** Written in a file of its own, as each cluster has it. */
function release(file: string, version: string): Release {
  const place = (line: number) => ({ file, line });
  return {
    id: { namespace: 'shop', name: 'web' },
    place: place(4),
    chart: { version, source: { object: 'HelmRepository flux-system/charts', place: place(9) } },
    chartPlaces: { name: place(7), version: place(8) },
  } as unknown as Release;
}

it('the same release of two clusters is there once, and one that differs twice', () => {
  expect(sortReleases([release('clusters/a/web.yaml', '1.0.0'), release('clusters/b/web.yaml', '1.0.0')])).toHaveLength(
    1,
  );
  expect(sortReleases([release('clusters/a/web.yaml', '1.0.0'), release('clusters/b/web.yaml', '2.0.0')])).toHaveLength(
    2,
  );
});

it('the same release in two files is no mistake, and another one of its name is', () => {
  const [first, same, other] = [release('a.yaml', '1.0.0'), release('b.yaml', '1.0.0'), release('b.yaml', '2.0.0')];
  expect(distinctReleases([first, same], 'Rename it.')).toEqual({ releases: [first], problems: [] });
  const { releases, problems } = distinctReleases([first, other], 'Rename it.');
  expect(releases).toEqual([first]);
  expect(problems).toMatchObject([
    { message: expect.stringContaining('a.yaml:4. Rename it.'), place: { file: 'b.yaml' } },
  ]);
});
