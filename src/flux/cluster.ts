import path from 'node:path';
import { fieldAt, objectAt, textAt } from '../json.js';
import { FatalError, type Problem } from '../problem.js';
import { parseManifests } from './manifest.js';
import type { RepositoryFiles } from './repository-files.js';

/** The substitution variables of a cluster's `cluster-config.yaml`. */
export interface ClusterConfiguration {
  variables: Map<string, string>;
  problems: Problem[];
}

/**
 * The folder of the cluster: `clusters/<name>` if there is one, else the folder of that name that is nearest to the root.
 * @throws FatalError when there is none.
 */
export function findClusterFolder(files: RepositoryFiles, name: string): string {
  const folders = new Set(files.all.flatMap((file) => foldersNamed(file, name)));
  const [first] = [...folders].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  if (first !== undefined) return first;
  throw new FatalError(
    `Input 'cluster-name' is ${JSON.stringify(name)}: no folder of this name holds a YAML file; it should be clusters/${name}.`,
  );
}

function foldersNamed(file: string, name: string): string[] {
  const segments = path.posix.dirname(file).split('/');
  return segments.flatMap((segment, index) => (segment === name ? [segments.slice(0, index + 1).join('/')] : []));
}

function rank(folder: string): number {
  const isUsual = path.posix.basename(path.posix.dirname(folder)) === 'clusters';
  return folder.split('/').length - (isUsual ? 100 : 0);
}

/** Reads the ConfigMaps of `cluster-config.yaml` in the cluster's folder; the file nearest to the folder's top decides. */
export function readClusterConfiguration(files: RepositoryFiles, folder: string): ClusterConfiguration {
  const [file] = files.all
    .filter((candidate) => candidate.startsWith(`${folder}/`) && /\/cluster-config\.ya?ml$/.test(candidate))
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
