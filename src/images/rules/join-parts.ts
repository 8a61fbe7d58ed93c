import { parseReference, repairReference } from '../reference.js';
import { pinnedReference } from './pinned.js';

/** The parts of a reference as charts spell them. */
export interface Parts {
  /** A registry, perhaps with a path; empty when the repository names it. */
  registry: string;
  repository: string;
  /** What makes the reference whole: a tag, a version or a digest. */
  pin: string;
}

/** @returns the reference, if the parts make one and the repository is not whole already. */
export function joinParts({ registry, repository, pin }: Parts): string | undefined {
  const parsed = parseReference(repairReference(repository));
  if (pin === '' || parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined) return undefined;
  const prefix = registry.replace(/\/+$/, '');
  const name = prefix === '' || repository.startsWith(`${prefix}/`) ? repository : `${prefix}/${repository}`;
  return pinnedReference(`${name}${/^sha\d+:/.test(pin) ? '@' : ':'}${pin.replace(/^@/, '')}`);
}
