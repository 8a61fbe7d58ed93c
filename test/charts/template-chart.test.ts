import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { templateArguments } from '../../src/charts/template-chart.js';
import type { Release } from '../../src/flux/release.js';
import { releaseOf } from '../support/release.js';
import { realTools, render } from '../support/render.js';
import type { Layer } from '../support/tools.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-template-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

/** A release of a chart with one template. */
async function chartOf(template: string, changes: Partial<Release> = {}): Promise<Release> {
  await mkdir(path.join(root, 'chart/templates'), { recursive: true });
  await writeFile(path.join(root, 'chart/Chart.yaml'), 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
  await writeFile(path.join(root, 'chart/templates/a.yaml'), template);
  return releaseOf({ kind: 'directory', path: 'chart' }, changes);
}

async function rendered(release: Release, options: object = {}, layer: Layer = 'v35'): Promise<string> {
  const { results, problems } = await render([release], { root, ...options }, await realTools(layer));
  return [...results.map(({ manifests }) => manifests), ...problems.map(({ detail }) => detail)].join('\n');
}

it.each<Layer>(['v35', 'v32'])('tells the chart the versions of the input, with the helm of %s', async (layer) => {
  const has = '{{ .Capabilities.APIVersions.Has "acme.example.com/v1" }}';
  const release = await chartOf(`said: "{{ .Capabilities.KubeVersion.Version }} ${has}"`);
  const options = { kubeVersion: '1.29.7', apiVersions: ['acme.example.com/v1'] };
  expect(await rendered(release, options, layer)).toContain('said: "v1.29.7 true"');
  expect(await rendered(release, {}, layer)).toContain(' false"');
});

it('gives the chart the integers of a targetPath as integers', async () => {
  const template = 'said: "{{ .Values.image.tag }} {{ eq (index .Values.list 0).port 80 }}"';
  const values = { image: { tag: 20240101 }, list: [{ port: 80 }] };
  const integers = ['image.tag=20240101', 'list[0].port=80'];
  expect(await rendered(await chartOf(template, { values, integers }))).toContain('said: "20240101 true"');
});

it.each<Layer>(['v35', 'v32'])('gives the chart values of any length, with the helm of %s', async (layer) => {
  const text = 'x'.repeat(4096 - JSON.stringify({ text: '' }).length);
  const release = await chartOf('said: {{ len .Values.text }}', { values: { text } });
  expect(await rendered(release, {}, layer)).toContain(`said: ${text.length}`);
});

it.each<Layer>(['v35', 'v32'])('does not check a schema that lies elsewhere, with the helm of %s', async (layer) => {
  const release = await chartOf('said: {{ .Values.a }}', { values: { a: 1 } });
  const schema = { $ref: 'https://schemas.example.invalid/values.json' };
  await writeFile(path.join(root, 'chart/values.schema.json'), JSON.stringify(schema));
  expect(await rendered(release, {}, layer)).toContain('said: 1');
});

it.each<Layer>(['v35', 'v32'])('lets no schema name a file of this machine, with the helm of %s', async (layer) => {
  const release = await chartOf('said: {{ .Values.a }}', { values: { a: 1 } });
  const secret = path.join(root, 'secret.json');
  await writeFile(secret, JSON.stringify({ enum: ['password'] }));
  await writeFile(path.join(root, 'chart/values.schema.json'), JSON.stringify({ $ref: `file://${secret}` }));
  expect(await rendered(release, {}, layer)).not.toContain('password');
});

it('checks no schema, whatever the helm', async () => {
  const release = await chartOf('');
  const options = { apiVersions: [], kubeVersion: '', occasion: 'install' as const };
  expect(templateArguments('/chart', release, options)).toContain('--skip-schema-validation');
});

it('takes a release by the name of an option for what it is', async () => {
  const release = await chartOf('said: {{ .Release.Namespace }}', { releaseName: '--post-renderer=sh' });
  expect(await rendered(release)).toContain('invalid release name');
});

it('hears nothing that the user has set up for helm', async () => {
  await mkdir(path.join(root, 'plugins/evil'), { recursive: true });
  await writeFile(path.join(root, 'plugins/evil/plugin.yaml'), '{ this is no plugin');
  const stubs = {
    HELM_PLUGINS: path.join(root, 'plugins'),
    HELM_NAMESPACE: 'elsewhere',
    HELM_DEBUG: 'true',
    KUBECONFIG: '/nowhere',
  };
  for (const [name, value] of Object.entries(stubs)) vi.stubEnv(name, value);
  expect(await rendered(await chartOf('said: {{ .Release.Namespace }}'))).toContain('said: apps');
});

it('keeps values as they are, whatever they hold', async () => {
  const values = {
    text: 'line one\nline two: {{ .Values.x }} "quoted" \\ \u2028\u2029\u0085\u007f\u009f\ufeff \ud83d\ude00',
    number: 1.5,
    big: 123456789,
    nothing: null,
    list: [{ a: [] }],
    __proto__key: { constructor: 'x' },
  };
  const output = await rendered(await chartOf('said: {{ .Values | toJson | b64enc }}', { values }));
  const said = Buffer.from(/^said: (.*)$/m.exec(output)?.[1] ?? '', 'base64').toString('utf8');
  expect(JSON.parse(said)).toEqual(values);
});
