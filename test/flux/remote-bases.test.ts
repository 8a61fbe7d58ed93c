import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../src/flux/discovery.js';
import type { FetchSource, SourceContent } from '../../src/flux/source-contents.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { documents, gitRepository, kustomization } from './objects.js';
import { discover, helmRelease, helmRepository } from './repository.js';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);
const serious = ({ problems }: Discovery) => problems.filter(({ severity }) => severity !== 'notice');

const base = 'https://git.example.com/acme/base//deploy?ref=v1';

/** A cluster whose `apps` are built of these lines. */
function clusterOf(apps: string, more: Files = {}): Files {
  return {
    'clusters/live/flux-system/gotk-sync.yaml': documents(
      gitRepository('flux-system'),
      kustomization('flux-system', './clusters/live'),
      kustomization('apps', './apps'),
      helmRepository,
    ),
    'apps/kustomization.yaml': apps,
    ...more,
  };
}

/** Serves contents by their URL, and keeps what was asked for. */
async function serve(contents: Record<string, Files>): Promise<{ fetchSource: FetchSource; asked: SourceContent[] }> {
  const asked: SourceContent[] = [];
  const folders = new Map<string, string>();
  for (const [url, files] of Object.entries(contents)) {
    const folder = await temporaryFolder('base');
    await writeFiles(folder, files);
    folders.set(url, folder);
  }
  return {
    asked,
    fetchSource: async (content) => {
      asked.push(content);
      const folder = folders.get('url' in content ? content.url : content.bucket);
      return folder === undefined ? { fault: 'it is not there (404)' } : { folder };
    },
  };
}

const git = 'https://git.example.com/acme/base';

describe('A remote base', () => {
  it('gives its objects to the kustomization that names it, as kustomize would', async () => {
    const { fetchSource, asked } = await serve({
      [git]: {
        'deploy/kustomization.yaml': 'resources: [shop.yaml, ../common]\nnamePrefix: live-\n',
        'deploy/shop.yaml': helmRelease('shop'),
        'common/kustomization.yaml': 'resources: [cart.yaml]\n',
        'common/cart.yaml': helmRelease('cart'),
      },
    });
    // The patch names the release as it was before the prefix.
    const apps = `resources: ["${base}"]
patches:
  - patch: |
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: {name: shop, namespace: web}
      spec: {values: {tier: gold}}
`;
    const discovery = await discover(clusterOf(apps), {}, fetchSource);
    expect(serious(discovery)).toEqual([]);
    expect(asked).toEqual([{ kind: 'git', url: git, reference: { revision: 'v1' }, submodules: true }]);
    expect(names(discovery)).toEqual(['web/live-cart', 'web/live-shop']);
    expect(discovery.releases[1]).toMatchObject({ values: { tier: 'gold' } });
    expect(discovery.releases[1]?.place.file).toMatch(
      /^\.prepuller-remote\/git\.example\.com\/acme\/base@v1-\w+\/deploy\/shop\.yaml$/,
    );
    expect(discovery).toMatchObject({ complete: true, hidden: false });
  });

  it('is the same when everything is built', async () => {
    const { fetchSource } = await serve({
      [git]: { 'deploy/kustomization.yaml': 'resources: [shop.yaml]\n', 'deploy/shop.yaml': helmRelease('shop') },
    });
    const files = clusterOf(`resources: ["${base}"]\n`);
    const needed = await discover(files, {}, fetchSource);
    const everything = await discover(files, { buildEverything: true }, fetchSource);
    expect(names(needed)).toEqual(['web/shop']);
    expect(everything.releases).toEqual(needed.releases);
  });

  it('may name bases in turn, be a component, and be named by a source that is followed', async () => {
    const component = 'https://git.example.com/acme/component';
    const { fetchSource } = await serve({
      'https://git.example.com/acme/fleet.git': {
        'apps/kustomization.yaml': `resources: ["${base}"]\ncomponents: ["${component}//gold"]\n`,
      },
      [git]: { 'deploy/kustomization.yaml': 'resources: ["https://git.example.com/acme/inner//x"]\n' },
      'https://git.example.com/acme/inner': {
        'x/kustomization.yaml': 'resources: [shop.yaml]\n',
        'x/shop.yaml': helmRelease('shop'),
      },
      [component]: {
        'gold/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamespace: gold\n',
      },
    });
    const cluster = clusterOf('resources: []\n', {
      'clusters/live/more.yaml': documents(
        gitRepository('released', { ref: '{tag: v1}' }),
        kustomization('more', './apps', { source: 'released' }),
      ),
    });
    const discovery = await discover(cluster, {}, fetchSource);
    expect(serious(discovery)).toEqual([]);
    expect(names(discovery)).toEqual(['gold/shop']);
  });

  it('may be a file of a web server, also as a patch', async () => {
    const crds = 'https://example.com/releases/download/v1/install.yaml';
    const patch = 'https://example.com/patch.yaml';
    const { fetchSource, asked } = await serve({
      [crds]: { 'resource.yaml': helmRelease('shop') },
      [patch]: { 'resource.yaml': '- {op: add, path: /spec/values, value: {tier: gold}}\n' },
    });
    const apps = `resources: ["${crds}"]\npatches: [{path: "${patch}", target: {kind: HelmRelease}}]\n`;
    const discovery = await discover(clusterOf(apps), {}, fetchSource);
    expect(serious(discovery)).toEqual([]);
    expect(discovery.releases).toMatchObject([{ values: { tier: 'gold' } }]);
    expect(asked.map(({ kind }) => kind)).toEqual(['file', 'file']);
  });

  it('leads out of its own repository no more than out of this one', async () => {
    const { fetchSource } = await serve({
      [git]: { 'deploy/kustomization.yaml': 'resources: ["../../../../../../secret.yaml"]\n' },
    });
    const files = clusterOf(`resources: ["${base}"]\n`, { 'secret.yaml': helmRelease('secret') });
    const discovery = await discover(files, {}, fetchSource);
    expect(names(discovery)).toEqual([]);
    expect(serious(discovery)[0]?.message).toContain('lies outside of this repository');
  });

  it('is nothing that a path of this repository leads to', async () => {
    const { fetchSource } = await serve({ [git]: { 'deploy/kustomization.yaml': 'resources: []\n' } });
    const found = await discover(clusterOf(`resources: ["${base}"]\n`), {}, fetchSource);
    expect(serious(found)).toEqual([]);
    const files = clusterOf(`resources: ["${base}", ../.prepuller-remote/x]\n`);
    expect(serious(await discover(files, {}, fetchSource))[0]?.message).toContain('there is no .prepuller-remote/x');
  });
});

describe('A remote base that cannot be fetched', () => {
  it('is a warning with the reason, and the rest is built', async () => {
    const { fetchSource } = await serve({});
    const files = clusterOf(`resources: ["${base}", shop.yaml]\n`, { 'apps/shop.yaml': helmRelease('shop') });
    const discovery = await discover(files, {}, fetchSource);
    expect(names(discovery)).toEqual(['web/shop']);
    expect(serious(discovery)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('cannot be fetched (it is not there (404))') },
    ]);
    expect(discovery).toMatchObject({ complete: false, hidden: false });
  });

  it('is no error either where kustomize needs what it holds', async () => {
    const { fetchSource } = await serve({});
    const patch = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-the-base}\n';
    const files = clusterOf(`resources: ["${base}", more.yaml]\npatchesStrategicMerge: [patch.yaml]\n`, {
      'apps/patch.yaml': patch,
      'apps/more.yaml': helmRelease('shop'),
    });
    const discovery = await discover(files, {}, fetchSource);
    expect(serious(discovery).every(({ severity }) => severity === 'warning')).toBe(true);
    expect(discovery.hidden).toBe(true);
  });

  it('is said and not asked for where nothing is followed', async () => {
    const discovery = await discover(clusterOf(`resources: ["${base}"]\n`));
    expect(discovery.problems).toMatchObject([
      {
        severity: 'notice',
        message: expect.stringContaining(`are not fetched, and what they declare is not seen: ${base}.`),
      },
    ]);
  });
});
