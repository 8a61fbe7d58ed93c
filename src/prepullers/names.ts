import { createHash } from 'node:crypto';
import { pullingPrefix } from '../generated-images.js';
import { longestLabel } from '../kubernetes-names.js';
import type { ReleaseId } from '../problem.js';

const hashLength = 8;
/** Leaves room, in the 255 bytes that file systems take, for what a file is called until it is whole. */
const longestFileName = 200;

/** A name that fits a label's value: one that is too long ends in a hash of the whole, so that it stays distinct. */
export function shortenName(name: string, longest = longestLabel): string {
  if (name.length <= longest) return name;
  const kept = name.slice(0, longest - hashLength - 1).replace(/[-.]+$/, '');
  return `${kept}-${hash(name)}`;
}

export function fileName(name: string): string {
  return `${shortenName(name, longestFileName)}.yaml`;
}

/** For a DaemonSet beside the first of its file: it depends on what makes it another, and on nothing else. */
export function nameBeside(name: string, difference: string, isKept: boolean): string {
  return shortenName(`${name}-${isKept ? 'kept-' : ''}${hash(difference)}`);
}

/** Of what applies plain objects; another one where a release has this name. */
function applierNames({ kind, namespace, name }: ReleaseId): string[] {
  const first = `prepuller-${kind?.toLowerCase()}-${namespace}-${name}`;
  return [first, `${first}-${hash(`${kind} ${namespace}/${name}`)}`];
}

/** For one beside the others of its file and namespace: it depends on what makes it another, and on nothing else. */
export function namesBeside(names: readonly string[], difference: string): string[] {
  return names.map((name) => `${name}-${hash(difference)}`);
}

/** The short name; with the namespace, for all that share it; with a hash, because `a-b/c` and `a/b-c` are alike. */
export function releaseNames(id: ReleaseId): string[] {
  if (id.kind !== undefined) return applierNames(id);
  const { namespace, name } = id;
  const long = `prepuller-${namespace}-${name}`;
  return [`prepuller-${name}`, long, `${long}-${hash(`${namespace}/${name}`)}`];
}

export function groupNames(namespace: string): string[] {
  return [`prepuller-${namespace}`, `prepuller-${namespace}-${hash(namespace)}`];
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hashLength);
}

/** One that wants a name: the candidates in the order in which they are tried; the last must be nobody else's. */
export interface Claim {
  key: string;
  candidates: readonly string[];
}

/**
 * Gives every claim a name of its own. All that want the same name move on to their next candidate together, so the
 * result does not depend on their order; a name that is `taken` is nobody's.
 * @returns the name of each key
 */
export function assignNames(claims: readonly Claim[], taken: ReadonlySet<string>): Map<string, string> {
  const choices = claims.map((claim) => ({ claim, choice: 0, name: claim.candidates[0] ?? claim.key }));
  for (let changed = true; changed; ) {
    const counts = new Map<string, number>();
    for (const { name } of choices) counts.set(name, (counts.get(name) ?? 0) + 1);
    changed = false;
    for (const entry of choices) {
      const next = entry.claim.candidates[entry.choice + 1];
      if (next === undefined || (counts.get(entry.name) === 1 && !taken.has(entry.name))) continue;
      entry.choice += 1;
      entry.name = next;
      changed = true;
    }
  }
  return new Map(choices.map(({ claim, name }) => [claim.key, name]));
}

/**
 * Names for the containers or volumes of images, in their order: `prepull-<last segment of the repository>-<n>`,
 * n counting the images of that name from 0.
 */
export function imageNames(references: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return references.map((reference) => {
    const segment = nameSegment(reference);
    const count = counts.get(segment) ?? 0;
    counts.set(segment, count + 1);
    return `${pullingPrefix}${segment}-${count}`;
  });
}

/** `ghcr.io:443/acme/my_app.server:1.2@sha256:...` gives `my-app-server`, with room for a count in a DNS label. */
function nameSegment(reference: string): string {
  const repository = reference.replace(/@.*$/s, '');
  const last = repository.slice(repository.lastIndexOf('/') + 1).replace(/:.*$/s, '');
  const safe = last.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return safe.slice(0, 48).replace(/^-|-$/g, '') || 'image';
}
