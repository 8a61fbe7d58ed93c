import type { InputTable } from '../input-table.js';
import { boolean, clusterName, folderInRepository, labelKeyOrEverything, namespace, textThat } from '../parse.js';

/** What is read of the cluster, and where the generated files go. */
export const clusterInputs = {
  fluxMonorepo: {
    name: 'flux-monorepo',
    ...boolean,
    default: 'true',
    shapesOutput: true,
    description:
      'Follow the Flux Kustomizations of this repository and take every object as Flux would apply it. `false` ' +
      'takes the manifests as the files give them.',
  },
  clusterName: {
    name: 'cluster-name',
    ...textThat(clusterName),
    default: '',
    shapesOutput: true,
    description:
      'The cluster to generate for, such as `production` or `production/01`: its entry is `clusters/<name>` (or ' +
      'the folder whose path ends so), and the ConfigMaps in its `cluster-config.yaml` are substitution ' +
      'variables. Empty: every cluster that is found.',
  },
  followSources: {
    name: 'follow-sources',
    ...boolean,
    default: 'true',
    description:
      'Fetch what GitRepositories other than the synced one give Flux to apply: other repositories, and other ' +
      'branches and tags of this one. One that cannot be fetched is a warning. `false`: they are only named.',
  },
  outputPath: {
    name: 'prepuller-output-path',
    ...textThat(folderInRepository),
    default: 'infrastructure/prepullers',
    shapesOutput: true,
    description: 'Folder for the generated files, relative to the root of the repository.',
  },
  label: {
    name: 'prepuller-label',
    ...textThat(labelKeyOrEverything),
    default: 'prepuller',
    shapesOutput: true,
    description:
      'Key of the label that opts an object in; its value must be `enabled`, and `disabled` opts out. `*`: everything ' +
      'that Flux applies and that is not labelled `prepuller: disabled`.',
  },
  workloads: {
    name: 'workloads',
    ...boolean,
    default: 'false',
    shapesOutput: true,
    description:
      'A label that only `commonMetadata` of a Kustomization, or a label transformer, puts on everything opts in ' +
      'plain objects as well, and not HelmReleases alone.',
  },
  prepullerNamespace: {
    name: 'prepuller-namespace',
    ...textThat(namespace),
    default: '',
    shapesOutput: true,
    description:
      "One namespace for all DaemonSets. Empty, the default, is the namespace in which the release's pods run.",
  },
} satisfies Partial<InputTable>;
