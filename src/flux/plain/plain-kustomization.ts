import path from 'node:path';
import { type JsonObject, textAt } from '../../json.js';
import { foldersAround } from '../files/folders.js';
import type { Repository } from '../files/repository.js';
import { fileReferences, isKustomizationFile } from '../kustomize/kustomization-file.js';
import { type Manifest, withObject } from '../manifests/manifest.js';

/**
 * The object in the namespace that the kustomization.yaml files around it give it: `namespace` overrides what the file
 * says, and the outermost wins, as in a build.
 */
export function namespaceByKustomization(manifest: Manifest, { kustomizations }: Repository): Manifest {
  const { file } = manifest.placeOf();
  const namespaces = foldersAround(file)
    .filter((folder) => kustomizations.kustomizationFile(folder))
    .map((folder) => kustomizations.graphOf(folder))
    .filter((graph) => [...graph.files.values()].includes(file))
    .map(({ top }) => textAt(top.content, 'namespace'));
  const namespace = namespaces.find(Boolean);
  return namespace ? withObject(manifest, inNamespace(manifest.object, namespace)) : manifest;
}

function inNamespace(object: JsonObject, namespace: string): JsonObject {
  const { metadata } = object;
  return { ...object, metadata: { ...(typeof metadata === 'object' ? metadata : {}), namespace } };
}

/** The kustomization.yaml that takes the file as a patch. */
export function patchedBy(file: string, { files, manifests }: Repository): string | undefined {
  const name = path.posix.basename(file);
  return files.all
    .filter((candidate) => isKustomizationFile(candidate) && manifests.text(candidate).includes(name))
    .find((candidate) =>
      manifests
        .in(candidate)
        .flatMap(({ object }) => fileReferences(object))
        .some(
          ({ target, field }) =>
            field[0]?.startsWith('patches') && path.posix.join(path.posix.dirname(candidate), target) === file,
        ),
    );
}
