import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/problem.js';
import type { Files } from '../../support/checkout.js';
import { kustomization } from '../objects.js';
import { discover, helmRelease, helmRepository } from '../repository.js';

const web = `${helmRelease('web')}---\n${helmRepository}`;
const apps: Files = { 'clusters/a/apps.yaml': kustomization('apps', './apps'), 'apps/web.yaml': web };
const infrastructure: Files = {
  ...apps,
  'clusters/a/infrastructure.yaml': kustomization('infrastructure', './infrastructure'),
  'infrastructure/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
};

async function advice(files: Files, outputPath = 'infrastructure/prepullers'): Promise<Problem[]> {
  return (await discover(files, { outputPath })).advice;
}

describe('an output folder that Flux applies', () => {
  it.each<[string, Files, string?]>([
    ['by a folder without a kustomization', infrastructure],
    [
      'by a Kustomization of its own',
      { ...apps, 'clusters/a/warm.yaml': kustomization('warm', './infrastructure/prepullers') },
    ],
    [
      'by a folder that lists it',
      { ...infrastructure, 'infrastructure/kustomization.yaml': 'resources: [a.yaml, ./prepullers/]\n' },
    ],
    [
      'by a folder elsewhere that lists it',
      { ...apps, 'apps/kustomization.yaml': 'resources: [web.yaml, ../infrastructure/prepullers]\n' },
    ],
    [
      'by a parent that is listed in its turn',
      {
        ...infrastructure,
        'infrastructure/kustomization.yaml': 'resources: [a.yaml, warm]\n',
        'infrastructure/warm/kustomization.yaml': 'resources: [prepullers]\n',
      },
      'infrastructure/warm/prepullers',
    ],
    [
      'by a component',
      {
        ...apps,
        'apps/kustomization.yaml': 'resources: [web.yaml]\ncomponents: [../warm]\n',
        'warm/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [../infrastructure/prepullers]\n',
      },
    ],
  ])('%s', async (_, files, outputPath) => {
    expect(await advice(files, outputPath)).toEqual([]);
  });
});

describe('an output folder that Flux does not apply', () => {
  it('is not listed by the folder around it', async () => {
    const files = { ...infrastructure, 'infrastructure/kustomization.yaml': 'resources: [a.yaml]\n' };
    expect(await advice(files)).toEqual([
      {
        severity: 'warning',
        kind: 'output',
        message:
          'It does not list prepullers, so Flux will not apply the generated files: add "- prepullers" to its resources.',
        place: { file: 'infrastructure/kustomization.yaml' },
      },
    ]);
  });

  it('is not listed by the nearest folder around it', async () => {
    const files = {
      ...infrastructure,
      'infrastructure/kustomization.yaml': 'resources: [a.yaml, warm]\n',
      'infrastructure/warm/kustomization.yaml': 'resources: [b.yaml]\n',
      'infrastructure/warm/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n',
    };
    const [problem] = await advice(files, 'infrastructure/warm/deep/prepullers');
    expect(problem?.place).toEqual({ file: 'infrastructure/warm/kustomization.yaml' });
    expect(problem?.message).toContain('add "- deep/prepullers"');
  });

  it.each([
    ['', '    name: flux-system'],
    ['sources', '    name: flux-system\n    namespace: sources'],
  ])('is built by no Kustomization; the one to add takes the source in %j', async (sourceNamespace, source) => {
    const text = kustomization('apps', './apps', { sourceNamespace });
    const [problem, ...others] = await advice({ ...apps, 'clusters/a/apps.yaml': text }, 'deploy/warm');
    expect(others).toEqual([]);
    expect(problem?.message).toMatch(/^No Flux Kustomization that is live builds deploy\/warm: .* in clusters\/a: /);
    expect(problem?.detail).toMatch(/namespace: flux-system\nspec:/);
    const top = 'path: ./deploy/warm\n  prune: true\n  sourceRef:\n    kind: GitRepository\n';
    expect(problem?.detail?.slice(problem.detail.indexOf('path:'))).toBe(top + source);
  });

  const bootstrapped: Files = {
    'clusters/a/flux-system/gotk-sync.yaml': kustomization('flux-system', './clusters/a'),
    'clusters/a/flux-system/kustomization.yaml': 'resources: [gotk-sync.yaml]\n',
    'clusters/a/apps.yaml': kustomization('apps', './apps'),
    'apps/web.yaml': web,
  };
  it.each<[string, Files, string]>([
    ['in a folder that is taken whole', bootstrapped, ' in clusters/a:'],
    [
      'in one that lists what it takes',
      { ...bootstrapped, 'clusters/a/kustomization.yaml': 'resources: [flux-system, apps.yaml]\n' },
      ' in clusters/a/flux-system, and to the resources of clusters/a/flux-system/kustomization.yaml:',
    ],
  ])('is built by no Kustomization; the one to add would be built %s', async (_, files, place) => {
    const [problem] = await advice(files, 'deploy/warm');
    expect(problem?.message).toContain(`Add one, such as${place} it stands whole in the log.`);
  });

  it('does not matter where nothing is opted in', async () => {
    const out = web.replace('prepuller: enabled', 'prepuller: disabled');
    const problems = await advice({ ...apps, 'apps/web.yaml': out }, 'deploy/warm');
    expect(problems.map(({ kind }) => kind)).toEqual(['manifest']);
  });
});
