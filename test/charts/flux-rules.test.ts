import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import { type ChartServer, type ChartServerOptions, startChartServer } from '../support/chart-server.js';
import { type PackedChart, tar } from '../support/pack-chart.js';
import { releaseOf } from '../support/release.js';
import { imagesOf, type RenderChanges, render } from '../support/render.js';

let root: string;
let server: ChartServer | undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-rules-'));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(root, { recursive: true });
});

async function put(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
}

const pod = (name: string, image: string, annotations: Record<string, string> = {}) =>
  `apiVersion: v1\nkind: Pod\nmetadata: ${JSON.stringify({ name, annotations })}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;
const hook = (events: string) => ({ 'helm.sh/hook': events });

/** A release of a chart in a folder. */
async function folder(templates: Record<string, string>, changes: Partial<Release> = {}): Promise<Release> {
  const named = Object.entries(templates).map(([name, text]) => [`chart/templates/${name}.yaml`, text]);
  await put({ 'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n', ...Object.fromEntries(named) });
  return releaseOf({ kind: 'directory', path: 'chart' }, changes);
}

async function outcome(release: Release, changes: RenderChanges = {}) {
  const { results, problems } = await render([release], { root, ...changes });
  return {
    images: results.flatMap(imagesOf).sort(),
    said: problems.map(({ severity, message }) => `${severity}: ${message}`),
  };
}

function _packed(name: string, version: string, image: string): PackedChart {
  const archive = gzipSync(
    tar(
      new Map([
        [`${name}/Chart.yaml`, Buffer.from(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`)],
        [`${name}/templates/a.yaml`, Buffer.from(pod('a', image))],
      ]),
    ),
  );
  return { name, version, archive, sha256: createHash('sha256').update(archive).digest('hex') };
}

async function _serve(charts: PackedChart[], options: Partial<ChartServerOptions> = {}): Promise<ChartServer> {
  server = await startChartServer({ charts, ...options });
  return server;
}

describe('post-renderers see, by their strategy (helm-controller, api/v2/helmrelease_types.go),', () => {
  const renamed = { patches: [], images: [{ name: 'ghcr.io/acme/app', newName: 'mirror.example/app', newTag: '9' }] };
  const templates = { a: pod('main', 'ghcr.io/acme/app:1'), b: pod('hook', 'ghcr.io/acme/app:1', hook('pre-install')) };

  it.each<[Release['postRenderStrategy'], string[]]>([
    ['combined', ['mirror.example/app:9', 'mirror.example/app:9']],
    ['separate', ['mirror.example/app:9', 'mirror.example/app:9']],
    ['nohooks', ['ghcr.io/acme/app:1', 'mirror.example/app:9']],
  ])('%s', async (postRenderStrategy, images) => {
    const release = await folder(templates, { postRenderers: [renamed], postRenderStrategy });
    expect(await outcome(release)).toEqual({ images, said: [] });
  });

  it.each<[Release['postRenderStrategy'], boolean]>([
    ['combined', false],
    ['separate', true],
    ['nohooks', true],
  ])('%s, an object that is a hook and a template too', async (postRenderStrategy, renders) => {
    const both = { a: pod('same', 'ghcr.io/acme/app:1'), b: pod('same', 'ghcr.io/acme/app:2', hook('pre-install')) };
    const { images } = await outcome(await folder(both, { postRenderers: [renamed], postRenderStrategy }));
    expect(images.length > 0).toBe(renders);
  });

  it.each<Release['postRenderStrategy']>(['separate', 'nohooks'])('%s, a chart of hooks alone', async (strategy) => {
    const release = await folder(
      { a: pod('hook', 'ghcr.io/acme/app:1', hook('test,post-install')) },
      { postRenderers: [renamed], postRenderStrategy: strategy },
    );
    const { said } = await outcome(release);
    expect(said).toEqual([]);
  });
});

it('tests are rendered, for whoever reads the manifests to judge them', async () => {
  const release = await folder({
    a: pod('a', 'acme/test:1', hook('test')),
    b: pod('b', 'acme/both:1', hook('test,post-install')),
  });
  expect((await outcome(release)).images).toEqual(['acme/both:1', 'acme/test:1']);
});

describe('kinds that every cluster has are there', () => {
  it.each([
    ['batch/v1/CronJob', '', true],
    ['apps/v1/Deployment', '', true],
    ['v1/Secret', '', true],
    ['apiextensions.k8s.io/v1/CustomResourceDefinition', '', true],
    ['networking.k8s.io/v1/Ingress', '', true],
    ['policy/v1/PodDisruptionBudget', '', true],
    ['resource.k8s.io/v1/DeviceClass', '', true],
    ['resource.k8s.io/v1/DeviceClass', '1.34.0', true],
    ['resource.k8s.io/v1/DeviceClass', '1.33.9', false],
    ['networking.k8s.io/v1/ServiceCIDR', '1.32', false],
    ['policy/v1beta1/PodSecurityPolicy', '', false],
    ['batch/v1beta1/CronJob', '', false],
    ['extensions/v1beta1/Ingress', '', false],
  ])('%s, for version %j: %s', async (kind, kubeVersion, there) => {
    const release = await folder({
      a: `{{ if .Capabilities.APIVersions.Has "${kind}" }}${pod('a', 'acme/app:1')}{{ end }}`,
    });
    expect((await outcome(release, { kubeVersion })).images).toEqual(there ? ['acme/app:1'] : []);
  });
});

describe('what only one of install and upgrade runs counts', () => {
  const when = (condition: string, text: string) => `{{ if ${condition} }}\n${text}{{ end }}`;

  it.each([
    ['.Release.IsUpgrade', ['acme/app:1', 'acme/migrate:5']],
    ['.Release.IsInstall', ['acme/app:1', 'acme/migrate:5']],
    ['not .Release.IsUpgrade', ['acme/app:1', 'acme/migrate:5']],
    ['$.Release.IsUpgrade', ['acme/app:1', 'acme/migrate:5']],
  ])('behind %s', async (condition, images) => {
    const release = await folder({ a: pod('a', 'acme/app:1'), b: when(condition, pod('b', 'acme/migrate:5')) });
    expect(await outcome(release)).toEqual({ images, said: [] });
  });

  it('and an image that differs between them is there twice', async () => {
    const image = 'acme/app:{{ if .Release.IsUpgrade }}next{{ else }}first{{ end }}';
    expect((await outcome(await folder({ a: pod('a', image) }))).images).toEqual(['acme/app:first', 'acme/app:next']);
  });

  it('and a chart that refuses an upgrade is rendered for an install', async () => {
    const refusal = '{{ if .Release.IsUpgrade }}{{ fail "the password of the install is needed" }}{{ end }}';
    const release = await folder({ a: pod('a', 'acme/app:1'), b: refusal });
    expect((await outcome(release)).images).toEqual(['acme/app:1']);
  });

  it('and post-renderers see each by itself', async () => {
    const postRenderers = [{ patches: [], images: [{ name: 'acme/app', newTag: '9' }] }];
    const release = await folder(
      { a: pod('a', 'acme/app:1'), b: when('.Release.IsUpgrade', pod('b', 'acme/migrate:5')) },
      { postRenderers },
    );
    expect((await outcome(release)).images).toEqual(['acme/app:9', 'acme/migrate:5']);
  });
});

describe('the version of Kubernetes', () => {
  const kubectl = pod('a', 'registry.k8s.io/kubectl:{{ .Capabilities.KubeVersion.Version }}');

  it("is a warning where an image's tag is made of helm's default, also in the next run", async () => {
    const release = await folder({ a: kubectl });
    for (const _ of ['first', 'next']) {
      const { said } = await outcome(release, { cachePath: path.join(root, 'cache') });
      expect(said).toEqual([
        expect.stringMatching(/^warning: .*tag of registry\.k8s\.io\/kubectl:v1\.\d+\.0 may be .* kube-version/),
      ]);
    }
  });

  it.each<[string, string, string]>([
    ['the input gives it', kubectl, '1.31.4'],
    ['no image has it', pod('a', 'acme/app:{{ .Capabilities.KubeVersion.Version | len }}'), ''],
    ['the chart does not ask for it', pod('a', 'registry.k8s.io/kubectl:v1.35.0'), ''],
  ])('is no warning where %s', async (_, template, kubeVersion) => {
    expect((await outcome(await folder({ a: template }), { kubeVersion })).said).toEqual([]);
  });

  it('is asked for by the name of the input where the chart wants a newer one', async () => {
    const release = await folder({ a: pod('a', 'acme/app:1') });
    await put({ 'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\nkubeVersion: ">=1.99.0-0"\n' });
    expect((await outcome(release)).said).toEqual([
      expect.stringMatching(/requires kubeVersion: >=1\.99\.0-0 .*: give .* in kube-version$/),
    ]);
  });
});
