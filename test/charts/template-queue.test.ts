import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import type { JsonObject } from '../../src/json.js';
import type { Tools } from '../../src/tools/tools.js';
import { writeFiles } from '../support/checkout.js';
import { releaseOf } from '../support/release.js';
import { realTools, render } from '../support/render.js';

let root: string;
let trace: string;
let tools: Tools;

/** Helm, and a line in a file for each time that it is started. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-queue-'));
  trace = path.join(root, 'trace');
  const real = await realTools();
  const { command } = await real.helm();
  const helm = path.join(root, 'bin/helm');
  await mkdir(path.dirname(helm));
  await writeFile(helm, `#!/bin/sh\necho start >> '${trace}'\nexec '${command}' "$@"\n`);
  await chmod(helm, 0o755);
  tools = { ...real, helm: async () => ({ command: helm, args: [], version: '4.1.4' }) };
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function starts(): Promise<number> {
  const lines = await readFile(trace, 'utf8').catch(() => '');
  await rm(trace, { force: true });
  return lines.split('\n').length - 1;
}

const template = `apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
image: example.com/{{ .Values.name }}:{{ .Chart.Version }}
{{ if .Values.bad }}{{ fail .Values.bad }}{{ end }}
`;

async function writeChart(name: string, files: Record<string, string> = {}): Promise<void> {
  const usual = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, 'templates/a.yaml': template };
  const all = Object.entries({ ...usual, ...files }).map(([file, text]) => [`${name}/${file}`, text]);
  await writeFiles(root, Object.fromEntries(all));
}

let count = 0;

function release(chart: string, values: JsonObject = {}, changes: Partial<Release> = {}): Release {
  count += 1;
  const named = { name: `r${count}`, values: { name: `image-${count}`, ...values }, ...changes };
  return releaseOf({ kind: 'directory', path: chart }, named);
}

function releases(number: number, chart: string): Release[] {
  return Array.from({ length: number }, () => release(chart));
}

/** What each gives when it is the only one. */
async function oneByOne(all: readonly Release[], options: object): Promise<Awaited<ReturnType<typeof render>>> {
  const outcomes = [];
  for (const one of all) outcomes.push(await render([one], { root, ...options }));
  return {
    results: outcomes.flatMap(({ results }) => results),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}

const cases: [string, () => Promise<Release[]> | Release[], number][] = [
  ['few releases of a chart', () => releases(4, 'a'), 1],
  ['many, once it is known how large they are', () => releases(45, 'a'), 3],
  ['releases of several charts, in turns', () => Array.from({ length: 12 }, (_, i) => release(i % 2 ? 'a' : 'b')), 4],
  ['a release by itself', () => releases(1, 'a'), 1],
  ['one that fails, and then each alone', () => [release('a'), release('a', { bad: 'no' }), release('a')], 4],
  ['many that fail, and soon each alone', () => Array.from({ length: 20 }, () => release('a', { bad: 'no' })), 22],
  ['charts for an install and for an upgrade', () => releases(3, 'upgraded'), 2],
  ['each release alone of a chart that asks where it is', () => releases(3, 'asking'), 3],
  ['each release alone of a folder that leaves files out', () => releases(3, 'ignoring'), 3],
  [
    'releases with large values alone',
    () => [release('a'), release('a', { long: 'x'.repeat(70_000) }), release('a')],
    2,
  ],
  [
    'releases with names that helm refuses alone',
    () => [release('a'), release('a', {}, { releaseName: 'Not-A-Name' }), release('a')],
    2,
  ],
  [
    'releases with post-renderers',
    () => [
      release('a'),
      release('a', {}, { postRenderers: [{ patches: [], images: [{ name: 'example.com/x', newName: 'y' }] }] }),
    ],
    1,
  ],
];

it.each(cases)('renders %s', async (_, make, expectedStarts) => {
  await writeChart('a');
  await writeChart('b', { 'values.yaml': 'global: {x: 1}\n' });
  await writeChart('upgraded', { 'templates/a.yaml': `${template}upgrade: {{ .Release.IsUpgrade }}\n` });
  await writeChart('asking', { 'templates/a.yaml': `${template}root: {{ .Chart.IsRoot }}\n` });
  await writeChart('ignoring', { '.helmignore': 'ignored.yaml\n', 'templates/ignored.yaml': 'kind: Ignored\n' });
  const all = await make();
  const together = await render(all, { root, concurrency: 1 }, tools);
  expect(await starts()).toBe(expectedStarts);
  expect(together).toEqual(await oneByOne(all, {}));
});

it('shares releases among cores', async () => {
  await writeChart('a');
  const all = releases(30, 'a');
  const together = await render(all, { root, concurrency: 3 }, tools);
  const started = await starts();
  // Three at a time, and in groups.
  expect(started).toBeGreaterThanOrEqual(3);
  expect(started).toBeLessThanOrEqual(6);
  expect(together.results.map(({ manifests }) => /image: (\S+)/.exec(manifests)?.[1])).toEqual(
    all.map(({ values }) => `example.com/${values.name}:1.0.0`),
  );
});

it('makes smaller groups of what is rendered to much', async () => {
  const long = `${template}text: {{ repeat 900000 "x" }}\n`;
  await writeChart('long', { 'templates/a.yaml': long });
  const all = releases(9, 'long');
  const { results } = await render(all, { root, concurrency: 1 }, tools);
  expect(results).toHaveLength(9);
  // Five while nothing is known, and then two at a time.
  expect(await starts()).toBe(3);
});
