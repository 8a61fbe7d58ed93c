import { parseReference, repairReference } from '../../image-reference.js';
import { pinnedReference } from './pinned.js';

/** The parts of a reference as charts spell them. */
export interface Parts {
  /** A registry, perhaps with a path; empty when the repository names it. */
  registry: string;
  repository: string;
  /** What makes the reference whole: a tag, a version or a digest. */
  pin: string;
  /** What an operator adds to the tag: `alpine`. */
  variant?: string;
}

/** @returns the reference, if the parts make one and the repository is not whole already. */
export function joinParts({ registry, repository: written, pin, variant = '' }: Parts): string | undefined {
  const repository = written.replace(/^\/+/, '');
  const parsed = parseReference(repairReference(repository));
  if (pin === '' || parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined) return undefined;
  const prefix = registry.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  const name = prefix === '' || repository.startsWith(`${prefix}/`) ? repository : `${prefix}/${repository}`;
  return pinnedReference(`${name}${suffixOf(pin, variant)}`);
}

/** A digest decides alone, also one that stands behind a tag (`1.2@sha256:…`), or without the name of its algorithm. */
function suffixOf(pin: string, variant: string): string {
  const digest = /(?:^|@)(sha\d+:.*)$/.exec(pin)?.[1];
  if (digest !== undefined) return `@${digest}`;
  if (/^[0-9a-f]{64}$/.test(pin)) return `@sha256:${pin}`;
  return variant === '' || pin.endsWith(`-${variant}`) ? `:${pin}` : `:${pin}-${variant}`;
}
