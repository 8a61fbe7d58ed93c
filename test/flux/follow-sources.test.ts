import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../src/flux/discovery.js';
import type { FetchSource, SourceContent } from '../../src/flux/source-contents.js';
import { type Files, temporaryFolder, writeFiles, writeLinks } from '../support/checkout.js';
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

  it.each([
    ['apps', 'base', 'clusters/live/apps.yaml:13', 'and apps is a symbolic link'],
    [
      'apps/shop.yaml',
      '../base/shop.yaml',
      'GitRepository flux-system/released:apps/kustomization.yaml:2',
      'name base/',
    ],
  ])('has no symbolic links, as in Flux: %s', async (link, target, place, message) => {
    const folder = await temporaryFolder('source');
    const files = { 'base/shop.yaml': helmRelease('shop'), 'base/kustomization.yaml': 'resources:\n- shop.yaml\n' };
    const named = link === 'apps' ? {} : { 'apps/kustomization.yaml': 'resources:\n- shop.yaml\n' };
    await writeFiles(folder, { ...files, ...named });
    await writeLinks(folder, { [link]: target });
    const discovery = await discover(repository, {}, async () => ({ folder }));
    expect(names(discovery)).toEqual([]);
    const [error, ...others] = discovery.problems.filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect(error?.message).toContain(message);
    expect(`${error?.place?.file}:${error?.place?.line}`).toBe(place);
    expect(discovery).toMatchObject({ complete: false, hidden: true });
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
});

it('A source that would end the run if it were this repository is not taken, and said', async () => {
  const patterns = Array.from({ length: 2001 }, (_, index) => `a${index}`).join('\n');
  const { fetchSource } = await sourceOf({ '.sourceignore': patterns, 'apps/shop.yaml': helmRelease('shop') });
  const { problems, releases } = await discover(repository, {}, fetchSource);
  expect(releases).toEqual([]);
  expect(problems[0]).toMatchObject({
    severity: 'warning',
    message: expect.stringContaining('more than 2000 patterns'),
  });
  await expect(discover({ ...repository, '.sourceignore': patterns })).rejects.toThrow('more than 2000 patterns');
});

describe('A source of another kind', () => {
  const source = (kind: string, spec: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: {name: released, namespace: flux-system}
spec: ${spec}
`;
  const clusterWith = (kind: string, spec: string): Files => ({
    ...repository,
    'clusters/live/apps.yaml': documents(
      source(kind, spec),
      kustomization('apps', './apps', { source: 'released', kind }),
      helmRepository,
    ),
  });

  it.each<[string, string, SourceContent]>([
    [
      'OCIRepository',
      '{url: "oci://registry.example.com/fleet", ref: {tag: v1}}',
      { kind: 'oci', url: 'oci://registry.example.com/fleet', reference: { tag: 'v1' }, insecure: false },
    ],
    [
      'OCIRepository',
      '{url: "oci://registry.example.com/fleet", insecure: true, ref: {semver: 1.x, semverFilter: ".*"}, layerSelector: {mediaType: a/b}}',
      {
        kind: 'oci',
        url: 'oci://registry.example.com/fleet',
        reference: { semver: '1.x', filter: '.*' },
        insecure: true,
        layerMediaType: 'a/b',
      },
    ],
    [
      'Bucket',
      '{endpoint: s3.example.com, bucketName: fleet, prefix: live}',
      { kind: 'bucket', endpoint: 'https://s3.example.com', bucket: 'fleet', prefix: 'live' },
    ],
    [
      'Bucket',
      '{endpoint: "minio:9000", bucketName: fleet, insecure: true}',
      { kind: 'bucket', endpoint: 'http://minio:9000', bucket: 'fleet', prefix: '' },
    ],
    [
      'GitRepository',
      '{url: "https://git.example.com/acme/other", recurseSubmodules: true}',
      { kind: 'git', url: 'https://git.example.com/acme/other', reference: { branch: 'master' }, submodules: true },
    ],
  ])('such as %s %s is followed', async (kind, spec, content) => {
    const { fetchSource, asked } = await sourceOf({ 'apps/shop.yaml': helmRelease('shop') });
    const discovery = await discover(clusterWith(kind, spec), {}, fetchSource);
    expect(asked).toEqual([content]);
    expect(discovery.releases).toMatchObject([{ place: { file: `${kind} flux-system/released:apps/shop.yaml` } }]);
  });

  it.each([
    [
      'Bucket',
      '{endpoint: s3.example.com, bucketName: fleet, secretRef: {name: keys}}',
      'credentials of the Secret keys',
    ],
    ['Bucket', '{endpoint: x.blob.core.windows.net, bucketName: fleet, provider: azure}', 'buckets of Azure'],
  ])('such as %s %s is said, and not asked for', async (kind, spec, message) => {
    const { fetchSource, asked } = await sourceOf({});
    const { problems } = await discover(clusterWith(kind, spec), {}, fetchSource);
    expect(asked).toEqual([]);
    expect(problems[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining(message) });
  });

  it.each([
    ['OCIRepository', '{url: "oci://registry.example.com/fleet", verify: {provider: cosign}}', 'signature'],
    [
      'GitRepository',
      '{url: "https://git.example.com/x/y", verify: {mode: HEAD, secretRef: {name: keys}}}',
      'signature',
    ],
    ['GitRepository', '{url: "https://git.example.com/x/y", sparseCheckout: [apps]}', 'spec.sparseCheckout'],
  ])('such as %s %s is followed, with what is not done', async (kind, spec, message) => {
    const { fetchSource } = await sourceOf({ 'apps/shop.yaml': helmRelease('shop') });
    const { problems, releases } = await discover(clusterWith(kind, spec), {}, fetchSource);
    expect(releases).toHaveLength(1);
    expect(problems).toMatchObject([{ severity: 'notice' }, { severity: 'notice' }]);
    expect(problems[0]?.message).toContain(message);
  });
});

it('Sources that are not followed are said once', async () => {
  const discovery = await discover(repository);
  expect(discovery.problems[0]).toMatchObject({ severity: 'notice' });
  expect(discovery.problems[0]?.message).toContain('GitRepository flux-system/released (apps)');
});
