import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import { folder, outcome, pod, put, root, useChartScene } from '../support/chart-scene.js';

useChartScene();

const hook = (events: string) => ({ 'helm.sh/hook': events });

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
    const { images, said } = await outcome(release);
    expect(images).toEqual(['acme/app:1']);
    expect(said).toEqual([expect.stringContaining('renders no upgrade')]);
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
