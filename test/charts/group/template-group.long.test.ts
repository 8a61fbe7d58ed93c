import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupableChart } from '../../../src/charts/group/groupable-chart.js';
import type { JsonObject } from '../../../src/json.js';
import type { ArchivedFile } from '../../../src/tools/archive.js';
import { fixtureChart } from '../../support/render.js';
import type { Layer } from '../../support/tools.js';
import { charts } from './charts.js';
import { filesOf, releasesOf, renderAlone, renderTogether } from './together.js';

const layers: Layer[] = ['v35', 'v32'];

function filesOfFixture(name: string): ArchivedFile[] {
  const folder = fixtureChart(name);
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .map((file) => ({ name: file, content: readFileSync(path.join(folder, file)) }));
}

/** Keys that the charts of the table read, and others. */
const key = fc.constantFrom(
  'a',
  'b',
  'c',
  'common',
  'count',
  'from',
  'global',
  'list',
  'map',
  'none',
  'text',
  'x.y',
  'é',
);
const scalar = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.string());
const { tree } = fc.letrec<{ tree: JsonObject; value: unknown }>((tie) => ({
  tree: fc.dictionary(key, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<JsonObject>,
  value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 2 }), tie('tree')),
}));

describe.each(layers)('with the helm of %s', (layer) => {
  it('whatever the values, releases come out of a group as alone, or not at all', async () => {
    let compared = 0;
    const chosen = fc.constantFrom(...charts);
    const property = fc.asyncProperty(chosen, fc.array(tree, { minLength: 2, maxLength: 7 }), async (chart, values) => {
      const [files, releases] = [filesOf(chart[1]), releasesOf(values.map((one) => ({ text: '', ...one })))];
      const together = await renderTogether(files, releases, { layer });
      const alone = await renderAlone(files, releases, { layer });
      if (together.length === 0) expect(alone.some((text) => text.includes('ProcessError'))).toBe(true);
      else expect(together).toEqual(alone);
      compared += together.length;
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
    expect(compared).toBeGreaterThan(100);
  }, 600_000);

  it('so do charts of the fixtures', async () => {
    const fixtures = readdirSync(fixtureChart('.')).map(filesOfFixture).filter(groupableChart);
    expect(fixtures.length).toBeGreaterThan(2);
    for (const files of fixtures) {
      const values = Array.from({ length: 12 }, (_, index) => ({ replicas: index, schedule: `${index} * * * *` }));
      const alone = await renderAlone(files, releasesOf(values), { layer });
      const together = await renderTogether(files, releasesOf(values), { layer });
      expect(together).toEqual(alone);
    }
  }, 600_000);
});
