import { describe, expect, it } from 'vitest';
import { releaseKey } from '../src/problem.js';
import { optionsFor, pulledBy, workTree, write } from './prepullers/support.js';
import { container, pulled, repositoryOf, uses, workload } from './support/plain-objects.js';

describe('images of plain objects', () => {
  it('are found by the same rules, and each names its object', async () => {
    expect(await uses('objects-by-their-own-label')).toEqual({
      'Kustomization flux-system/shop in shop': expect.arrayContaining([
        `ghcr.io/acme/web:1 <- Deployment/web:${container}`,
        'ghcr.io/acme/nightly:1 <- CronJob/nightly:spec.jobTemplate.spec.template.spec.containers[0].image',
        'ghcr.io/acme/postgresql:17 <- Cluster/database:spec.imageName',
      ]),
    });
  });

  it('are as Flux changes them: by variables, and by images of kustomize and of Flux', async () => {
    const files = repositoryOf(
      [
        workload('Deployment', 'variable', { image: 'ghcr.io/acme/variable:${TAG}' }),
        workload('StatefulSet', 'kustomize', { image: 'ghcr.io/acme/kustomize:1' }),
        workload('DaemonSet', 'flux', { image: 'ghcr.io/acme/flux:1' }),
      ].join(''),
      {
        spec: 'postBuild: {substitute: {TAG: "2"}}\nimages: [{name: ghcr.io/acme/flux, newTag: "4"}]\n',
        kustomization: 'images: [{name: ghcr.io/acme/kustomize, newName: mirror.example.com/kustomize, newTag: "3"}]\n',
      },
    );
    expect(await uses(files)).toEqual({
      'Kustomization flux-system/apps in web': [
        `ghcr.io/acme/flux:4 <- DaemonSet/flux:${container}`,
        `ghcr.io/acme/variable:2 <- Deployment/variable:${container}`,
        `mirror.example.com/kustomize:3 <- StatefulSet/kustomize:${container}`,
      ],
    });
  });

  it('are those of a kind of another group that is called as one that runs nothing', async () => {
    const service = workload('Service', 'function').replace(/^apiVersion: .*$/m, 'apiVersion: serving.knative.dev/v1');
    expect(await uses(repositoryOf(service))).toEqual({
      'Kustomization flux-system/apps in web': [`ghcr.io/acme/function:1 <- Service/function:${container}`],
    });
  });

  it('obey the annotations of their object, and the inputs', async () => {
    const files = repositoryOf(
      [
        workload('Deployment', 'one', { annotations: 'prepuller-exclude: acme/one, prepuller-include: "included:1"' }),
        workload('Deployment', 'two', { image: 'ghcr.io/acme/one:1' }),
        workload('Deployment', 'three'),
        workload('Deployment', 'four'),
      ].join(''),
    );
    const options = { excludeImages: [/three/], excludeObjects: ['Deployment/four'] };
    expect(await uses(files, options)).toEqual({
      'Kustomization flux-system/apps in web': [
        `ghcr.io/acme/one:1 <- Deployment/two:${container}`,
        'included:1 <- Deployment/one:include',
      ],
    });
  });

  it('obey the annotations of a labelled Kustomization', async () => {
    const found = await uses('objects-of-a-labelled-kustomization');
    expect(found['Kustomization flux-system/groups in groups']).toEqual(
      [
        `ghcr.io/acme/one:1 <- Deployment/one:${container}`,
        'ghcr.io/acme/included:1 <- Kustomization/groups:include',
      ].sort(),
    );
    expect(Object.values(found).flat().join()).not.toMatch(/values|once|off|child|common/);
  });

  it('are pulled with the secrets of ServiceAccounts that another Kustomization declares', async () => {
    const files = repositoryOf(
      workload('Deployment', 'named', { pod: 'serviceAccountName: robot\n' }) +
        workload('Deployment', 'default') +
        workload('Deployment', 'foreign', { pod: 'serviceAccountName: foreign\n' }),
    );
    const account = (name: string, secret: string) => `apiVersion: v1
kind: ServiceAccount
metadata: {name: ${name}, namespace: web}
imagePullSecrets: [{name: ${secret}}]
---
`;
    const { sources } = await pulled({
      ...files,
      'clusters/home/accounts.yaml': files['clusters/home/apps.yaml']
        ?.replace('name: apps', 'name: accounts')
        .replace('./apps', './accounts') as string,
      'accounts/all.yaml': account('robot', 'own') + account('default', 'all'),
    });
    expect(sources.flatMap(({ images }) => images.pods.images)).toMatchObject([
      { reference: 'ghcr.io/acme/default:1', imagePullSecrets: ['all'] },
      { reference: 'ghcr.io/acme/foreign:1', imagePullSecrets: [], serviceAccountName: 'foreign' },
      { reference: 'ghcr.io/acme/named:1', imagePullSecrets: ['own'] },
    ]);
  });

  it('of what is switched off are kept, and that is said', async () => {
    const files = repositoryOf(
      workload('Deployment', 'none', { spec: 'replicas: 0\n' }) +
        workload('Deployment', 'paused', { spec: 'paused: true\n' }) +
        workload('Deployment', 'some', { spec: 'replicas: 2\n' }),
    );
    const { sources, problems } = await pulled(files);
    expect(sources[0]?.images.images).toHaveLength(3);
    expect(problems).toMatchObject([
      {
        severity: 'notice',
        object: 'Kustomization flux-system/apps',
        message: expect.stringContaining('Deployment/none (replicas: 0), Deployment/paused (paused: true).'),
      },
    ]);
  });

  it('that are offered are counted once', async () => {
    const { problems } = await pulled('objects-reached-by-a-label-of-all');
    expect(problems).toMatchObject([
      {
        severity: 'notice',
        message: expect.stringMatching(
          /^Objects that are no HelmReleases .* \(2\): Deployment\/web in common, Deployment\/web in transformed\. With 'workloads: true'/,
        ),
      },
    ]);
    const wanted = await pulled('objects-reached-by-a-label-of-all', { workloads: true });
    expect(wanted.problems).toEqual([]);
    const references = wanted.sources.flatMap(({ images }) => images.images.map(({ reference }) => reference));
    expect(references).toEqual(
      ['once:1', 'own:1', 'web:1', 'own:2', 'patched:1', 'web:2'].map((name) => `ghcr.io/acme/${name}`),
    );
  });

  it('of a labelled custom resource that names none are asked for', async () => {
    const manifest = `apiVersion: example.com/v1
kind: Widget
metadata: {name: small, labels: {prepuller: enabled}}
spec: {version: "2"}
`;
    const { sources, problems } = await pulled(repositoryOf(manifest));
    expect(sources).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('Widget/small is opted in, and no image stands in it') },
    ]);
  });

  it.each([
    ['prepuller-exclude: "("', 'is no regular expression'],
    ['prepuller-include: "not an image"', 'is no image reference'],
  ])('are not guessed where an annotation is wrong: %s', async (annotations, message) => {
    const { problems } = await pulled(repositoryOf(workload('Deployment', 'web', { annotations })));
    expect(problems).toMatchObject([
      {
        severity: 'error',
        release: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' },
        message: expect.stringContaining(message),
        place: { file: 'apps/all.yaml' },
      },
    ]);
  });

  it('are not guessed where a variable is missing and must not be', async () => {
    const files = repositoryOf(workload('Deployment', 'web', { image: 'ghcr.io/acme/web:${TAG}' }), {
      spec: 'postBuild: {substitute: {OTHER: a}}\n',
    });
    const { sources, problems } = await pulled(files, { strictSubstitution: true });
    expect(sources).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'error', release: { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' } },
    ]);
  });

  it.each([
    ['the files are taken as they are', { fluxMonorepo: false }, {}],
    ['there are no Kustomizations of Flux', {}, { 'apps/kustomization.yaml': 'resources: [all.yaml]\n' }],
  ])('are left out where %s, and that is said', async (_, options, files) => {
    const { sources, problems } = await pulled({ 'apps/all.yaml': workload('Deployment', 'web'), ...files }, options);
    expect(sources).toEqual([]);
    expect(problems).toMatchObject([
      {
        severity: 'notice',
        message: expect.stringMatching(/^Labelled objects that are no HelmReleases are left out: Deployment web\./),
        place: { file: 'apps/all.yaml' },
      },
    ]);
  });

  it('are left out where no Kustomization reaches them, and that is said', async () => {
    const { problems } = await pulled({ ...repositoryOf(''), 'old/web.yaml': workload('Deployment', 'web') });
    expect(problems).toMatchObject([
      {
        severity: 'notice',
        message:
          'Labelled objects that no Kustomization reaches are left out, for Flux does not run them: old/web.yaml.',
        place: { file: 'old/web.yaml' },
      },
    ]);
  });

  it('of two clusters are pulled for both, in one file', async () => {
    const sync = (name: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {path: ./clusters/${name}, sourceRef: {kind: GitRepository, name: flux-system}}
`;
    const cluster = (name: string) => {
      const files = repositoryOf(workload('Deployment', 'web', { image: `ghcr.io/acme/web:${name}` }));
      return {
        [`clusters/${name}/flux-system/gotk-sync.yaml`]: sync(name),
        [`clusters/${name}/apps.yaml`]: String(files['clusters/home/apps.yaml']).replace('./apps', `./${name}`),
        [`${name}/kustomization.yaml`]: String(files['apps/kustomization.yaml']),
        [`${name}/all.yaml`]: String(files['apps/all.yaml']),
      };
    };
    const files = { ...cluster('east'), ...cluster('west') };
    const { sources } = await pulled(files);
    expect(sources.map(({ release, images }) => [releaseKey(release.id), images.images[0]?.reference])).toEqual([
      ['Kustomization flux-system/apps', 'ghcr.io/acme/web:east'],
      ['Kustomization flux-system/apps', 'ghcr.io/acme/web:west'],
    ]);
    const root = await workTree();
    await write(sources, optionsFor(root));
    expect(await pulledBy(root, 'prepuller-kustomization-flux-system-apps.yaml')).toEqual([
      ['prepuller-kustomization-flux-system-apps', [], ['ghcr.io/acme/web:east', 'ghcr.io/acme/web:west']],
    ]);
    expect(await uses(files, { clusterName: 'east' })).toEqual({
      'Kustomization flux-system/apps in web': [`ghcr.io/acme/web:east <- Deployment/web:${container}`],
    });
  });

  it('that a ResourceSet makes are its own, and no Kustomization of another cluster counts', async () => {
    const set = `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: tenants, namespace: flux-system}
spec:
  inputs: [{tenant: red}]
  resources:
    - apiVersion: apps/v1
      kind: Deployment
      metadata: {name: << inputs.tenant >>, namespace: << inputs.tenant >>, labels: {prepuller: enabled}}
      spec: {template: {spec: {containers: [{name: main, image: "ghcr.io/acme/<< inputs.tenant >>:1"}]}}}
`;
    const remote = repositoryOf(workload('Deployment', 'remote'), {
      spec: 'kubeConfig: {secretRef: {name: remote}}\n',
    });
    const files = {
      'clusters/home/apps.yaml': String(repositoryOf('')['clusters/home/apps.yaml']).replace(
        'targetNamespace: web',
        '',
      ),
      'apps/set.yaml': set,
      'clusters/home/remote.yaml': String(remote['clusters/home/apps.yaml'])
        .replace('name: apps', 'name: remote')
        .replace('./apps', './remote'),
      'remote/all.yaml': String(remote['apps/all.yaml']),
    };
    expect(await uses(files)).toEqual({
      'ResourceSet flux-system/tenants in red': [`ghcr.io/acme/red:1 <- Deployment/red:${container}`],
    });
  });
});
