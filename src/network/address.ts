import ipaddr, { type IPv6 } from 'ipaddr.js';

/** A service of the cloud at a public address: 168.63.129.16 answers Azure's machines for their agent. */
const metadataAddresses = new Set(['168.63.129.16']);

const words: Record<string, string> = {
  unspecified: "the machine's own",
  loopback: 'a loopback',
  private: 'a private',
  uniqueLocal: 'a private',
  linkLocal: 'a link-local',
  carrierGradeNat: 'a carrier-grade NAT',
};

/**
 * Why an address must not be connected to for a stranger, in words that precede "address"; `undefined` for a public one.
 * Only what is known to be public is: the ranges are those of IANA's registries for special purposes.
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function whyNotPublic(text: string): string | undefined {
  try {
    // Takes an IPv4-mapped IPv6 address for the IPv4 address that the machine connects to.
    const address = ipaddr.process(text);
    if (metadataAddresses.has(address.toString())) return 'a metadata';
    const range = address.range();
    if (range === 'unicast' && (address.kind() === 'ipv4' || isGlobal(address as IPv6))) return undefined;
    if (range === 'rfc6052') return whyNotPublic(translated(ipaddr.parse(text) as IPv6));
    return words[range] ?? 'a special-purpose';
  } catch {
    return 'an unreadable';
  }
}

/**
 * In `2000::/3`, of which alone addresses are handed out; `::7f00:1` is an IPv4 address in an old form.
 * https://www.iana.org/assignments/ipv6-address-space
 */
function isGlobal({ parts: [first = 0] }: IPv6): boolean {
  return first >> 13 === 1;
}

/** The IPv4 address behind the well-known NAT64 prefix `64:ff9b::/96`; nothing readable for a network's own prefix. */
function translated({ parts }: IPv6): string {
  const [high = 0, low = 0] = parts.slice(6);
  if (parts.slice(0, 6).join(':') !== [0x64, 0xff9b, 0, 0, 0, 0].join(':')) return '';
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
