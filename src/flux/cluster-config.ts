import { fieldAt, objectAt, textAt } from '../json.js';
import type { Problem } from '../problem.js';
import type { RepositoryFiles } from './files/repository-files';
import { parseManifests } from './manifests/manifest';

/** The substitution variables of a cluster's `cluster-config.yaml`. */
export interface ClusterConfiguration {
  variables: Map<string, string>;
  problems: Problem[];
}

export function isClusterConfiguration(file: string): boolean {
  return /(?:^|\/)cluster-config\.ya?ml$/.test(file);
}

/** Reads the ConfigMaps of `cluster-config.yaml` in the cluster's folder; the file nearest to the folder's top decides. */
export function readClusterConfiguration(files: RepositoryFiles, folder: string): ClusterConfiguration {
  const [file] = files.all
    .filter((candidate) => candidate.startsWith(`${folder}/`) && isClusterConfiguration(candidate))
    .sort((a, b) => a.split('/').length - b.split('/').length);
  if (file === undefined) return { variables: new Map(), problems: [] };
  const { manifests, errors } = parseManifests(files.read(file), file);
  const configMaps = manifests.filter(({ object }) => textAt(object, 'kind') === 'ConfigMap');
  const encrypted = configMaps.filter(({ object }) => fieldAt(object, 'sops') !== undefined);
  return {
    variables: new Map(
      configMaps
        .filter((manifest) => !encrypted.includes(manifest))
        .flatMap(({ object }) => variablesOf(objectAt(object, 'data'))),
    ),
    problems: [
      ...errors.map(
        ({ message, place }): Problem => ({
          severity: 'error',
          kind: 'manifest',
          message: `The cluster's variables cannot be read: ${message}`,
          place,
        }),
      ),
      ...encrypted.map(
        ({ placeOf }): Problem => ({
          severity: 'warning',
          kind: 'substitution',
          message:
            "A ConfigMap of the cluster's variables is encrypted with SOPS: its variables are not set. Give those that charts need in the input 'substitutions'.",
          place: placeOf('metadata', 'name'),
        }),
      ),
    ],
  };
}

/** As Flux reads a ConfigMap: line breaks are taken out (fluxcd/pkg, kustomize/kustomize_varsub.go: LoadVariables). */
function variablesOf(data: Record<string, unknown>): [string, string][] {
  return Object.entries(data)
    .filter(([name, value]) => /^[_A-Za-z][_A-Za-z0-9]*$/.test(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => [name, String(value).replaceAll('\n', '')]);
}
