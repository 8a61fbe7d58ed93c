import { describe, expect, it } from 'vitest';
import { readFolder } from '../../src/charts/chart-files.js';
import { openChartSource } from '../../src/charts/chart-source.js';
import { findInSource } from '../../src/charts/values-files.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';

const chart = {
  'charts/shop/Chart.yaml': 'name: shop\nversion: 1.0.0\n',
  'charts/shop/templates/a.yaml': 'a: 1\n',
  'charts/shop/templates/b.yaml': 'b: 1\n',
  'charts/shop/logo.zip': 'x',
};

describe('What a source leaves out is no part of a chart', () => {
  it.each([
    ['by a .sourceignore at its root', { '.sourceignore': 'charts/shop/templates/b.yaml\n' }, '', ['templates/b.yaml']],
    ['by a .sourceignore in the chart', { 'charts/shop/.sourceignore': 'b.yaml\n' }, '', ['templates/b.yaml']],
    ['by its spec', {}, '/charts/shop/templates/b.yaml', ['templates/b.yaml']],
    [
      'by its spec, which is over the files',
      { '.sourceignore': '*.yaml\n' },
      '!a.yaml',
      ['Chart.yaml', 'templates/b.yaml'],
    ],
    ['by the usual patterns', {}, '', ['logo.zip']],
    ['but not by the usual ones beside its own', {}, '/site', []],
  ])('%s', async (_, files: Record<string, string>, ignored, leftOut) => {
    const root = await temporaryFolder('chart-source');
    await writeFiles(root, { ...chart, ...files });
    const content = await readFolder(openChartSource(root, ignored), 'charts/shop');
    const found = content.files.map(({ name }) => name);
    const all = ['Chart.yaml', 'logo.zip', 'templates/a.yaml', 'templates/b.yaml'];
    expect(all.filter((name) => !found.includes(name))).toEqual(leftOut);
  });

  it('and no file of values', async () => {
    const root = await temporaryFolder('chart-source');
    await writeFiles(root, { ...chart, 'live.yaml': 'a: 1\n' });
    expect(await findInSource(openChartSource(root))('./live.yaml')).toBeInstanceOf(Buffer);
    expect(await findInSource(openChartSource(root, 'live.yaml'))('./live.yaml')).toEqual({
      absence: 'there is no values file ./live.yaml',
    });
  });
});
