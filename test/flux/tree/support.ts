import type { Discovery } from '../../../src/flux/discovery.js';

export const names = ({ releases }: Discovery) => releases.map(({ id }) => `${id.namespace}/${id.name}`);

export function kustomization(name: string, folder: string, spec = ''): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  path: ${folder}
  sourceRef:
    kind: GitRepository
    name: flux-system
${spec}`;
}

export const resources = (...names: string[]) => `resources: ${JSON.stringify(names)}\n`;
