import { verifications } from '../../registries/options.js';
import type { InputTable } from '../input-table.js';
import { choice, imageMirror, integer, lines, nodePlatform, optionalByteCount } from '../parse.js';

/** What registries are asked of images, and what follows from it. */
export const verificationInputs = {
  verifyImages: {
    name: 'verify-images',
    ...choice(verifications),
    default: 'false',
    description:
      'Ask the registries for every image before it is written down. `false` asks none; `warn` says which do not exist; ' +
      '`error` makes that an error of the release, which keeps its last good file. What cannot be told is a notice.',
  },
  platforms: {
    name: 'platforms',
    ...lines(nodePlatform),
    default: '',
    shapesOutput: true,
    description:
      'Platforms that the nodes have, such as `linux/amd64`, one a line, for `verify-images`. Nodes whose platform an ' +
      'image lacks are left out of its pre-puller, with a warning. Empty: not checked, and sizes are of `linux/amd64`.',
  },
  imageMirrors: {
    name: 'image-mirrors',
    ...lines(imageMirror),
    default: '',
    description:
      'Prefixes `FROM=TO`, one a line, by which `verify-images` asks for images elsewhere, such as ' +
      '`docker.io=mirror.example.com/hub`. The longest wins; what is generated stays as it is.',
  },
  maxSizePerNode: {
    name: 'max-size-per-node',
    ...optionalByteCount({ least: 1024 ** 2 }),
    default: '',
    description:
      'Bound of what the images take on a node, compressed as they are pulled, such as `20GiB`. More is a warning, with ' +
      '`verify-images: error` an error. Empty: no bound.',
  },
  dockerHubBudget: {
    name: 'docker-hub-budget',
    ...integer({ least: 0 }),
    default: '50',
    description:
      'How many manifests `verify-images` may get of Docker Hub in a run, which count against its limit. Whether an image ' +
      'exists is asked without; platforms and sizes beyond the budget cannot be told until the next run.',
  },
} satisfies Partial<InputTable>;
