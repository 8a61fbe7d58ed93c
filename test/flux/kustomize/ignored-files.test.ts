import { describe, expect, it } from 'vitest';
import type { Files } from '../../support/checkout.js';
import { documents, gitRepository, kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository } from '../repository.js';

/** A cluster whose Kustomization builds `apps`. */
function repository(files: Files, spec = ''): Files {
  return {
    'clusters/live/sync.yaml': documents(
      gitRepository('flux-system', { spec }),
      kustomization('flux-system', './clusters/live'),
    ),
    'clusters/live/apps.yaml': documents(kustomization('apps', './apps'), helmRepository),
    ...files,
  };
}

const failing: { about: string; files: Files; spec?: string; file: string; names: string }[] = [
  {
    about: 'a resource, by .sourceignore',
    files: {
      '.sourceignore': '/apps/shop.yaml\n',
      'apps/kustomization.yaml': 'resources:\n- shop.yaml\n',
      'apps/shop.yaml': helmRelease('shop'),
    },
    file: 'apps/kustomization.yaml:2',
    names: 'apps/shop.yaml',
  },
  {
    about: 'a resource, by spec.ignore',
    files: { 'apps/kustomization.yaml': 'resources:\n- shop.yaml\n', 'apps/shop.yaml': helmRelease('shop') },
    spec: 'ignore: |\n  shop.yaml\n',
    file: 'apps/kustomization.yaml:2',
    names: 'apps/shop.yaml',
  },
  {
    about: 'the kustomization of a base',
    files: {
      '.sourceignore': '/base/\n',
      'apps/kustomization.yaml': 'resources:\n- ../base\n',
      'base/kustomization.yaml': 'resources: [shop.yaml]\n',
      'base/shop.yaml': helmRelease('shop'),
    },
    file: 'apps/kustomization.yaml:2',
    names: 'base/kustomization.yaml',
  },
  {
    about: 'what a component reads',
    files: {
      '.sourceignore': '*.secret.yaml\n',
      'apps/kustomization.yaml': 'resources:\n- shop.yaml\ncomponents:\n- ../part\n',
      'apps/shop.yaml': helmRelease('shop'),
      'part/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: a.secret.yaml\n',
      'part/a.secret.yaml': helmRelease('shop', { spec: 'values: {a: 1}' }),
    },
    file: 'part/kustomization.yaml:4',
    names: 'part/a.secret.yaml',
  },
  {
    about: 'a file of a generator, by the patterns that Flux has itself',
    files: {
      'apps/kustomization.yaml': 'resources:\n- shop.yaml\nconfigMapGenerator:\n- name: logo\n  files:\n  - logo.png\n',
      'apps/shop.yaml': helmRelease('shop'),
      'apps/logo.png': 'x',
    },
    file: 'apps/kustomization.yaml:6',
    names: 'apps/logo.png',
  },
];

describe('A file that the source leaves out and a kustomization.yaml names', () => {
  it.each(failing)('fails its Kustomization alone: $about', async ({ files, spec, file, names }) => {
    const discovery = await discover(
      repository(
        {
          ...files,
          'clusters/live/more.yaml': kustomization('more', './more'),
          'more/cart.yaml': helmRelease('cart'),
        },
        spec,
      ),
    );
    expect(discovery.releases.map(({ id }) => id.name)).toEqual(['cart']);
    const [error, ...others] = discovery.problems.filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect(error?.message).toContain(`Flux's source does not have ${names}`);
    expect(`${error?.place?.file}:${error?.place?.line}`).toBe(file);
    expect(discovery).toMatchObject({ complete: false, hidden: true });
  });

  it('is no fault where nothing names it', async () => {
    const discovery = await discover(
      repository({
        '.sourceignore': '/apps/draft.yaml\n',
        'apps/kustomization.yaml': 'resources: [shop.yaml]\n',
        'apps/shop.yaml': helmRelease('shop'),
        'apps/draft.yaml': helmRelease('draft'),
      }),
    );
    expect(discovery.releases.map(({ id }) => id.name)).toEqual(['shop']);
    expect(discovery.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([
    ['/apps/', false],
    ['/apps/\n!/apps/notes.txt', true],
    ['/apps/*', true],
  ])(
    'may be all of the folder that Flux builds, which fails where the folder is gone: %s',
    async (ignore, complete) => {
      const discovery = await discover(
        repository({ '.sourceignore': `${ignore}\n`, 'apps/shop.yaml': helmRelease('shop'), 'apps/notes.txt': 'x' }),
      );
      const errors = discovery.problems.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ place }) => `${place?.file}:${place?.line}`)).toEqual(
        complete ? [] : ['clusters/live/apps.yaml:5'],
      );
      expect(discovery).toMatchObject({ releases: [], complete });
    },
  );

  it('is taken as it is where the kustomization.yaml is left out itself, and another is there', async () => {
    const discovery = await discover(
      repository({
        '.sourceignore': '/apps/kustomization.yaml\n',
        'apps/kustomization.yaml': 'resources: []\n',
        'apps/kustomization.yml': 'resources: [shop.yaml]\n',
        'apps/shop.yaml': helmRelease('shop'),
        'apps/draft.yaml': helmRelease('draft'),
      }),
    );
    expect(discovery.releases.map(({ id }) => id.name)).toEqual(['shop']);
  });
});
