import { describe, expect, it } from 'vitest';
import { container, pulled, repositoryOf, uses, workload } from '../../support/plain-objects.js';

describe('the controllers of Flux', () => {
  const distribution = { version: '2.7.x', registry: 'mirror.example.com/flux', variant: 'upstream-alpine' };
  const instance = (spec: object) =>
    repositoryOf(
      JSON.stringify({
        apiVersion: 'fluxcd.controlplane.io/v1',
        kind: 'FluxInstance',
        metadata: { name: 'flux', labels: { prepuller: 'enabled' } },
        spec,
      }),
    );
  const controllers = (version: string, ...names: string[]) =>
    `images:\n${names.map((name) => `  - {name: ghcr.io/fluxcd/${name}, newTag: ${version}, digest: "${digest}"}\n`).join('')}`;
  const digest = `sha256:${'0'.repeat(64)}`;
  const manifestsOfOperator = {
    'vendor/flux-images/v2.7.5/upstream-alpine.yaml': controllers('v1.7.4', 'source-controller', 'helm-controller'),
    'vendor/flux-images/v2.7.10/upstream-alpine.yaml': controllers('v1.7.9', 'source-controller', 'helm-controller'),
    'vendor/flux-images/v2.8.0/upstream-alpine.yaml': controllers('v1.8.0', 'source-controller', 'helm-controller'),
    'vendor/flux-images/v2.7.11/enterprise-alpine.yaml': controllers('v9', 'source-controller', 'helm-controller'),
  };

  it('of a FluxInstance are those of the newest version in range that the manifests of the operator have', async () => {
    const components = ['source-controller', 'helm-controller'];
    const files = {
      ...instance({ distribution: { ...distribution, imagePullSecret: 'mirror' }, components }),
      ...manifestsOfOperator,
    };
    const { sources, problems } = await pulled(files);
    expect(problems).toEqual([]);
    expect(sources[0]?.images).toMatchObject({
      images: components.sort().map((name) => ({
        reference: `mirror.example.com/flux/${name}:v1.7.9@${digest}`,
        uses: [{ object: 'FluxInstance/flux', path: 'spec.components', rule: 'flux-instance' }],
      })),
      pods: { imagePullSecrets: ['mirror'] },
    });
  });

  const installed = { distribution, components: ['source-controller', 'helm-controller'] };
  const target = { kind: 'Deployment', name: 'source-controller' };
  const imagePointer = {
    target,
    patch: '- {op: replace, path: /spec/template/spec/containers/0/image, value: mirror.example.com/own:1}\n',
  };
  const sidecar = {
    target,
    patch: JSON.stringify([
      {
        op: 'add',
        path: '/spec/template/spec/containers/-',
        value: { name: 'proxy', image: 'mirror.example.com/proxy:1' },
      },
    ]),
  };

  it('of a FluxInstance are known where its patches are about something else', async () => {
    const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: image-reflector-controller}
spec: {template: {spec: {containers: [{name: manager, imagePullPolicy: Always}]}}}
`;
    const files = {
      ...instance({ ...installed, kustomize: { patches: [{ target, patch }] } }),
      ...manifestsOfOperator,
    };
    const { sources, problems } = await pulled(files);
    expect(problems).toEqual([]);
    expect(sources[0]?.images).toMatchObject({ images: [{}, {}] });
  });

  it.each([
    ['there are no manifests of the operator', { distribution }, {}],
    ['none of them fits the version', { distribution: { ...distribution, version: '3.x' } }, manifestsOfOperator],
    ['none of them fits the registry', { distribution: { ...distribution, variant: '' } }, manifestsOfOperator],
    ['they miss a controller that it installs', { distribution }, manifestsOfOperator],
    ['its patches set the image of one', { ...installed, kustomize: { patches: [imagePointer] } }, manifestsOfOperator],
    ['its patches add a container', { ...installed, kustomize: { patches: [sidecar] } }, manifestsOfOperator],
  ])('of a FluxInstance are asked for where %s', async (_, spec, files) => {
    const { sources, problems } = await pulled({ ...instance(spec), ...files });
    expect(sources).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'notice', message: expect.stringMatching(/^FluxInstance\/flux is opted in, .* prepuller-include\./) },
    ]);
  });

  it('of Flux itself are those of gotk-components.yaml', async () => {
    const controller = workload('Deployment', 'source-controller').replace('labels: {prepuller: enabled}, ', '');
    const files = {
      'clusters/home/flux-system/gotk-components.yaml': controller.replace('{name', '{namespace: flux-system, name'),
      'clusters/home/flux-system/gotk-sync.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {path: ./clusters/home, sourceRef: {kind: GitRepository, name: flux-system}}
`,
    };
    expect(await uses(files)).toEqual({});
    const patch = `resources: [gotk-components.yaml, gotk-sync.yaml]
patches:
  - target: {kind: Kustomization, name: flux-system}
    patch: |
      - {op: add, path: /metadata/labels, value: {prepuller: enabled}}
`;
    expect(await uses({ ...files, 'clusters/home/flux-system/kustomization.yaml': patch })).toEqual({
      'Kustomization flux-system/flux-system in flux-system': [
        `ghcr.io/acme/source-controller:1 <- Deployment/source-controller:${container}`,
      ],
    });
  });
});
