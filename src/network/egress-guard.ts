import { type LookupAddress, lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { turnOutside } from '../outside.js';
import { whyNotPublic } from './address.js';

export const egressAdvice =
  'Where this run may ask that host, name it in chart-mirrors or registry-credentials; restrict-egress: false allows every host';

/** A host that must not be asked for a stranger; the message continues "<URL> ...". */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  constructor(address: string, why: string) {
    super(`leads to ${address}, which is ${why} address`);
  }
}

/**
 * Keeps what a stranger has written from making this machine ask hosts that only it can reach. It is the address that is
 * connected to which decides, never the name: a name may resolve to another address a moment later.
 */
export interface EgressGuard {
  /** The workflow itself names this host, as `host` or `host:port`, so it may be asked wherever it lies. */
  isExempt(host: string): boolean;
  /** For a host that is an address, and so never looked up. */
  refusalOfLiteral(hostname: string): EgressError | undefined;
  /** Resolves a name for a connection. It fails with an EgressError where any of the addresses is not public. */
  lookup: LookupFunction;
  /**
   * The addresses of a host, which may be an address itself.
   * @throws EgressError when any of them is not public; the resolver's own error when there is none.
   */
  addressesOf(hostname: string): Promise<string[]>;
}

/** @param exempt hosts as in a URL: with a port unless it is the scheme's own */
export function createEgressGuard(exempt: Iterable<string>): EgressGuard {
  const exemptHosts = new Set([...exempt].map((host) => host.toLowerCase()));
  return {
    isExempt: (host) => exemptHosts.has(host.toLowerCase()),
    refusalOfLiteral: (hostname) => refusalOf([withoutBrackets(hostname)].filter((host) => isIP(host) !== 0)),
    lookup: guardedLookup,
    addressesOf: async (hostname) => {
      const bare = withoutBrackets(hostname);
      const addresses = isIP(bare) ? [bare] : (await resolveAll(bare)).map(({ address }) => address);
      const refusal = refusalOf(addresses);
      if (refusal) throw refusal;
      return addresses;
    },
  };
}

const guardedLookup: LookupFunction = (hostname, options, callback) => {
  turnOutside();
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const refusal = error ?? refusalOf(addresses.map(({ address }) => address));
    const [first] = addresses ?? [];
    if (refusal || !first) callback(refusal ?? new Error('has no address'), []);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

async function resolveAll(hostname: string): Promise<LookupAddress[]> {
  turnOutside();
  return await promisify(resolve)(hostname, { all: true });
}

/** All addresses are looked at: any one of them may be the one that is connected to. */
function refusalOf(addresses: readonly string[]): EgressError | undefined {
  for (const address of addresses) {
    const why = whyNotPublic(address);
    if (why !== undefined) return new EgressError(address, why);
  }
  return undefined;
}

/** Of an IPv6 address in a URL. */
function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
