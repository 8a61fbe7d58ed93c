import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { releaseOf } from '../support/release.js';
import { render } from '../support/render.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-listed-'));
  await mkdir(path.join(root, 'told'));
});

afterEach(() => rm(root, { recursive: true }));

it.each([
  ['the images that its annotation lists', { 'artifacthub.io/images': '- image: a/b:1\n' }, '- image: a/b:1\n'],
  ['nothing where it lists none', {}, ''],
])('a chart hands over %s', async (_, annotations, expected) => {
  const chart = { apiVersion: 'v2', name: 'told', version: '0.1.0', annotations };
  await writeFile(path.join(root, 'told', 'Chart.yaml'), JSON.stringify(chart));
  const { results } = await render([releaseOf({ kind: 'directory', path: 'told' })], { root });
  expect(results.map(({ listedImages }) => listedImages)).toEqual([expected]);
});
