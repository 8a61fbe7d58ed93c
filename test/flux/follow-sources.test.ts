import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../src/flux/discovery.js';
import type { FetchSource, SourceContent } from '../../src/flux/source-contents.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { documents, gitRepository, kustomization } from './objects.js';
import { discover, helmRelease, helmRepository } from './repository.js';

const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);
const fleet = 'https://git.example.com/acme/fleet.git';

/** A cluster whose `apps` come from a tag of the same repository. */
const repository: Files = {
  'clusters/live/flux-system/gotk-sync.yaml': documents(
    gitRepository('flux-system'),
    kustomization('flux-system', './clusters/live'),
  ),
  'clusters/live/apps.yaml': documents(
    gitRepository('released', { ref: '{tag: v1}' }),
    kustomization('apps', './apps', { source: 'released' }),
    helmRepository,
  ),
  'apps/shop.yaml': helmRelease('shop', { spec: 'values: {from: checkout}' }),
};

/** Gives the same files for every source, and keeps what was asked for. */
async function sourceOf(files: Files): Promise<{ fetchSource: FetchSource; asked: SourceContent[] }> {
  const folder = await temporaryFolder('source');
  await writeFiles(folder, files);
  const asked: SourceContent[] = [];
  return {
    asked,
    fetchSource: async (source) => {
      asked.push(source);
      return { folder };
    },
  };
}

describe('A source that is followed', () => {
  it('gives the releases of the ref that it names, with their place in it', async () => {
    const { fetchSource, asked } = await sourceOf({
      'apps/shop.yaml': helmRelease('shop', { spec: 'values: {from: tag}' }),
    });
    const discovery = await discover(repository, {}, fetchSource);
    expect(asked).toEqual([{ kind: 'git', url: fleet, reference: { tag: 'v1' } }]);
    expect(discovery.releases).toMatchObject([
      { values: { from: 'tag' }, place: { file: 'GitRepository flux-system/released:apps/shop.yaml', line: 4 } },
    ]);
    expect(discovery).toMatchObject({ complete: true, hidden: false });
    expect([...discovery.settledFiles]).toContain('GitRepository flux-system/released:apps/shop.yaml');
    expect([...discovery.settledFiles]).not.toContain('apps/shop.yaml');
  });

  it('is fetched once, however many build it, and in whatever words', async () => {
    const { fetchSource, asked } = await sourceOf({
      'apps/shop.yaml': helmRelease('shop'),
      'more/cart.yaml': helmRelease('cart'),
    });
    const more = documents(
      gitRepository('again', { namespace: 'web', ref: '{tag: v1}' }),
      kustomization('more', './more', { source: 'again', sourceNamespace: 'web' }),
    );
    const discovery = await discover({ ...repository, 'clusters/live/more.yaml': more }, {}, fetchSource);
    expect(names(discovery)).toEqual(['web/cart', 'web/shop']);
    expect(asked).toHaveLength(1);
  });

  it('may give Kustomizations of this repository, sources, variables and ResourceSets', async () => {
    const { fetchSource } = await sourceOf({
      'apps/back.yaml': documents(
        kustomization('back', './back', {
          spec: 'postBuild: {substituteFrom: [{kind: ConfigMap, name: tiers}]}',
        }),
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tiers, namespace: flux-system}\ndata: {TIER: gold}\n',
      ),
      'apps/set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: carts, namespace: web}
spec:
  inputs: [{name: cart}]
  resourcesTemplate: |
    ${helmRelease('<< inputs.name >>').replaceAll('\n', '\n    ')}
`,
    });
    const back = helmRelease('back', { spec: 'values: {tier: "${TIER}"}' });
    const discovery = await discover({ ...repository, 'back/back.yaml': back }, {}, fetchSource);
    expect(discovery.problems.filter(({ severity }) => severity !== 'notice')).toEqual([]);
    expect(discovery.releases).toMatchObject([{ values: { tier: 'gold' } }, { id: { name: 'cart' } }]);
  });

  it('gives the same when everything is built', async () => {
    const files: Files = { 'apps/shop.yaml': helmRelease('shop'), 'apps/note.txt': 'x' };
    const { fetchSource } = await sourceOf(files);
    const needed = await discover(repository, {}, fetchSource);
    const everything = await discover(repository, { buildEverything: true }, fetchSource);
    expect(everything.releases).toEqual(needed.releases);
  });

  it('says where it is broken', async () => {
    const { fetchSource } = await sourceOf({ 'apps/kustomization.yaml': 'resources: [missing.yaml]\n' });
    const discovery = await discover(repository, {}, fetchSource);
    expect(discovery.hidden).toBe(true);
    const [problem] = discovery.problems.filter(({ severity }) => severity === 'error');
    expect(problem?.place?.file).toBe('GitRepository flux-system/released:apps/kustomization.yaml');
  });

  it('has the folder that is built, or it is said', async () => {
    const { fetchSource } = await sourceOf({ 'other/shop.yaml': helmRelease('shop') });
    const { problems } = await discover(repository, {}, fetchSource);
    expect(problems[0]?.message).toContain('no folder of GitRepository flux-system/released');
  });
});

describe('A source that cannot be fetched', () => {
  it('is one warning with all that build it, and hides nothing of this repository', async () => {
    const more = kustomization('more', './more', { source: 'released' });
    const discovery = await discover({ ...repository, 'clusters/live/more.yaml': more }, {}, async () => ({
      fault: 'no such tag',
    }));
    const [warning, ...others] = discovery.problems.filter(({ severity }) => severity !== 'notice');
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', object: 'GitRepository flux-system/released' });
    expect(warning?.message).toMatch(/apps, more.*no such tag/);
    expect(discovery).toMatchObject({ complete: false, hidden: false, releases: [] });
  });

  it('is said when it is an OCIRepository, which nothing fetches', async () => {
    const oci = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: released, namespace: flux-system}\nspec: {url: "oci://registry.example.com/manifests"}\n`;
    const apps = documents(oci, kustomization('apps', './apps', { source: 'released', kind: 'OCIRepository' }));
    const { fetchSource, asked } = await sourceOf({});
    const discovery = await discover({ ...repository, 'clusters/live/apps.yaml': apps }, {}, fetchSource);
    expect(asked).toEqual([]);
    expect(discovery.problems).toMatchObject([{ severity: 'warning' }, { severity: 'notice' }]);
  });
});

it('Sources that are not followed are said once', async () => {
  const discovery = await discover(repository);
  expect(discovery.problems[0]).toMatchObject({ severity: 'notice' });
  expect(discovery.problems[0]?.message).toContain('GitRepository flux-system/released (apps)');
});
