import type { RunEvent } from '../event.js';
import { type Credentials, loadCredentials } from './credentials.js';
import { createEgressGuard, type EgressGuard } from './egress-guard.js';
import { restrictsEgress } from './egress-restriction.js';
import { createHttpClient, type HttpClient, type Patience } from './http-client.js';
import type { NetworkOptions } from './options.js';

/** All that a stage needs to ask hosts elsewhere. */
export interface Network {
  client: HttpClient;
  credentials: Credentials;
  /** As the input: for programs that make connections of their own. */
  caFile: string;
  /** Missing where every host may be asked. */
  guard?: EgressGuard;
  close(): Promise<void>;
}

/**
 * @param event decides whether egress is restricted; its forge may always be asked
 * @throws FatalError when the CA file cannot be read.
 */
export async function openNetwork(
  options: NetworkOptions,
  event: Pick<RunEvent, 'name' | 'pullRequest' | 'repository' | 'serverUrl' | 'apiUrl'>,
  patience?: Patience,
): Promise<Network> {
  const { caFile, registryCredentials, restrictEgress } = options;
  const guard = restrictsEgress(restrictEgress, event) ? createEgressGuard(exemptHosts(options, event)) : undefined;
  const client = createHttpClient({ caFile, ...(guard && { guard }), ...(patience && { patience }) });
  return {
    client,
    credentials: await loadCredentials(registryCredentials),
    caFile,
    ...(guard && { guard }),
    close: () => client.close(),
  };
}

/** The hosts that the workflow itself names. */
function exemptHosts(
  { chartMirrors, imageMirrors, registryCredentials }: NetworkOptions,
  { serverUrl, apiUrl }: Pick<RunEvent, 'serverUrl' | 'apiUrl'>,
): string[] {
  const urls = [serverUrl, apiUrl, ...chartMirrors.map(({ to }) => to.replace(/^oci:/, 'https:'))];
  const hosts = urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).host] : []));
  const addresses = [...imageMirrors.map(({ to }) => to), ...registryCredentials.map(({ host }) => host)];
  return [...hosts, ...addresses.map((address) => address.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, ''))];
}
