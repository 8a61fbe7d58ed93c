import { textAt } from '../json.js';
import type { Place, Problem } from '../problem.js';
import type { RepositoryFiles } from './files/repository-files.js';
import { readObjectData } from './manifests/object-data.js';
import { type ParseError, parseManifests } from './manifests/parse-manifests.js';
import { variablesOfData } from './substitution/substitution-variables.js';

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
  const configMaps = manifests
    .filter(({ object }) => textAt(object, 'kind') === 'ConfigMap')
    .map(({ object, placeOf }) => ({ placeOf, ...readObjectData('ConfigMap', object) }));
  return {
    variables: new Map(configMaps.flatMap(({ data }) => [...variablesOfData(data).variables])),
    problems: [
      ...errors.map(unreadable),
      ...configMaps
        .filter(({ encrypted }) => encrypted)
        .map(({ placeOf }) => encryptedVariables(placeOf('metadata', 'name'))),
    ],
  };
}

function unreadable({ message, place }: ParseError): Problem {
  return {
    severity: 'error',
    kind: 'manifest',
    message: `The cluster's variables cannot be read: ${message}`,
    place,
  };
}

function encryptedVariables(place: Place): Problem {
  return {
    severity: 'warning',
    kind: 'substitution',
    message:
      "A ConfigMap of the cluster's variables is encrypted with SOPS: its variables are not set. Give those that charts need in the input 'substitutions'.",
    place,
  };
}
