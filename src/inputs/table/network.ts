import { egressRestrictions } from '../../network/options.js';
import type { InputTable } from '../input-table.js';
import { anyFile, chartMirror, choice, lines, registryCredential, textThat } from '../parse.js';

/** Which hosts are asked, and as whom. */
export const networkInputs = {
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
      'Credentials `HOST USER PASSWORD` for registries and chart repositories, one a line. HOST may have a path: the ' +
      'longest that fits wins.',
    secrets: (credentials) => credentials.map(({ password }) => password),
  },
  caFile: {
    name: 'ca-file',
    ...textThat(anyFile),
    default: '',
    description: 'PEM file of a certificate authority for registries and chart repositories.',
  },
  restrictEgress: {
    name: 'restrict-egress',
    ...choice(egressRestrictions),
    default: 'auto',
    description:
      'Keep charts and sources from private, loopback, link-local and metadata addresses. `auto`: for pull requests ' +
      'of forks, and for events that may check one out; `true`: always; `false`: never. Hosts in `chart-mirrors`, `image-mirrors` and `registry-credentials`, the ' +
      'forge and the proxy are exempt.',
  },
} satisfies Partial<InputTable>;
