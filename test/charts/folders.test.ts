// biome-ignore-all lint/style/noExcessiveLinesPerFile: each way in which a chart is a folder is one case of one subject.
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Release } from '../../src/flux/release.js';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { writeLinks } from '../support/checkout.js';
import { releaseOf } from '../support/release.js';
import { fixtureChart, imagesOf, projectRoot, render } from '../support/render.js';

let root: string;
let server: ChartServer;

/** A repository with some of the fixture charts. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'prepuller-folders-'));
  server = await startChartServer({ charts: ['web', 'cron'].map(fixtureChart) });
  for (const name of ['web', 'umbrella'])
    await cp(fixtureChart(name), path.join(root, 'charts', name), { recursive: true });
});

afterEach(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

function folder(name: string, changes: Partial<Release['chart']> = {}): Release {
  const release = releaseOf({ kind: 'directory', path: `charts/${name}` });
  return { ...release, chart: { ...release.chart, ...changes } };
}

async function put(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}

/** A chart whose only content are its dependencies. */
async function putChart(name: string, dependencies: object[], lock?: object[]): Promise<void> {
  await put(`charts/${name}/Chart.yaml`, JSON.stringify({ apiVersion: 'v2', name, version: '0.1.0', dependencies }));
  if (lock) await put(`charts/${name}/Chart.lock`, JSON.stringify({ dependencies: lock }));
}

async function imagesIn(releases: Release[]): Promise<string[][]> {
  const { results, problems } = await render(releases, { root });
  expect(problems).toEqual([]);
  return results.map(imagesOf);
}

async function problemOf(release: Release): Promise<string> {
  const { problems } = await render([release], { root });
  return problems.map(({ message }) => message).join('\n');
}

const cronImages = ['docker.io/library/postgres:16.4'];
const webImages = ['docker.io/library/nginx:1.27.3'];

describe('a chart that is a folder', () => {
  it('gets the local charts it depends on, and nothing is written into the repository', async () => {
    const before = await readdir(root, { recursive: true });
    expect(await imagesIn([folder('umbrella')])).toEqual([['docker.io/library/nginx:1.27.3-alpine']]);
    expect(await readdir(root, { recursive: true })).toEqual(before);
  });

  it.each([
    ['an HTTP repository', () => server.httpUrl, '~0.4.0'],
    ['a registry', () => server.ociUrl, '0.4.2'],
  ])('gets the charts it depends on from %s', async (_, repository, version) => {
    await putChart('remote', [{ name: 'cron', version, repository: repository() }]);
    expect(await imagesIn([folder('remote')])).toEqual([cronImages]);
  });

  it('gets the versions that its Chart.lock says', async () => {
    const from = { name: 'cron', repository: server.httpUrl };
    await putChart('locked', [{ ...from, version: '>=9' }], [{ ...from, version: '0.4.2' }]);
    expect(await imagesIn([folder('locked')])).toEqual([cronImages]);
  });

  it('keeps the charts that it brings itself', async () => {
    await putChart('vendored', [{ name: 'web', version: '^1.0.0', repository: 'https://unreachable.invalid' }]);
    await cp(fixtureChart('web'), path.join(root, 'charts/vendored/charts/web'), { recursive: true });
    expect(await imagesIn([folder('vendored')])).toEqual([webImages]);
  });

  it.each<[string, () => Promise<void>, string]>([
    ['nowhere', async () => {}, 'there is no charts/broken in the source'],
    ['no chart', () => put('charts/broken/values.yaml', ''), 'charts/broken holds no Chart.yaml'],
    ['one with a broken Chart.yaml', () => put('charts/broken/Chart.yaml', 'a: [b'), 'its Chart.yaml cannot be parsed'],
    [
      'one that needs another version of its neighbour',
      () => putChart('broken', [{ name: 'web', version: '^2', repository: 'file://../web' }]),
      'it needs web ^2, and charts/web has version 1.2.0',
    ],
    [
      'one that needs a chart outside of the repository',
      () => putChart('broken', [{ name: 'web', version: '*', repository: 'file://../../../web' }]),
      'leads out of the source',
    ],
    [
      'one that needs a repository by its alias',
      () => putChart('broken', [{ name: 'web', version: '*', repository: '@stable' }]),
      'comes from @stable, which only a configured helm knows',
    ],
    [
      'one that needs very many charts',
      () =>
        putChart(
          'broken',
          Array.from({ length: 201 }, (_, index) => ({ name: `a${index}`, version: '*' })),
        ),
      'it declares more than 200 dependencies',
    ],
    [
      'one whose dependency has a path for a name',
      () => putChart('broken', [{ name: '../../evil', version: '*', repository: 'file://../web' }]),
      'it has a dependency with the name',
    ],
    [
      'a link',
      async () => {
        await putChart('real', []);
        await writeLinks(root, { 'charts/broken': 'real' });
      },
      'charts/broken is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place, or name charts/real',
    ],
    [
      'behind a link out of the repository',
      () => writeLinks(root, { 'charts/broken': fixtureChart('web') }),
      'charts/broken is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place',
    ],
    [
      'one whose Chart.yaml is a link',
      () => writeLinks(root, { 'charts/broken/Chart.yaml': '../web/Chart.yaml' }),
      'charts/broken/Chart.yaml is a symbolic link',
    ],
    [
      'one whose dependency is a link',
      async () => {
        await putChart('broken', [{ name: 'web', version: '*' }]);
        await writeLinks(root, { 'charts/broken/charts/web': '../../web' });
      },
      'charts/broken/charts/web is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place, or name charts/web',
    ],
  ])('is an error when it is %s', async (_, prepare, message) => {
    await prepare();
    expect(await problemOf(folder('broken'))).toContain(message);
  });

  it('is rendered without its links, as Flux has it, and they are said', async () => {
    await put('.git/config', 'token');
    await writeLinks(root, {
      'charts/web/values-local.yaml': path.join(projectRoot, 'package.json'),
      'charts/web/files': '../../.git',
      'charts/web/templates/more': '../../umbrella',
      'charts/web/again': '.',
      'charts/web/README.md': '../../README.md',
    });
    const { results, problems } = await render([folder('web')], { root });
    expect(results.map(imagesOf)).toEqual([webImages]);
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        message:
          'Chart folder charts/web of HelmRepository flux-system/fixtures is rendered without its symbolic links, as Flux leaves them out of a source (charts/web/again, charts/web/files, charts/web/templates/more, charts/web/values-local.yaml): commit what they lead to in their place.',
      },
    ]);
  });

  it('has its links said where it cannot be rendered, which may be for them', async () => {
    await putChart('broken', []);
    await put('charts/broken/templates/a.yaml', 'a: {{ include "shared.name" . }}\n');
    await put('shared/_helpers.tpl', '{{ define "shared.name" }}b{{ end }}\n');
    await writeLinks(root, { 'charts/broken/templates/_helpers.tpl': '../../../shared/_helpers.tpl' });
    const { problems } = await render([folder('broken')], { root });
    expect(problems).toMatchObject([
      { severity: 'error', kind: 'template' },
      { severity: 'warning', message: expect.stringContaining('charts/broken/templates/_helpers.tpl') },
    ]);
  });
});

describe('values files', () => {
  const edge = 'registry.example.com/edge/nginx';

  it('of a folder are named from the root of the source', async () => {
    const valuesFiles = ['charts/web/values.yaml', 'values/edge.yaml'];
    await put('values/edge.yaml', 'image: {tag: yes-1}\nsidecar: {enabled: yes}\n');
    expect(await imagesIn([folder('web', { valuesFiles })])).toEqual([
      ['docker.io/library/nginx:yes-1', 'docker.io/library/busybox:1.37.0'],
    ]);
  });

  it('of a packed chart are named from the chart, and the later one wins', async () => {
    const release = releaseOf({ kind: 'http', url: server.httpUrl, name: 'web', version: '*' });
    const withFiles = (valuesFiles: string[]) => ({ ...release, chart: { ...release.chart, valuesFiles } });
    expect(await imagesIn([withFiles(['values.yaml', './values-edge.yaml'])])).toEqual([
      [`${edge}:1.27.3`, 'docker.io/library/busybox:1.37.0'],
    ]);
    expect(await imagesIn([withFiles(['values-edge.yaml', 'values.yaml'])])).toEqual([webImages]);
  });

  it('replace values.yaml when they do not name it', async () => {
    const release = releaseOf(
      { kind: 'http', url: server.httpUrl, name: 'web', version: '*' },
      { values: { sidecar: { image: 'a/b' } } },
    );
    const chart = { ...release.chart, valuesFiles: ['values-edge.yaml'] };
    const { results } = await render([{ ...release, chart }], { root });
    expect(results.map(imagesOf)).toEqual([[`${edge}:1.27.3`, 'a/b']]);
    expect(results[0]?.manifests).not.toContain('replicas: 2');
  });

  it.each([
    ['missing', ['values/nowhere.yaml'], 'there is no values file values/nowhere.yaml'],
    ['a list', ['values/list.yaml'], 'the values file values/list.yaml is no map'],
    ['broken', ['values/broken.yaml'], 'the values file values/broken.yaml cannot be parsed'],
    ['a link', ['values/link.yaml'], 'values/link.yaml is a symbolic link, which Flux leaves out of a source'],
    ['behind a link', ['linked/list.yaml'], 'linked is a symbolic link'],
    ['outside', ['../outside.yaml'], '../outside.yaml leads out of the source'],
    ['of git', ['.git/config'], '.git/config leads out of the source or into its .git'],
  ])('are an error when one is %s', async (_, valuesFiles, message) => {
    await put('values/list.yaml', '- a\n');
    await put('values/broken.yaml', 'a: [b\n');
    await put('.git/config', 'token: secret\n');
    await writeLinks(root, { 'values/link.yaml': path.join(projectRoot, 'package.json'), linked: 'values' });
    expect(await problemOf(folder('web', { valuesFiles }))).toContain(message);
  });

  it('may be missing when the release says so', async () => {
    await put('edge.yaml', 'image: {tag: edge}\n');
    await writeLinks(root, { 'values/link.yaml': '../edge.yaml' });
    const valuesFiles = ['charts/web/values.yaml', 'values/nowhere.yaml', 'values/link.yaml', '../outside.yaml'];
    expect(await imagesIn([folder('web', { valuesFiles, ignoreMissingValuesFiles: true })])).toEqual([webImages]);
  });
});

describe('post-renderers', () => {
  it('run in their order over what the chart renders', async () => {
    const postRenderers = [
      { patches: [], images: [{ name: 'docker.io/library/nginx', newName: 'mirror.example.com/nginx' }] },
      {
        patches: [
          {
            target: { kind: 'Deployment' },
            patch: JSON.stringify([
              { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'agent', image: 'acme/agent:1' } },
            ]),
          },
        ],
        images: [{ name: 'mirror.example.com/nginx', newTag: '2.0' }],
      },
    ];
    expect(await imagesIn([{ ...folder('web'), postRenderers }])).toEqual([
      expect.arrayContaining(['mirror.example.com/nginx:2.0', 'acme/agent:1']),
    ]);
  });

  it('that fail give the words of kustomize', async () => {
    const postRenderers = [{ patches: [{ patch: 'kind: Nothing' }], images: [] }];
    const { problems } = await render([{ ...folder('web'), postRenderers }], { root });
    expect(problems).toMatchObject([
      {
        kind: 'kustomize',
        message: expect.stringContaining('its post-renderer 1 fails'),
        detail: expect.stringContaining('Nothing'),
      },
    ]);
  });
});
