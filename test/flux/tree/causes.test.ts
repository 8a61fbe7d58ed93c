import { expect, it } from 'vitest';
import { foldProblems } from '../../../src/report/fold-problems.js';
import { documents, kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository } from '../repository.js';

const apps = {
  'clusters/live/apps.yaml': kustomization('apps', './apps'),
  'apps/a.yaml': helmRelease('a'),
  'apps/b.yaml': helmRelease('b'),
};
const errors = async (files: Record<string, string>) => {
  const { problems } = await discover(files);
  return { problems, folded: foldProblems(problems).filter(({ severity }) => severity === 'error') };
};

it('A source that is missing is one error for all that need it, and each of them has failed', async () => {
  const { problems, folded } = await errors(apps);
  expect(problems.map(({ release }) => release?.name)).toEqual(['a', 'b']);
  expect(folded).toHaveLength(1);
  expect(folded[0]?.message).toContain('It blocks HelmRelease web/a, HelmRelease web/b.');
});

it('What a broken build would have declared is missing because of the build', async () => {
  const { folded } = await errors({
    ...apps,
    'clusters/live/sources.yaml': kustomization('sources', './sources'),
    'sources/kustomization.yaml': 'resources: [examples.yaml, missing.yaml]\n',
    'sources/examples.yaml': helmRepository,
  });
  expect(folded).toHaveLength(1);
  expect(folded[0]).toMatchObject({ kind: 'kustomize', object: 'Kustomization flux-system/sources' });
  expect(folded[0]?.message).toContain('It blocks HelmRelease web/a, HelmRelease web/b.');
});

it('What no broken build would have declared is an error of its own', async () => {
  const { folded } = await errors({
    ...apps,
    'clusters/live/other.yaml': kustomization('other', './other'),
    'other/kustomization.yaml': 'resources: [missing.yaml]\n',
  });
  expect(folded.map(({ kind }) => kind).sort()).toEqual(['kustomize', 'source']);
});

it('A file that breaks several Kustomizations is one error', async () => {
  const { folded } = await errors({
    'clusters/live/apps.yaml': documents(
      kustomization('a', './a'),
      kustomization('b', './b'),
      kustomization('c', './c'),
      helmRepository,
    ),
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}/kustomization.yaml`, 'resources: [../base]\n'])),
    'base/kustomization.yaml': 'resources: [shop.yaml, missing.yaml]\n',
    'base/shop.yaml': helmRelease('shop'),
  });
  expect(folded).toHaveLength(1);
  expect(folded[0]?.message).toContain('It blocks Kustomization flux-system/b, Kustomization flux-system/c.');
});
