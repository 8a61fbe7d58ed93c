import { textAt } from '../json.js';
import { describe } from '../manifest.js';
import type { Repository } from '../repository.js';
import { artifactFolder } from './artifact.js';
import type { Location } from './cluster-tree.js';
import { type FluxKustomization, folderOf, sourceOf } from './flux-kustomization.js';
import type { SyncedSources } from './synced-source.js';

/** Finds which folder of this repository a Kustomization builds, or why it is not followed. */
export function createLocator(
  { tree, manifests }: Repository,
  synced: SyncedSources,
  generatorFiles: readonly string[],
): (kustomization: FluxKustomization) => Location {
  const generators = () => generatorFiles.flatMap((file) => manifests.in(file));
  return (kustomization) => {
    if (sourceOf(kustomization).kind === 'ExternalArtifact') {
      const folder = artifactFolder(kustomization, generators(), tree, synced.isThisRepository);
      return folder === undefined ? elsewhere(kustomization) : { folder };
    }
    if (!synced.buildsHere(kustomization)) return elsewhere(kustomization);
    const folder = folderOf(kustomization, tree);
    return folder === undefined ? missing(kustomization) : { folder };
  };
}

function elsewhere(kustomization: FluxKustomization): Location {
  return {
    skipped: {
      severity: 'notice',
      kind: 'kustomize',
      message: `The Kustomization builds ${describe(sourceOf(kustomization))}, which is not this repository: it is not followed.`,
      object: describe(kustomization.reference),
      place: kustomization.manifest.placeOf('spec', 'sourceRef'),
    },
  };
}

function missing({ spec, manifest, reference }: FluxKustomization): Location {
  return {
    missing: {
      severity: 'warning',
      kind: 'kustomize',
      message: `The Kustomization builds ${JSON.stringify(textAt(spec, 'path'))}, which is no folder of this repository: nothing of it is seen.`,
      object: describe(reference),
      place: manifest.placeOf('spec', 'path'),
    },
  };
}
