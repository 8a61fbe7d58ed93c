import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { schemas } from '../../scripts/schemas.js';
import { readInputs } from '../../src/inputs/read-inputs.js';
import { setOutputs } from '../../src/report/outputs.js';
import { releaseReports } from '../../src/report/release-report.js';
import { problem, runResult, source } from '../report/support.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';
import { projectRoot } from '../support/render.js';
import { parseOutputs } from '../support/runner.js';

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const all = schemas();

function faultsOf(name: string, value: unknown): string[] {
  const validate = ajv.compile(all[name] ?? false);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe.each(Object.entries(all))('%s', (name, schema) => {
  it('is what `npm run action` makes of the code', async () => {
    const text = await readFile(path.join(projectRoot, 'schemas', name), 'utf8');
    expect(text, `schemas/${name} is stale: run \`npm run action\``).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });
});

describe('the schema of annotations', () => {
  it.each<[string, string, boolean]>([
    [
      'those of the documents',
      'prepuller-exclude: ^quay\\.io/\nprepuller-include: a/b:1\nprepuller-strategy: volume',
      true,
    ],
    ['those of others', 'example.com/owner: web\nprepuller.example.com/x: y', true],
    ['one that is unknown', 'prepuller-excludes: a', false],
    ['a strategy that there is not', 'prepuller-strategy: sleep', false],
    ['a map, which Kubernetes refuses', 'prepuller-patch: {spec: {}}', false],
  ])('%s: %s', (_, yaml, isValid) => {
    expect(faultsOf('annotations.schema.json', parse(yaml)).length === 0).toBe(isValid);
  });

  it('describes every one of them', () => {
    const { properties } = all['annotations.schema.json'] as { properties: Record<string, { description?: string }> };
    for (const { description } of Object.values(properties)) expect(description).toBeTypeOf('string');
  });
});

describe('the schema of .prepuller.yaml', () => {
  it.each<[string, string, boolean]>([
    ['inputs that shape what is generated', 'strategy: container\nexclude-images: [a, b]\nkeep-previous: 2', true],
    ['text for a list, numbers for text', 'exclude-images: |\n  a\n  b\nkube-version: 1.34\nmax-unavailable: 1', true],
    ['a map', 'daemonset-patch: {spec: {template: {spec: {priorityClassName: low}}}}', true],
    ['nothing', '{}', true],
    ['an input that is misspelt', 'strategie: container', false],
    ['a word that the input does not know', 'strategy: sleep', false],
    ['a credential', 'registry-credentials: ghcr.io robot secret', false],
    ['a mirror', 'chart-mirrors: https://a.example=https://b.example', false],
    ['publishing', 'publish: pull-request', false],
  ])('%s: %s', async (_, yaml, isValid) => {
    expect(faultsOf('prepuller-file.schema.json', parse(yaml)).length === 0).toBe(isValid);
    const workspace = await temporaryFolder('repository');
    await writeFiles(workspace, { '.prepuller.yaml': yaml });
    const reading = readInputs({ given: () => undefined, workspace, temporary: workspace, mask: () => {} });
    expect(await reading.then(() => true).catch(() => false)).toBe(isValid);
  });

  it('holds for what the documents show', async () => {
    const text = await readFile(path.join(projectRoot, 'docs/command.md'), 'utf8');
    const [, yaml = ''] = /^```yaml\n(# yaml-language-server[\s\S]*?)^```$/m.exec(text) ?? [];
    expect(Object.keys(parse(yaml)).length).toBeGreaterThan(1);
    expect(faultsOf('prepuller-file.schema.json', parse(yaml))).toEqual([]);
  });
});

describe('the schema of outputs', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('holds for what a step sets', async () => {
    const file = path.join(await temporaryFolder('outputs'), 'output');
    await writeFile(file, '');
    vi.stubEnv('GITHUB_OUTPUT', file);
    const rendered = releaseReports([source('web')]);
    const problems = [{ ...problem('error'), place: { file: 'apps/web.yaml', line: 3 } }, problem('error')];
    const images = { added: ['a:1'], removed: [] };
    await setOutputs(runResult({ rendered, problems, whatChanges: { byRelease: [], images } }));
    const { properties } = all['outputs.schema.json'] as { properties: Record<string, unknown> };
    const outputs = parseOutputs(await readFile(file, 'utf8')) ?? {};
    const json = Object.fromEntries(Object.keys(properties).map((name) => [name, JSON.parse(outputs[name] ?? 'null')]));
    expect(json).toMatchObject({
      images: [{ name: 'web' }],
      'images-added': ['a:1'],
      failed: [{ line: 3 }, { line: null }],
    });
    expect(faultsOf('outputs.schema.json', json)).toEqual([]);
    expect(faultsOf('outputs.schema.json', { ...json, failed: [{ name: 'web' }] })).not.toEqual([]);
  });
});
