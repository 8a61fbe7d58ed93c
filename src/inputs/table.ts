// biome-ignore-all lint/style/noExcessiveLinesPerFile: it is one table, a row an input.
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { publishing } from '../git/options.js';
import { confidences } from '../images/options.js';
import { egressRestrictions } from '../network/options.js';
import { groupings, placements, strategies } from '../prepullers/options.js';
import { defaultHelperImage, defaultPauseImage, defaultResources } from '../prepullers/own-containers.js';
import type { Input } from './input.js';
import type { Inputs } from './inputs.js';
import {
  anyFile,
  boolean,
  byteCount,
  chartMirror,
  choice,
  clusterName,
  folderInRepository,
  imageReference,
  integer,
  labelKey,
  lines,
  namespace,
  nodeCount,
  plainLines,
  registryCredential,
  regularExpression,
  text,
  textThat,
  variables,
  version,
  yamlMap,
} from './parse.js';

/**
 * Every input, in the order of the documents. `npm run action` writes action.yml from it; the defaults stand in its
 * descriptions alone, so that an input which is not given can be told from one that is given with its default.
 */
export const inputTable: { [Key in keyof Inputs]: Input<Inputs[Key]> } = {
  fluxMonorepo: {
    name: 'flux-monorepo',
    ...boolean,
    default: 'true',
    description:
      'Follow the Flux Kustomizations of this repository and take every object as Flux would apply it. `false` ' +
      'takes the manifests as the files give them.',
  },
  clusterName: {
    name: 'cluster-name',
    ...textThat(clusterName),
    default: '',
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
    description: 'Folder for the generated files, relative to the root of the repository.',
  },
  label: {
    name: 'prepuller-label',
    ...textThat(labelKey),
    default: 'prepuller',
    description: 'Key of the label that opts a HelmRelease in; its value must be `enabled`.',
  },
  prepullerNamespace: {
    name: 'prepuller-namespace',
    ...textThat(namespace),
    default: '',
    description:
      "One namespace for all DaemonSets. Empty, the default, is the namespace in which the release's pods run.",
  },
  commitChanges: {
    name: 'commit-changes',
    ...boolean,
    default: 'true',
    description: 'Commit and push what changed. `false` only writes the files.',
  },
  commitMessage: {
    name: 'commit-message',
    ...text,
    default: 'chore: update prepuller images',
    description: 'Message of the commit.',
  },
  publish: {
    name: 'publish',
    ...choice(publishing),
    default: 'push',
    description:
      'How a change reaches the branch. `push` commits to it; `pull-request` keeps one pull request up to date.',
  },
  commitToPullRequest: {
    name: 'commit-to-pull-request',
    ...boolean,
    default: 'false',
    description: 'On `pull_request` events, commit the generated files to the head branch if it is in this repository.',
  },
  check: {
    name: 'check',
    ...boolean,
    default: 'false',
    description: 'Write nothing; fail when the generated files are out of date, and show how.',
  },
  watchPaths: {
    name: 'watch-paths',
    ...plainLines,
    default: '',
    description:
      'Globs, one a line, of the files whose change makes a push relevant; `!` takes out. Empty: all YAML and ' +
      'what else goes into a Kustomization or a chart of this repository, outside the output path; this is also what a ' +
      'list takes out of that only takes out.',
  },
  excludeImages: {
    name: 'exclude-images',
    ...lines(regularExpression),
    default: '',
    description: 'Regular expressions, one a line. Image references that one of them matches are never pulled.',
  },
  excludeObjects: {
    name: 'exclude-objects',
    ...plainLines,
    default: '',
    description: 'Globs on `Kind/name:path`, one a line. Images that only such places name are not pulled.',
  },
  minConfidence: {
    name: 'min-confidence',
    ...choice(confidences),
    default: 'medium',
    description: 'Least confidence of the rule that finds an image. `certain`, `high` or `medium`.',
  },
  substitutions: {
    name: 'substitutions',
    ...variables,
    default: '',
    description: 'Substitution variables that are not in Git, as `KEY=VALUE`, one a line.',
  },
  strictSubstitution: {
    name: 'strict-substitution',
    ...boolean,
    default: 'false',
    description: 'Make an unset variable without a default an error, not a warning.',
  },
  apiVersions: {
    name: 'api-versions',
    ...plainLines,
    default: '',
    description:
      "Further API versions for the charts' capabilities, one a line, beside the built-in list of common CRDs.",
  },
  kubeVersion: {
    name: 'kube-version',
    ...textThat(version),
    default: '',
    description: "Kubernetes version for the charts' capabilities. Empty is helm's own default.",
  },
  chartMirrors: {
    name: 'chart-mirrors',
    ...lines(chartMirror),
    default: '',
    description: 'URL prefixes `FROM=TO`, one a line, by which chart sources are reached elsewhere. The longest wins.',
  },
  registryCredentials: {
    name: 'registry-credentials',
    ...lines(registryCredential),
    default: '',
    description:
      'Credentials `HOST USER PASSWORD` for chart registries and repositories, one a line. HOST may have a path: the ' +
      'longest that fits wins.',
    secrets: (credentials) => credentials.map(({ password }) => password),
  },
  caFile: {
    name: 'ca-file',
    ...textThat(anyFile),
    default: '',
    description: 'PEM file of a certificate authority for chart registries and repositories.',
  },
  restrictEgress: {
    name: 'restrict-egress',
    ...choice(egressRestrictions),
    default: 'auto',
    description:
      'Keep charts and sources from private, loopback, link-local and metadata addresses. `auto`: for pull requests ' +
      'of forks; `true`: ever; `false`: never. Hosts in `chart-mirrors` and `registry-credentials`, the forge and the ' +
      'proxy are exempt.',
  },
  pauseImage: {
    name: 'pause-image',
    ...textThat(imageReference),
    default: defaultPauseImage,
    description: "Image of the container that keeps the pre-puller's pod alive.",
  },
  helperImage: {
    name: 'helper-image',
    ...textThat(imageReference),
    default: defaultHelperImage,
    description: 'Image with a static `/bin/busybox`, which runs in every image.',
  },
  strategy: {
    name: 'strategy',
    ...choice(strategies),
    default: 'init',
    description: 'How an image is made to be pulled and held. `init`, `container` or `volume`.',
  },
  grouping: {
    name: 'grouping',
    ...choice(groupings),
    default: 'release',
    description: 'One DaemonSet per `release` or per `namespace`.',
  },
  placement: {
    name: 'placement',
    ...choice(placements),
    default: 'all',
    description:
      "The nodes of a pre-puller. `all` Linux nodes, or `follow` the node selector that the release's pods share.",
  },
  maxSurge: {
    name: 'max-surge',
    ...textThat(nodeCount),
    default: '',
    description:
      'On how many nodes a new pod may start beside the old one, a number or a percentage. Empty, as is ' +
      '`max-unavailable`: `100%`, and the old pod goes when the new one is ready.',
  },
  maxUnavailable: {
    name: 'max-unavailable',
    ...textThat(nodeCount),
    default: '',
    description:
      'On how many nodes the old pod may go before the new one is ready, a number or a percentage. Other than zero: no surge.',
  },
  keepPrevious: {
    name: 'keep-previous',
    ...integer({ least: 0 }),
    default: '0',
    description: 'For how many generated versions a replaced image is kept, for a rollback.',
  },
  resources: {
    name: 'resources',
    ...yamlMap(defaultResources, ['requests', 'limits']),
    default: '',
    description:
      'Resources of every container, a YAML map. Empty is `{requests: {cpu: 1m, memory: 8Mi}, limits: {cpu: ' +
      "100m, memory: 32Mi}}`; `{}` sets none, and leaves them to the namespace's LimitRange.",
  },
  daemonsetPatch: {
    name: 'daemonset-patch',
    ...yamlMap({}),
    default: '',
    description: 'YAML that is merged into every DaemonSet (JSON merge patch).',
  },
  concurrency: {
    name: 'concurrency',
    ...integer({ least: 1, otherwise: availableParallelism() }),
    default: '',
    description: 'How many charts are worked on at once. Empty is the number of cores.',
  },
  memoryLimit: {
    name: 'memory-limit',
    ...byteCount({ least: 128 * 1024 ** 2 }),
    default: '2GiB',
    description:
      'Bound of the resident memory of one helm or kustomize, such as `512MiB` or `2GiB`. One that takes more is ended, ' +
      'and its release is an error.',
  },
  cachePath: {
    name: 'cache-path',
    ...textThat((value, { root, temporary }) => path.resolve(root, value || path.join(temporary, 'prepuller-cache'))),
    default: '',
    description: "Folder for pulled charts and renderings. Empty is a folder under the runner's temporary one.",
  },
  cacheMaxSize: {
    name: 'cache-max-size',
    ...integer({ least: 1 }),
    default: '1024',
    description: 'Bound of the cache folder in MiB.',
  },
  helmVersion: {
    name: 'helm-version',
    ...textThat(version),
    default: '',
    description: 'Version of helm to fetch when none that fits is on the PATH. Empty is a tested one.',
  },
  kustomizeVersion: {
    name: 'kustomize-version',
    ...textThat(version),
    default: '',
    description:
      'Version of kustomize to fetch when neither kustomize nor kubectl is on the PATH. Empty is a tested one.',
  },
  toolsMirror: {
    name: 'tools-mirror',
    ...textThat((value) => value.replace(/\/+$/, '')),
    default: '',
    description: "URL prefix from which helm and kustomize are fetched instead of their publishers' hosts.",
  },
  root: {
    name: 'working-directory',
    ...textThat((_, { root }) => root),
    default: '',
    description: 'Root of the repository, relative to the workspace.',
  },
  token: {
    name: 'token',
    ...text,
    default: '',
    description:
      "Replaces the checkout's credentials, for fetching and pushing: when the checkout keeps none, or for a branch that " +
      "only another identity may push to. Empty, the default, leaves the checkout's.",
    secrets: (token) => (token ? [token] : []),
  },
  forgeToken: {
    name: 'forge-token',
    ...text,
    default: '',
    defaultOfAction: '${{ github.token }}',
    description: "Token for the forge's API alone: pull requests. It is never used for git. By default the job's own.",
    secrets: (token) => (token ? [token] : []),
  },
  title: {
    name: 'title',
    ...text,
    default: '',
    description: 'Title of the pull request. Empty is the first line of `commit-message`.',
  },
  labels: {
    name: 'labels',
    ...textThat((value) =>
      value
        .split(/[,\n]/)
        .map((label) => label.trim())
        .filter((label) => label !== ''),
    ),
    default: '',
    description: 'Labels of the pull request, separated by commas or line ends; set when it is opened.',
  },
  timing: { name: 'timing', ...boolean, default: 'false', description: 'Print the time that every stage took.' },
};
