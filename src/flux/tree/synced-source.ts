import { textAt } from '../../json.js';
import { memoize } from '../../memoize';
import type { RepositoryManifests } from '../files/repository-manifests';
import { fluxSystem } from '../manifests/flux-system';
import type { Manifest } from '../manifests/manifest';
import type { ObjectReference } from '../manifests/object-reference';
import { isSource } from '../manifests/source-kinds';
import { type FluxKustomization, sourceOf } from './flux-kustomization.js';

/** Which sources are this repository itself? */
export interface SyncedSources {
  /** For the source of a Kustomization or of an artifact: those that Git does not declare are taken for this repository. */
  isSynced(source: ObjectReference): boolean;
  /** For the source of a chart. */
  isThisRepository(reference: ObjectReference): boolean;
}

/**
 * @param sourceFiles Files that may declare sources.
 * @param selfSynced Kustomizations that apply the very file that declares them: what they build is this repository.
 */
export function findSyncedSources(
  manifests: RepositoryManifests,
  sourceFiles: readonly string[],
  selfSynced: readonly FluxKustomization[],
): SyncedSources {
  const declared = memoize((key: string) => findDeclared(manifests, sourceFiles, JSON.parse(key) as ObjectReference));
  const declarationOf = ({ kind, name }: ObjectReference) => declared(JSON.stringify({ kind, name, namespace: '' }));
  const names = new Set([fluxSystem, ...selfSynced.map((kustomization) => sourceOf(kustomization).name)]);
  const urls = new Set(
    [...names].flatMap((name) =>
      ['GitRepository', 'OCIRepository'].map((kind) => urlOf(declarationOf({ kind, namespace: '', name }))),
    ),
  );
  urls.delete('');

  const isKnown = (reference: ObjectReference) =>
    names.has(reference.name) || urls.has(urlOf(declarationOf(reference)));
  return {
    isSynced(source) {
      if (!['GitRepository', 'OCIRepository', 'Bucket'].includes(source.kind)) return false;
      if (isKnown(source)) return true;
      // Something outside of Git declares it, as it declares what Flux syncs: a name of its own for this repository.
      if (declarationOf(source)) return false;
      names.add(source.name);
      return true;
    },
    isThisRepository: isKnown,
  };
}

function findDeclared(
  manifests: RepositoryManifests,
  sourceFiles: readonly string[],
  { kind, name }: ObjectReference,
): Manifest | undefined {
  return sourceFiles
    .filter((file) => mayName(manifests.text(file), name))
    .flatMap((file) => manifests.in(file))
    .find(({ object }) => isSource(object) && object.kind === kind && textAt(object, 'metadata', 'name') === name);
}

/** Only what may hold the object is parsed: nearly every source says `flux-system`, as its namespace. */
function mayName(text: string, name: string): boolean {
  return [...text.matchAll(/\bname["']?\s*:(.*)$/gm)].some(
    ([, value = '']) => value.includes(name) || !startsWithScalar.test(value),
  );
}

/** Of one line, and neither an alias nor with an anchor or a tag. */
const startsWithScalar = /^\s*[^\s&*!|>#]/;

/** Without what differs between two ways to write one address. */
function urlOf(source: Manifest | undefined): string {
  const url = source ? textAt(source.object, 'spec', 'url') : '';
  return url
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(':', '/')
    .replace(/(?:\.git)?\/*$/, '')
    .toLowerCase();
}
