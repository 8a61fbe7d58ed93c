import path from 'node:path';
import { objectsAt, textAt } from '../../json.js';
import { sharedFolders } from '../files/folders.js';
import type { WorkTree } from '../files/work-tree.js';
import type { Manifest } from '../manifests/manifest.js';
import { referenceOf } from '../manifests/object-reference.js';
import { type FluxKustomization, folderOfSource, sourceOf } from './flux-kustomization.js';
import type { SyncedSources } from './synced-source.js';

/**
 * The folder of this repository that a part of an ExternalArtifact was copied from
 * (fluxcd/source-watcher, api/v1beta1/artifactgenerator_types.go).
 * @param generators Manifests among which the ArtifactGenerators are; several clusters may have one of the same name.
 */
export function artifactFolder(
  kustomization: FluxKustomization,
  generators: readonly Manifest[],
  tree: WorkTree,
  checkoutOf: SyncedSources['checkoutOf'],
): string | undefined {
  const { name, namespace } = sourceOf(kustomization);
  const written = path.posix.join('/', textAt(kustomization.spec, 'path'));
  const near = (manifest: Manifest) => sharedFolders(manifest.placeOf().file, kustomization.manifest.placeOf().file);
  const folders = [...generators]
    .filter(({ object }) => textAt(object, 'kind') === 'ArtifactGenerator' && isNamespace(object, namespace))
    .sort((a, b) => near(b) - near(a))
    .flatMap((generator) =>
      copies(generator, name, checkoutOf)
        .filter(({ to }) => written === to || written.startsWith(to === '/' ? '/' : `${to}/`))
        .map(({ from, to }) =>
          folderOfSource(path.posix.join(from, path.posix.relative(to, written)), generator, tree),
        ),
    );
  return folders.find((folder) => folder !== undefined);
}

function isNamespace(object: Manifest['object'], namespace: string): boolean {
  const own = referenceOf(object).namespace;
  return own === '' || own === namespace;
}

/** From a folder of this repository, without a slash in front, to one of the artifact, with one. */
function copies(
  { object: generator, placeOf }: Manifest,
  artifact: string,
  checkoutOf: SyncedSources['checkoutOf'],
): { from: string; to: string }[] {
  const { namespace } = referenceOf(generator);
  const aliases = objectsAt(generator, 'spec', 'sources')
    .filter((source) =>
      checkoutOf({ kind: textAt(source, 'kind'), name: textAt(source, 'name'), namespace }, placeOf().file),
    )
    .map((source) => textAt(source, 'alias'));
  return objectsAt(generator, 'spec', 'artifacts')
    .filter((one) => textAt(one, 'name') === artifact)
    .flatMap((one) => objectsAt(one, 'copy'))
    .flatMap((copy) => {
      const [, alias = '', from = ''] = /^@([^/]+)\/(.*?)\/?(?:\*\*?)?$/.exec(textAt(copy, 'from')) ?? [];
      const [, to] = /^@artifact(\/.*)$/.exec(textAt(copy, 'to')) ?? [];
      return aliases.includes(alias) && to !== undefined ? { from, to: to.replace(/\/+$/, '') || '/' } : [];
    });
}
