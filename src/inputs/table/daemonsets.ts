import { groupings, placements, strategies } from '../../prepullers/options.js';
import { defaultHelperImage, defaultPauseImage, defaultResources } from '../../prepullers/own-containers.js';
import type { InputTable } from '../input-table.js';
import { choice, imageReference, integer, nodeCount, textThat, yamlMap } from '../parse.js';

/** What the DaemonSets look like. */
export const daemonSetInputs = {
  pauseImage: {
    name: 'pause-image',
    ...textThat(imageReference),
    default: defaultPauseImage,
    shapesOutput: true,
    description: "Image of the container that keeps the pre-puller's pod alive.",
  },
  helperImage: {
    name: 'helper-image',
    ...textThat(imageReference),
    default: defaultHelperImage,
    shapesOutput: true,
    description: 'Image with a static `/bin/busybox`, which runs in every image.',
  },
  strategy: {
    name: 'strategy',
    ...choice(strategies),
    default: 'init',
    shapesOutput: true,
    description: 'How an image is made to be pulled and held. `init`, `container` or `volume`.',
  },
  grouping: {
    name: 'grouping',
    ...choice(groupings),
    default: 'release',
    shapesOutput: true,
    description: 'One DaemonSet per `release` or per `namespace`.',
  },
  placement: {
    name: 'placement',
    ...choice(placements),
    default: 'all',
    shapesOutput: true,
    description:
      "The nodes of a pre-puller. `all` Linux nodes, or `follow` the node selector that the release's pods share.",
  },
  maxSurge: {
    name: 'max-surge',
    ...textThat(nodeCount),
    default: '',
    shapesOutput: true,
    description:
      'On how many nodes a new pod may start beside the old one, a number or a percentage. Empty, as is ' +
      '`max-unavailable`: `100%`, and the old pod goes when the new one is ready.',
  },
  maxUnavailable: {
    name: 'max-unavailable',
    ...textThat(nodeCount),
    default: '',
    shapesOutput: true,
    description:
      'On how many nodes the old pod may go before the new one is ready, a number or a percentage. Other than zero: no surge.',
  },
  keepPrevious: {
    name: 'keep-previous',
    ...integer({ least: 0 }),
    default: '0',
    shapesOutput: true,
    description: 'For how many generated versions a replaced image is kept, for a rollback.',
  },
  resources: {
    name: 'resources',
    ...yamlMap(defaultResources, ['requests', 'limits']),
    default: '',
    shapesOutput: true,
    description:
      'Resources of every container, a YAML map. Empty is `{requests: {cpu: 1m, memory: 8Mi}, limits: {cpu: ' +
      "100m, memory: 32Mi}}`; `{}` sets none, and leaves them to the namespace's LimitRange.",
  },
  daemonsetPatch: {
    name: 'daemonset-patch',
    ...yamlMap({}),
    default: '',
    shapesOutput: true,
    description: 'YAML that is merged into every DaemonSet (JSON merge patch).',
  },
} satisfies Partial<InputTable>;
