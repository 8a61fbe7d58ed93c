import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Discovery } from '../../../src/flux/discovery.js';
import { type Files, temporaryFolder, writeFiles, writeLinks } from '../../support/checkout.js';
import { documents, gitRepository, kustomization } from '../objects.js';
import { discoverIn, helmRelease, helmRepository } from '../repository.js';

/** What a link leads to, by its path. */
type Links = Record<string, string>;

const sync = documents(gitRepository('flux-system'), kustomization('flux-system', './clusters/live'));

/** A cluster whose Kustomizations build `apps`, and `more` beside it. */
const cluster: Files = {
  'clusters/live/sync.yaml': sync,
  'clusters/live/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
  'clusters/live/more.yaml': kustomization('more', './more'),
  'more/cart.yaml': helmRelease('cart'),
};

async function discoverLinked(files: Files, links: Links): Promise<Discovery> {
  const root = await temporaryFolder('flux');
  await writeFiles(root, files);
  await writeLinks(root, links);
  return await discoverIn(root);
}

function namesOf({ releases }: Discovery): string[] {
  return releases.map(({ id }) => id.name);
}

function errorsOf({ problems }: Discovery): { message: string; place: string }[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.map(({ message, place }) => ({ message, place: `${place?.file}:${place?.line}` }));
}

const shop = { 'base/shop.yaml': helmRelease('shop'), 'base/kustomization.yaml': 'resources: [shop.yaml]\n' };

const failing: { about: string; files: Files; links: Links; place: string; message: string }[] = [
  {
    about: 'a file',
    files: { ...shop, 'apps/kustomization.yaml': 'resources:\n- shop.yaml\n' },
    links: { 'apps/shop.yaml': '../base/shop.yaml' },
    place: 'apps/kustomization.yaml:2',
    message:
      'it names "shop.yaml", and apps/shop.yaml is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place, or name base/shop.yaml.',
  },
  {
    about: 'a folder',
    files: { ...shop, 'apps/kustomization.yaml': 'resources:\n- linked\n' },
    links: { 'apps/linked': '../base' },
    place: 'apps/kustomization.yaml:2',
    message: 'it names "linked", and apps/linked is a symbolic link',
  },
  {
    about: 'a folder on the way',
    files: { ...shop, 'apps/kustomization.yaml': 'resources:\n- ../linked/shop.yaml\n' },
    links: { linked: 'base' },
    place: 'apps/kustomization.yaml:2',
    message: 'it names "../linked/shop.yaml", and linked is a symbolic link',
  },
  {
    about: 'a link that leads nowhere',
    files: { 'apps/kustomization.yaml': 'resources:\n- shop.yaml\n' },
    links: { 'apps/shop.yaml': 'nowhere.yaml' },
    place: 'apps/kustomization.yaml:2',
    message: 'commit what it leads to in its place.',
  },
  {
    about: 'something behind a link that leads nowhere',
    files: { 'apps/kustomization.yaml': 'resources:\n- ../gone/shop.yaml\n' },
    links: { gone: 'nowhere' },
    place: 'apps/kustomization.yaml:2',
    message: 'gone is a symbolic link',
  },
  {
    about: 'a link in a circle',
    files: { 'apps/kustomization.yaml': 'resources:\n- circle/shop.yaml\n' },
    links: { 'apps/circle': 'circle' },
    place: 'apps/kustomization.yaml:2',
    message: 'apps/circle is a symbolic link',
  },
  {
    about: 'a link out of the repository',
    files: { 'apps/kustomization.yaml': 'configMapGenerator:\n- name: x\n  files:\n  - name=host\n' },
    links: { 'apps/host': '/etc/hostname' },
    place: 'apps/kustomization.yaml:4',
    message: 'apps/host is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place.',
  },
  {
    about: 'the kustomization.yaml of a base',
    files: { 'apps/kustomization.yaml': 'resources:\n- ../other\n', ...shop, 'other/shop.yaml': helmRelease('shop') },
    links: { 'other/kustomization.yaml': '../base/kustomization.yaml' },
    place: 'apps/kustomization.yaml:2',
    message: 'it names "../other", and other/kustomization.yaml is a symbolic link',
  },
  {
    about: 'a component',
    files: {
      'apps/kustomization.yaml': 'components:\n- part\nresources: [shop.yaml]\n',
      'apps/shop.yaml': helmRelease('shop'),
      'part/kustomization.yaml': 'kind: Component\n',
    },
    links: { 'apps/part': '../part' },
    place: 'apps/kustomization.yaml:2',
    message: 'it names "part", and apps/part is a symbolic link',
  },
  {
    about: 'a patch',
    files: {
      'apps/kustomization.yaml': 'resources: [shop.yaml]\npatches:\n- path: patch.yaml\n',
      'apps/shop.yaml': helmRelease('shop'),
      'patch.yaml': helmRelease('shop', { spec: 'values: {a: 1}' }),
    },
    links: { 'apps/patch.yaml': '../patch.yaml' },
    place: 'apps/kustomization.yaml:3',
    message: 'it names "patch.yaml", and apps/patch.yaml is a symbolic link',
  },
  {
    about: 'the folder that the Kustomization builds',
    files: shop,
    links: { apps: 'base' },
    place: 'clusters/live/apps.yaml:5',
    message:
      'The Kustomization builds "./apps", and apps is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place, or name base.',
  },
];

describe('A symbolic link that is named', () => {
  it.each(failing)('fails its Kustomization alone, where it is $about', async ({ files, links, place, message }) => {
    const discovery = await discoverLinked({ ...cluster, ...files }, links);
    expect(namesOf(discovery)).toEqual(['cart']);
    expect(errorsOf(discovery)).toEqual([{ message: expect.stringContaining(message), place }]);
    expect(discovery).toMatchObject({ complete: false, hidden: true });
  });

  it('is said once where several Kustomizations build what names it', async () => {
    const discovery = await discoverLinked(
      {
        ...cluster,
        ...shop,
        'clusters/live/again.yaml': kustomization('again', './apps'),
        'apps/kustomization.yaml': 'resources: [shop.yaml]\n',
      },
      { 'apps/shop.yaml': '../base/shop.yaml' },
    );
    const causes = discovery.problems.flatMap(({ severity, cause }) => (severity === 'error' ? cause : []));
    expect(causes).toHaveLength(2);
    expect(new Set(causes).size).toBe(1);
  });

  it('is as absent as any component that may be missing', async () => {
    const spec = 'components: [../part]\nignoreMissingComponents: true\n';
    const discovery = await discoverLinked(
      {
        ...cluster,
        'clusters/live/apps.yaml': documents(kustomization('apps', './apps', { spec }), helmRepository),
        'apps/shop.yaml': helmRelease('shop'),
        'base/kustomization.yaml': 'kind: Component\nnamePrefix: odd-\n',
      },
      { part: 'base' },
    );
    expect(namesOf(discovery)).toEqual(['cart', 'shop']);
    expect(errorsOf(discovery)).toEqual([]);
  });

  it('fails where the whole cluster begins behind it, and nothing is taken for what runs', async () => {
    const discovery = await discoverLinked(
      {
        'clusters/base/sync.yaml': documents(gitRepository('flux-system'), kustomization('flux-system', './live')),
        'clusters/base/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
        'apps/shop.yaml': helmRelease('shop'),
      },
      { live: 'clusters/base' },
    );
    expect(namesOf(discovery)).toEqual([]);
    expect(errorsOf(discovery)).toEqual([
      { message: expect.stringContaining('live is a symbolic link'), place: expect.stringMatching(/sync\.yaml:\d+$/) },
    ]);
    expect(discovery).toMatchObject({ complete: false, hidden: true });
  });
});

describe('A symbolic link that nobody names', () => {
  it.each<[string, Files, Links]>([
    ['a file', { 'apps/shop.yaml': helmRelease('shop') }, { 'apps/again.yaml': 'shop.yaml' }],
    [
      'a folder',
      { 'apps/shop.yaml': helmRelease('shop'), 'base/x.yaml': helmRelease('x') },
      { 'apps/base': '../base' },
    ],
    ['broken', { 'apps/shop.yaml': helmRelease('shop') }, { 'apps/broken.yaml': 'nowhere.yaml' }],
    ['out of the repository', { 'apps/shop.yaml': helmRelease('shop') }, { 'apps/host.yaml': '/etc/hostname' }],
    [
      'beside a kustomization.yaml',
      { 'apps/kustomization.yaml': 'resources: [shop.yaml]\n', 'apps/shop.yaml': helmRelease('shop') },
      { 'apps/kustomization.yml': 'kustomization.yaml' },
    ],
  ])('is nothing to Flux: %s', async (_, files, links) => {
    const discovery = await discoverLinked({ ...cluster, ...files }, links);
    expect(namesOf(discovery)).toEqual(['cart', 'shop']);
    expect(discovery.problems.filter(({ message }) => !message.startsWith('Labelled HelmReleases'))).toEqual([]);
  });
});

describe('A kustomization.yaml that is a symbolic link', () => {
  it.each(['apps', 'apps/below'])('lets Flux take every file of the folder, which is said: %s', async (folder) => {
    const discovery = await discoverLinked(
      {
        ...cluster,
        [`${folder}/shop.yaml`]: helmRelease('shop'),
        [`${folder}/draft.yaml`]: helmRelease('draft'),
        'base/kustomization.yaml': 'resources: [shop.yaml]\n',
      },
      { [`${folder}/kustomization.yaml`]: path.posix.relative(folder, 'base/kustomization.yaml') },
    );
    expect(namesOf(discovery)).toEqual(['cart', 'draft', 'shop']);
    expect(discovery.problems).toEqual([
      {
        severity: 'warning',
        kind: 'kustomize',
        message: `Flux takes every YAML file of ${folder}, for ${folder}/kustomization.yaml is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place.`,
        object: 'Kustomization flux-system/apps',
        place: { file: `${folder}/kustomization.yaml` },
      },
    ]);
    expect(discovery.complete).toBe(true);
  });
});

it('A .sourceignore that is a symbolic link is read all the same, as Flux does', async () => {
  const files = { 'apps/shop.yaml': helmRelease('shop'), 'apps/draft.yaml': helmRelease('draft') };
  const discovery = await discoverLinked(
    { ...cluster, ...files, 'rules/ignored.txt': 'draft.yaml\n' },
    { 'apps/.sourceignore': '../rules/ignored.txt' },
  );
  expect(namesOf(discovery)).toEqual(['cart', 'shop']);
});
