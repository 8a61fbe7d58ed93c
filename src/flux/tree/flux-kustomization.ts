import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, objectAt, textAt } from '../../json.js';
import type { ReleaseId } from '../../problem.js';
import type { SourceEntry, SourceLink } from '../../source-entry.js';
import { foldersAround } from '../files/folders.js';
import type { WorkTree } from '../files/work-tree.js';
import { fluxSystem } from '../manifests/flux-system.js';
import type { Manifest } from '../manifests/manifest.js';
import { isKind, type ObjectReference, referenceOf } from '../manifests/object-reference.js';

export interface FluxKustomization {
  reference: ObjectReference;
  manifest: Manifest;
  spec: JsonObject;
  /** The value of the label by which it opts in or out all that it applies itself; missing for none. */
  ownLabel?: string;
  /** It is in no file: only the folder is known that it builds. */
  isAssumed?: true;
}

/** What it applies has its name in the generated files. */
export function applierId({ reference: { kind, namespace, name } }: FluxKustomization): ReleaseId {
  return { kind: kind === 'ResourceSet' ? kind : 'Kustomization', namespace: namespace || fluxSystem, name };
}

export function isFluxKustomization(object: JsonObject): boolean {
  return isKind(object, 'Kustomization', 'kustomize.toolkit.fluxcd.io', ['v1', 'v1beta2', 'v1beta1']);
}

export function fluxKustomization(manifest: Manifest): FluxKustomization {
  return { reference: referenceOf(manifest.object), manifest, spec: objectAt(manifest.object, 'spec') };
}

/** The Kustomization that an entry would be whose manifest is not in Git: it builds the folder and adds nothing. */
export function entryKustomization(
  folder: string,
  { name = fluxSystem, postBuild }: { name?: string; postBuild?: JsonObject } = {},
): FluxKustomization {
  const object: JsonObject = {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name, namespace: fluxSystem },
    spec: { path: folder, sourceRef: { kind: 'GitRepository', name: fluxSystem }, ...(postBuild && { postBuild }) },
  };
  return { ...fluxKustomization({ object, placeOf: () => ({ file: folder }) }), isAssumed: true };
}

export function hasSameSpec(a: FluxKustomization, b: FluxKustomization): boolean {
  return isDeepStrictEqual(a.spec, b.spec);
}

/** Namespaces of sources default to the Kustomization's own. */
export function sourceOf({ reference, spec }: FluxKustomization): ObjectReference {
  const source = objectAt(spec, 'sourceRef');
  return {
    kind: textAt(source, 'kind'),
    namespace: textAt(source, 'namespace') || reference.namespace,
    name: textAt(source, 'name'),
  };
}

/** The folder that it builds. `..` does not lead above the root (cyphar/filepath-securejoin, which Flux uses). */
export function folderOf({ spec, manifest }: FluxKustomization, tree: WorkTree): string | undefined {
  return folderOfSource(textAt(spec, 'path'), manifest, tree);
}

/**
 * A folder by its path in the source. The source may be made of a part of the repository, so that its paths begin below
 * the root: then it is the path below one of the folders around the object's own file, the outermost first.
 */
export function folderOfSource(written: string, manifest: Manifest, tree: WorkTree): string | undefined {
  const entry = entryOfSource(written, manifest, tree);
  return entry?.kind === 'folder' ? entry.path : undefined;
}

/** The symbolic link that its path leads over, where it does: Flux then finds no folder. */
export function linkOf({ spec, manifest }: FluxKustomization, tree: WorkTree): SourceLink | undefined {
  const entry = entryOfSource(textAt(spec, 'path'), manifest, tree);
  return entry?.kind === 'link' ? entry : undefined;
}

/** The folder that its author means, which Flux does not find where the path leads over links. */
export function intendedFolderOf(kustomization: FluxKustomization, tree: WorkTree): string | undefined {
  const { to } = linkOf(kustomization, tree) ?? {};
  if (to === undefined) return folderOf(kustomization, tree);
  return tree.resolve(to).kind === 'folder' ? to : undefined;
}

function entryOfSource(written: string, { placeOf }: Manifest, tree: WorkTree): SourceEntry | undefined {
  const relative = path.posix.join('/', written).slice(1);
  return foldersAround(placeOf().file)
    .map((base) => tree.resolve(path.posix.join(base, relative)))
    .find(({ kind }) => kind === 'folder' || kind === 'link');
}
