import { beforeAll, describe, expect, it } from 'vitest';
import { command, repositoryOf, shop } from './support.js';

let root: string;
beforeAll(async () => {
  root = await repositoryOf(shop);
});

describe('explain IMAGE', () => {
  it.each<[string, string[], string[]?]>([
    [
      'nginx:1.27',
      [
        'HelmRelease shop/shop, apps/shop.yaml:4, chart shop 1.2.3',
        'pulled: docker.io/library/nginx:1.27.3',
        'Deployment/front: spec.template.spec.containers[0].image (pod-spec, certain)',
      ],
    ],
    ['sidecar', ['pulled: quay.io/example/sidecar:2', 'args[0] (whole-value, medium)']],
    [
      'sidecar',
      ['not pulled: quay.io/example/sidecar:2', 'left out, for min-confidence is certain'],
      ['--min-confidence=certain'],
    ],
    [
      'unwanted',
      [
        'not pulled: quay.io/example/unwanted:3',
        'left out by unwanted, in exclude-images or in the annotation prepuller-exclude',
      ],
    ],
    [
      'nginx',
      ['not pulled: docker.io/library/nginx:1.27.3', 'left out by /library/, in'],
      ['--exclude-images=library'],
    ],
    ['nginx', ['left out by Deployment/front in exclude-objects'], ['--exclude-objects=Deployment/front']],
    ['win-exporter', ['not pulled: quay.io/example/win-exporter:4', 'it runs on Windows nodes']],
    ['backup', ['not pulled: quay.io/example/backup:6', 'a switch beside it, such as enabled: false, turns it off']],
    [
      'example/allowed',
      ['not pulled: quay.io/example/allowed:7', 'ClusterPolicy/policy', 'describe images and run none'],
    ],
    ['manual', ['not pulled: quay.io/example/manual:5', 'ConfigMap/config: data.documentation: looks like an image']],
    ['example/added', ['pulled: quay.io/example/added:1', 'named by the annotation prepuller-include']],
  ])('%s', async (image, words, options = []) => {
    const { output, exitCode } = await command(root, 'explain', image, ...options);
    for (const text of words) expect(output).toContain(text);
    expect(exitCode).toBe(0);
  });
});

describe('explain RELEASE', () => {
  it.each<[string, string[], string[]?]>([
    [
      'shop/shop',
      [
        'declared in apps/shop.yaml:4',
        'label prepuller: enabled',
        'built by Kustomization flux-system/apps, clusters/production/apps.yaml:4',
        'chart shop 1.2.3',
        'docker.io/library/nginx:1.27.3',
        'generated file infrastructure/prepullers/prepuller-shop.yaml, which is to be added',
        'It is found.',
        'apps/kustomization.yaml',
        'charts/shop/',
        'clusters/production/apps.yaml',
      ],
    ],
    ['quiet', ['label prepuller: missing in the file', 'It is left out: it is not opted in.']],
    ['wrong', ['label prepuller: "yes", which does not opt in; the value must be enabled', 'it is not opted in']],
    ['asleep', ['spec.suspend: Flux does not reconcile it now', 'It is found.']],
    ['away', ['spec.kubeConfig: it runs on another cluster', 'It is left out: it runs on another cluster.']],
    ['broken', ['It failed, as said below', 'error: apps/broken.yaml']],
    ['forgotten', ['It is left out: no live Kustomization builds this file, so Flux does not run it.']],
    ['asleep', ['no Kustomizations are followed here', 'It is found.'], ['--flux-monorepo=false']],
  ])('%s', async (name, words, options = []) => {
    const { output } = await command(root, 'explain', name, ...options);
    for (const text of words) expect(output).toContain(text);
  });
});

describe('explain what applies plain objects', () => {
  const plain = {
    ...shop,
    'apps/kustomization.yaml': 'resources: [cache.yaml]\n',
    'apps/cache.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cache, namespace: shop, labels: {prepuller: enabled}}\n' +
      'spec: {template: {spec: {containers: [{name: a, image: "docker.io/library/redis:7.4.1"}]}}}\n',
  };

  it.each([
    [
      'flux-system/apps',
      ['Deployment shop/cache, apps/cache.yaml:3', 'docker.io/library/redis:7.4.1', 'generated file '],
    ],
    ['redis', ['pulled: docker.io/library/redis:7.4.1', 'Deployment/cache: spec.template.spec.containers[0].image']],
    ['apps/cache.yaml', ['line 3: Deployment shop/cache, opted in', 'goes into the plain objects of']],
  ])('%s', async (subject, words) => {
    const { output } = await command(await repositoryOf(plain), 'explain', subject);
    for (const text of ['Kustomization flux-system/apps', ...words]) expect(output).toContain(text);
    expect(output).not.toContain('It goes into no HelmRelease');
  });

  it('says of their generated file what it is for', async () => {
    const written = await repositoryOf(plain);
    await command(written, 'write');
    const file = 'infrastructure/prepullers/prepuller-kustomization-flux-system-apps.yaml';
    const { output } = await command(written, 'explain', `${written}/${file}`);
    expect(output).toContain('Kustomization flux-system/apps: plain objects, from clusters/production/apps.yaml');
  });
});

describe('explain FILE', () => {
  it.each([
    ['charts/shop/templates/front.yaml', ['goes into the HelmReleases', 'shop/shop', 'shop/asleep']],
    ['apps/quiet.yaml', ['line 4: HelmRelease shop/quiet, not opted in', 'built by Kustomization flux-system/apps']],
    ['elsewhere/forgotten.yaml', ['No live Kustomization builds it']],
    ['apps/kustomization.yaml', ['goes into the HelmReleases', 'shop/shop']],
  ])('%s', async (file, words) => {
    const { output, exitCode } = await command(root, 'explain', `${root}/${file}`);
    for (const text of words) expect(output).toContain(text);
    expect(exitCode).toBe(0);
  });

  it("says of the repository's own inputs that they count for all", async () => {
    const configured = await repositoryOf({ ...shop, '.prepuller.yaml': 'strategy: init\n' });
    const { output } = await command(configured, 'explain', `${configured}/.prepuller.yaml`);
    expect(output).toContain('gives inputs of every run');
    expect(output).not.toContain('It goes into no HelmRelease');
  });

  it('says of a generated file what it is for', async () => {
    const written = await repositoryOf(shop);
    await command(written, 'write');
    const { output } = await command(written, 'explain', `${written}/infrastructure/prepullers/prepuller-shop.yaml`);
    expect(output).toContain('generated by prepuller, which is up to date');
    expect(output).toContain('shop/shop: chart shop 1.2.3, from apps/shop.yaml');
  });
});

describe('explain', () => {
  it('says when nothing is known, and ends with 1', async () => {
    const { output, messages, exitCode } = await command(root, 'explain', 'quay.io/nobody/knows');
    expect([output, exitCode]).toEqual(['', 1]);
    expect(messages).toContain('Nothing is known of quay.io/nobody/knows');
  });

  it('gives the same as JSON', async () => {
    const { output } = await command(root, 'explain', 'backup', '--json');
    const [explanation] = JSON.parse(output) as { title: string; facts: { text: string }[] }[];
    expect(explanation).toMatchObject({
      title: 'HelmRelease shop/asleep, apps/asleep.yaml:4, chart shop 1.2.3',
      facts: [{ text: 'not pulled: quay.io/example/backup:6' }],
    });
  });
});
