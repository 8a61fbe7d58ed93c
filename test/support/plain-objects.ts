import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageOptions } from '../../src/images/options.js';
import { plainSources } from '../../src/plain-sources.js';
import { releaseKey } from '../../src/problem.js';
import { discover, discoverIn, type Overrides } from '../flux/repository.js';
import type { Files } from './checkout.js';
import { indent } from './indent.js';

const defaults: ImageOptions = { label: 'prepuller', excludeImages: [], excludeObjects: [], minConfidence: 'medium' };

/** The sources of plain objects in a repository, which may be a fixture, and all that is said of it. */
export async function pulled(repository: Files | string, options: Overrides & Partial<ImageOptions> = {}) {
  const root = fileURLToPath(new URL('../../fixtures/flux', import.meta.url));
  const discovery =
    typeof repository === 'string'
      ? await discoverIn(path.join(root, repository, 'repository'), options)
      : await discover(repository, options);
  const { sources, problems } = await plainSources(discovery, { ...defaults, ...options });
  return { sources, problems: [...discovery.problems, ...problems] };
}

/** `reference <- Kind/name:path` of every use, by what applies it and the namespace. */
export async function uses(repository: Files | string, options: Overrides & Partial<ImageOptions> = {}) {
  const { sources } = await pulled(repository, options);
  return Object.fromEntries(
    sources.map(({ release, images }) => [
      `${releaseKey(release.id)} in ${release.releaseNamespace}`,
      images.images.flatMap(({ reference, uses: all }) =>
        all.map(({ object, path: at }) => `${reference} <- ${object}:${at}`),
      ),
    ]),
  );
}

/** A repository whose root Kustomization `apps` applies these manifests into `web`. */
export function repositoryOf(manifests: string, { spec = '', kustomization = '' } = {}): Files {
  return {
    'clusters/home/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  targetNamespace: web
  sourceRef: {kind: GitRepository, name: flux-system}
${indent(spec)}`,
    'apps/kustomization.yaml': `resources: [all.yaml]\n${kustomization}`,
    'apps/all.yaml': manifests,
  };
}

/** A labelled object of a pod, as one of several documents. */
export function workload(
  kind: string,
  name: string,
  { image = '', spec = '', annotations = '', pod = '' } = {},
): string {
  const metadata = `metadata: {name: ${name}, labels: {prepuller: enabled}, annotations: {${annotations}}}`;
  const containers = `containers: [{name: main, image: "${image || `ghcr.io/acme/${name}:1`}"}]`;
  return `apiVersion: apps/v1
kind: ${kind}
${metadata}
spec:
${indent(spec)}  template:
    spec:
      ${containers}
${indent(indent(indent(pod)))}---
`;
}

export const container = 'spec.template.spec.containers[0].image';
