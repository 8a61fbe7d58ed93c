import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { InputTable } from '../input-table.js';
import { byteCount, integer, textThat, version } from '../parse.js';

/** What a run may take, and the programs that it starts. */
export const limitInputs = {
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
} satisfies Partial<InputTable>;
