// biome-ignore-all lint/style/noExcessiveLinesPerFile: what makes a release of plain files stands together.
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChartLocation } from '../../../src/flux/release.js';
import { FatalError } from '../../../src/problem.js';
import { temporaryFolder, writeFiles } from '../../support/checkout.js';
import {
  chartOf,
  chartReference,
  discover,
  discoverIn,
  helmRelease,
  helmRepository,
  type Overrides,
} from '../repository.js';

const plain: Overrides = { fluxMonorepo: false };
const source = { 'sources.yaml': helmRepository };
const names = ({ releases }: Awaited<ReturnType<typeof discover>>) =>
  releases.map(({ id }) => `${id.namespace}/${id.name}`);

describe('labelled HelmReleases of plain files', () => {
  it('are read with chart, values, names and place', async () => {
    const text = helmRelease('shop', {
      metadata: 'annotations:\n  prepuller-exclude: debug\n',
      spec: 'targetNamespace: live\nsuspend: true\nvalues:\n  replicas: 2\n',
    });
    const discovery = await discover({ ...source, 'apps/shop.yaml': text }, plain);
    expect(discovery.problems).toEqual([]);
    expect(discovery.complete).toBe(true);
    expect(discovery.releases).toEqual([
      {
        id: { namespace: 'web', name: 'shop' },
        place: { file: 'apps/shop.yaml', line: 4, column: 9 },
        releaseName: 'live-shop',
        releaseNamespace: 'live',
        suspended: true,
        chart: {
          location: { kind: 'http', url: 'https://charts.example.com', name: 'web', version: '1.2.3' },
          valuesFiles: [],
          ignoreMissingValuesFiles: false,
          source: {
            object: 'HelmRepository flux-system/examples',
            place: { file: 'sources.yaml', line: 6, column: 1 },
          },
        },
        chartPlaces: {
          name: { file: 'apps/shop.yaml', line: 14, column: 14 },
          version: { file: 'apps/shop.yaml', line: 15, column: 16 },
        },
        values: { replicas: 2 },
        integers: [],
        postRenderers: [],
        postRenderStrategy: 'combined',
        hooks: { tests: { enabled: false, included: [], excluded: [] } },
        control: { exclude: 'debug', include: '', strategy: '', patch: '' },
      },
    ]);
  });

  it('are told by kind, group and value of the label, not by the text', async () => {
    const discovery = await discover(
      {
        ...source,
        'comment.yaml': helmRelease('comment # prepuller: enabled', { label: '' }),
        'off.yaml': helmRelease('off', { label: 'disabled' }),
        'value.yaml': helmRelease('value', { label: '', spec: 'values:\n  prepuller: enabled\n' }),
        'kind.yaml': helmRelease('kind', { kind: 'HelmThing' }),
        'group.yaml': helmRelease('group', { apiVersion: 'helm.example.com/v2' }),
        'version.yaml': helmRelease('version', { apiVersion: 'helm.toolkit.fluxcd.io/v1' }),
        'new.yaml': helmRelease('new'),
        'older.yml': helmRelease('older', { apiVersion: 'helm.toolkit.fluxcd.io/v2beta2' }),
        'oldest.yaml': helmRelease('oldest', { apiVersion: 'helm.toolkit.fluxcd.io/v2beta1' }),
        'infrastructure/prepullers/copy.yaml': helmRelease('generated'),
        'node_modules/tool/release.yaml': helmRelease('dependency'),
      },
      plain,
    );
    expect(names(discovery)).toEqual(['web/new', 'web/older', 'web/oldest']);
    expect(discovery.problems).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('left out: HelmThing web/kind.') },
    ]);
  });

  it('are opted in by a label with a prefix', async () => {
    const text = helmRelease('shop', { labelKey: 'images.example.com/warm', label: '"enabled"' });
    const discovery = await discover({ ...source, 'a.yaml': text }, { ...plain, label: 'images.example.com/warm' });
    expect(names(discovery)).toEqual(['web/shop']);
  });

  it('may have one name in two namespaces, and then both stay', async () => {
    const discovery = await discover(
      {
        ...source,
        'b.yaml': helmRelease('shop', { namespace: 'b' }),
        'a.yaml': helmRelease('shop', { namespace: 'a' }),
      },
      plain,
    );
    expect(names(discovery)).toEqual(['a/shop', 'b/shop']);
  });

  it('that have the same name and namespace are said, and the first stays', async () => {
    const discovery = await discover(
      { ...source, 'a.yaml': helmRelease('shop'), 'b.yaml': helmRelease('shop', { spec: 'suspend: true' }) },
      plain,
    );
    expect(discovery.releases.map(({ place }) => place.file)).toEqual(['a.yaml']);
    expect(discovery.problems).toMatchObject([{ severity: 'warning', place: { file: 'b.yaml' } }]);
    expect(discovery.problems[0]?.message).toContain('a.yaml:4');
  });

  const shop = (values = '{}') => helmRelease('shop', { spec: `values: ${values}` });
  it.each([
    ['with carriage returns', shop().replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\uFEFF${shop()}`],
    ['after an empty document and another object', `---\n---\nkind: Namespace\n---\n${shop()}---\n`],
    ['in a List', `apiVersion: v1\nkind: List\nitems:\n  - ${shop().trim().replaceAll('\n', '\n    ')}\n`],
    ['with anchors and merge keys', shop('\n  a: &a {x: 1}\n  b: {<<: *a, y: 2}')],
    ['with an alias as a key and no space before its colon', shop('\n  a: &app web\n  b:\n    *app: {x: 1}')],
    ['with template braces in its values', shop('\n  text: "{{ .Values.x }}"')],
  ])('are read from a file %s', async (_, text) => {
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(discovery.problems).toEqual([]);
    expect(names(discovery)).toEqual(['web/shop']);
  });

  it('keep the meaning of anchors, merge keys, octal numbers and dangerous keys', async () => {
    const values =
      'values:\n  base: &base {x: 1}\n  merged: {<<: *base, y: 2}\n  mode: 0775\n  "on": yes\n  __proto__: {polluted: true}\n';
    const discovery = await discover({ ...source, 'a.yaml': helmRelease('shop', { spec: values }) }, plain);
    expect(JSON.stringify(discovery.releases[0]?.values)).toBe(
      '{"base":{"x":1},"merged":{"x":1,"y":2},"mode":509,"on":"yes","__proto__":{"polluted":true}}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('bad input', () => {
  it.each([
    ['an unrelated file', 'prepuller: [', 'warning', true],
    ['a labelled file', helmRelease('broken', { spec: 'values: [' }), 'error', false],
    [
      'a labelled file with an alias that nothing defines',
      helmRelease('broken', { spec: 'values: {a: *none}' }),
      'error',
      false,
    ],
    [
      'a file whose label is a comment',
      `${helmRelease('broken', { label: '' })}  x: [ # prepuller: enabled`,
      'warning',
      true,
    ],
  ] as const)('does not parse in %s: the others go on', async (_, text, severity, complete) => {
    const discovery = await discover({ ...source, 'broken.yaml': text, 'good.yaml': helmRelease('good') }, plain);
    expect(names(discovery)).toEqual(['web/good']);
    expect(discovery.problems).toMatchObject([{ severity, kind: 'manifest', place: { file: 'broken.yaml' } }]);
    expect(discovery.problems[0]?.place?.line).toBeGreaterThan(0);
    expect(discovery.complete).toBe(complete);
  });

  it('leaves the templates of a chart alone', async () => {
    const template = `{{- if .Values.on }}\n${helmRelease('template')}\n{{- end }}\n`;
    const discovery = await discover(
      { ...source, 'charts/a/Chart.yaml': 'name: a\n', 'charts/a/templates/deep/release.yaml': template },
      plain,
    );
    expect(discovery).toMatchObject({ releases: [], problems: [], complete: true });
  });

  it('does not follow symbolic links, in loops or out of the tree', async () => {
    const outside = await temporaryFolder('outside');
    const root = await temporaryFolder('flux');
    await writeFiles(outside, { 'secret.yaml': helmRelease('outside') });
    await writeFiles(root, { ...source, 'apps/shop.yaml': helmRelease('shop') });
    await symlink(outside, path.join(root, 'out'));
    await symlink(path.join(outside, 'secret.yaml'), path.join(root, 'file.yaml'));
    await symlink('..', path.join(root, 'apps/loop'));
    await symlink('nowhere.yaml', path.join(root, 'broken.yaml'));
    const discovery = await discoverIn(root, plain);
    expect(names(discovery)).toEqual(['web/shop']);
    expect(discovery.problems).toEqual([]);
  });

  it('names what was looked for and what is there when a source is missing', async () => {
    const text = helmRelease('shop', { chart: chartOf({ name: 'exmaples' }) });
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(discovery.releases).toEqual([]);
    expect(discovery.problems).toEqual([
      {
        severity: 'error',
        kind: 'source',
        message:
          'Its chart source HelmRepository flux-system/exmaples is not in this repository; there are flux-system/examples.',
        object: 'HelmRelease web/shop',
        place: { file: 'a.yaml', line: 16, column: 15 },
        release: { namespace: 'web', name: 'shop' },
      },
    ]);
  });

  it('says that a release has no chart', async () => {
    const text = helmRelease('shop', { chart: 'suspend: false' });
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(discovery.problems).toMatchObject([
      {
        severity: 'error',
        kind: 'manifest',
        place: { file: 'a.yaml', line: 8 },
        release: { namespace: 'web', name: 'shop' },
      },
    ]);
  });

  it('says that a release is encrypted', async () => {
    const text = `${helmRelease('shop')}sops:\n  mac: ENC[AES256_GCM,data:x]\n`;
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(discovery.releases).toEqual([]);
    expect(discovery.problems).toMatchObject([{ severity: 'error', place: { file: 'a.yaml', line: 18 } }]);
  });
});

describe('the chart of a release', () => {
  const withSource = (chart: Parameters<typeof chartOf>[0] = {}) =>
    helmRelease('shop', { chart: chartOf({ name: 'it', ...chart }) });
  const object = (kind: string, spec: string, version = 'v1') =>
    `apiVersion: source.toolkit.fluxcd.io/${version}\nkind: ${kind}\nmetadata: {name: it, namespace: flux-system}\nspec: ${spec}\n`;
  const oci = 'oci://registry.example.com/charts/web';
  const reference = (kind: string) => helmRelease('shop', { chart: chartReference(kind, 'it') });

  it.each<[string, string, string, ChartLocation]>([
    [
      'an HTTP repository',
      withSource(),
      object('HelmRepository', '{url: "https://a.example.com/x/"}', 'v1beta1'),
      { kind: 'http', url: 'https://a.example.com/x', name: 'web', version: '1.2.3' },
    ],
    [
      'an HTTP repository, without a version',
      withSource({ version: '' }),
      object('HelmRepository', '{url: "https://a.example.com"}'),
      { kind: 'http', url: 'https://a.example.com', name: 'web', version: '*' },
    ],
    [
      'an OCI repository of charts',
      withSource(),
      object('HelmRepository', '{type: oci, url: "oci://registry.example.com/charts/", insecure: true}', 'v1beta2'),
      { kind: 'oci', url: oci, reference: { version: '1.2.3' }, insecure: true },
    ],
    [
      'an OCIRepository by tag',
      reference('OCIRepository'),
      object('OCIRepository', `{url: "${oci}", ref: {tag: "1.0.0"}}`, 'v1beta2'),
      { kind: 'oci', url: oci, reference: { tag: '1.0.0' }, insecure: false },
    ],
    [
      'an OCIRepository without a ref',
      reference('OCIRepository'),
      object('OCIRepository', `{url: "${oci}"}`),
      { kind: 'oci', url: oci, reference: { tag: 'latest' }, insecure: false },
    ],
    [
      'an OCIRepository by range before tag',
      reference('OCIRepository'),
      object('OCIRepository', `{url: "${oci}", ref: {tag: "1", semver: "1.x", semverFilter: ".*-rc.*"}}`),
      { kind: 'oci', url: oci, reference: { semver: '1.x', filter: '.*-rc.*' }, insecure: false },
    ],
    [
      'an OCIRepository by digest before all',
      reference('OCIRepository'),
      object('OCIRepository', `{url: "${oci}", ref: {tag: "1", semver: "1.x", digest: "sha256:ab"}}`),
      { kind: 'oci', url: oci, reference: { digest: 'sha256:ab' }, insecure: false },
    ],
    [
      'a HelmChart',
      reference('HelmChart'),
      `${object('HelmChart', '{chart: web, version: 2.x, sourceRef: {kind: HelmRepository, name: examples}}')}`,
      { kind: 'http', url: 'https://charts.example.com', name: 'web', version: '2.x' },
    ],
    [
      'a folder of this repository',
      withSource({ kind: 'GitRepository', name: 'flux-system', chart: './charts/web/' }),
      '',
      { kind: 'directory', path: 'charts/web' },
    ],
    [
      'a folder of another repository',
      withSource({ kind: 'GitRepository', chart: './charts/web' }),
      object('GitRepository', '{url: "https://git.example.com/a/b", ref: {tag: v1, branch: main}}'),
      { kind: 'git', url: 'https://git.example.com/a/b', reference: { tag: 'v1' }, path: 'charts/web' },
    ],
    [
      'a folder of another repository without a ref',
      withSource({ kind: 'GitRepository' }),
      object('GitRepository', '{url: "https://git.example.com/a/b"}'),
      { kind: 'git', url: 'https://git.example.com/a/b', reference: { branch: 'master' }, path: 'web' },
    ],
  ])('is found in %s', async (_, release, declaration, location) => {
    const discovery = await discover({ ...source, 'a.yaml': release, 'it.yaml': declaration }, plain);
    expect(discovery.problems).toEqual([]);
    expect(discovery.releases.map(({ chart }) => chart.location)).toEqual([location]);
  });

  it.each([
    ['a Bucket', withSource({ kind: 'Bucket' }), 'Bucket'],
    ['an ExternalArtifact', reference('ExternalArtifact'), 'ExternalArtifact'],
    [
      'a path out of the repository',
      withSource({ kind: 'GitRepository', name: 'flux-system', chart: '../other' }),
      'outside',
    ],
  ])('is refused with a reason when it is %s', async (_, release, reason) => {
    const discovery = await discover({ ...source, 'a.yaml': release }, plain);
    expect(discovery.releases).toEqual([]);
    expect(discovery.problems).toMatchObject([{ severity: 'error', kind: 'source', place: { file: 'a.yaml' } }]);
    expect(discovery.problems[0]?.message).toContain(reason);
  });

  it('takes the values files in the order of Flux', async () => {
    const text = helmRelease('shop', {
      chart: chartOf({
        further: 'valuesFile: a.yaml\nvaluesFiles: [b.yaml, c.yaml]\nignoreMissingValuesFiles: true',
      }),
    });
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(discovery.releases[0]?.chart).toMatchObject({
      valuesFiles: ['a.yaml', 'b.yaml', 'c.yaml'],
      ignoreMissingValuesFiles: true,
    });
  });

  it('is found by its name alone where neither says a namespace', async () => {
    const text = helmRelease('shop', { namespace: '', chart: chartOf({ namespace: '' }) });
    const discovery = await discover({ ...source, 'a.yaml': text }, plain);
    expect(names(discovery)).toEqual(['default/shop']);
  });
});

describe('the variables of a cluster', () => {
  const config =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  VERSION: 3.0.0\n  HOST: charts.example.com\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {ZONE: east}\n';
  const repository = {
    'clusters/home/cluster-config.yaml': config,
    'clusters/other/cluster-config.yaml': config.replaceAll('3.0.0', '4.0.0'),
    'sources.yaml': helmRepository.replace('charts.example.com', '${HOST}'),
    'shop.yaml': helmRelease('shop', {
      chart: chartOf({ version: '${VERSION}' }),
      spec: 'values:\n  zone: ${ZONE}-${TEAM}\n',
    }),
  };

  it('are put into HelmReleases and sources, and those of the input come first', async () => {
    const options = { ...plain, clusterName: 'home', substitutions: { TEAM: 'red', ZONE: 'west' } };
    const discovery = await discover(repository, options);
    expect(discovery.problems).toEqual([]);
    expect(discovery.releases[0]?.chart.location).toMatchObject({
      url: 'https://charts.example.com',
      version: '3.0.0',
    });
    expect(discovery.releases[0]?.values).toEqual({ zone: 'west-red' });
  });

  it.each([
    [false, 'warning', 1],
    [true, 'error', 0],
  ] as const)(
    'that are not set are said with their place (strict: %s)',
    async (strictSubstitution, severity, count) => {
      const discovery = await discover(repository, { ...plain, clusterName: 'home', strictSubstitution });
      expect(discovery.releases).toHaveLength(count);
      expect(discovery.problems).toMatchObject([
        { severity, kind: 'substitution', place: { file: 'shop.yaml', line: 19 } },
      ]);
      expect(discovery.problems[0]?.message).toContain('TEAM');
    },
  );

  it.each([
    ['the whole file', 'data: {TEAM: "ENC[AES256_GCM,data:x]"}\nsops: {mac: x}\n'],
    ['one value, with its metadata taken off', 'data: {TEAM: "ENC[AES256_GCM,data:x]"}\n'],
  ])('are never ciphertext: SOPS encrypted %s', async (_, data) => {
    const encrypted = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n${data}`;
    const files = { ...repository, 'clusters/home/cluster-config.yaml': `${config}---\n${encrypted}` };
    const discovery = await discover(files, { ...plain, clusterName: 'home', substitutions: { TEAM: 'red' } });
    expect(discovery.releases[0]?.values).toEqual({ zone: 'east-red' });
    expect(discovery.problems).toMatchObject([
      { severity: 'warning', place: { file: 'clusters/home/cluster-config.yaml', line: 15 } },
    ]);
  });

  it('leave everything as it is without a cluster', async () => {
    const discovery = await discover(repository, plain);
    expect(discovery.releases[0]?.values).toEqual({ zone: '${ZONE}-${TEAM}' });
  });

  it('need a cluster that is there', async () => {
    await expect(discover(repository, { ...plain, clusterName: 'hmoe' })).rejects.toThrow(FatalError);
  });
});

describe('kustomization.yaml files around plain files', () => {
  it('give the namespace, the outermost over the others', async () => {
    const discovery = await discover(
      {
        ...source,
        'apps/kustomization.yaml': 'namespace: outer\nresources: [shop]\n',
        'apps/shop/kustomization.yaml': 'namespace: inner\nresources: [shop.yaml]\n',
        'apps/shop/shop.yaml': helmRelease('shop'),
        'apps/shop/loose.yaml': helmRelease('loose'),
      },
      plain,
    );
    expect(names(discovery)).toEqual(['outer/shop', 'web/loose']);
  });

  it('make a labelled patch no release, which is said', async () => {
    const patch = helmRelease('shop', { chart: 'values: {a: 1}' });
    const discovery = await discover(
      {
        ...source,
        'base/shop.yaml': helmRelease('shop', { label: '' }),
        'base/kustomization.yaml': 'resources: [shop.yaml]\n',
        'live/kustomization.yaml': 'resources: [../base]\npatches: [{path: patches/shop.yaml}]\n',
        'live/patches/shop.yaml': patch,
      },
      plain,
    );
    expect(discovery).toMatchObject({ releases: [], complete: true });
    expect(discovery.problems).toMatchObject([{ severity: 'notice', place: { file: 'live/patches/shop.yaml' } }]);
    expect(discovery.problems[0]?.release).toBeUndefined();
  });

  it('do not hide values of ConfigMaps in files', async () => {
    const spec = 'valuesFrom: [{kind: ConfigMap, name: shop}]\nvalues: {b: 2}';
    const values =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop, namespace: web}\ndata: {values.yaml: "a: 1"}\n';
    const discovery = await discover({ ...source, 'a.yaml': helmRelease('shop', { spec }), 'b.yaml': values }, plain);
    expect(discovery.releases[0]?.values).toEqual({ a: 1, b: 2 });
  });
});

describe('The annotation for values', () => {
  const secret = 'valuesFrom: [{kind: Secret, name: shop}]\nvalues: {a: 1, b: {c: 1, d: 1}}';
  const annotated = (values: string) =>
    discover(
      { ...source, 'a.yaml': helmRelease('shop', { spec: secret, metadata: `annotations:\n  ${values}\n` }) },
      plain,
    );

  it.each([
    ['prepuller-values: "{b: {c: 2}, token: x}"', { a: 1, b: { c: 2, d: 1 }, token: 'x' }],
    ['prepuller-values: "a: null"', { a: null, b: { c: 1, d: 1 } }],
    ['prepuller-values: ""', { a: 1, b: { c: 1, d: 1 } }],
    ['other-values: "a: 2"', { a: 1, b: { c: 1, d: 1 } }],
  ])('is merged over all others: %s', async (annotation, expected) => {
    const { releases, problems } = await annotated(annotation);
    expect(releases[0]?.values).toEqual(expected);
    expect(problems).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('annotation prepuller-values.') },
    ]);
  });

  it.each([
    ['prepuller-values: "[a]"', 'The annotation prepuller-values must be a YAML map of values.'],
    ['prepuller-values: "a: [b"', 'The annotation prepuller-values cannot be read: it is not valid YAML (line 1).'],
  ])('fails the release when it is no map: %s', async (annotation, message) => {
    const { releases, problems } = await annotated(annotation);
    expect(releases).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        message,
        place: expect.objectContaining({ file: 'a.yaml', line: 9 }),
      }),
    );
  });
});
