import type { JsonObject } from '../../json.js';
import { memoize } from '../../memoize.js';
import type { Problem } from '../../problem.js';
import type { BuiltDocument, BuiltManifest } from '../kustomize/built-objects.js';
import type { Manifest } from '../manifests/manifest.js';
import { isSameReference, type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { problemsOf } from '../manifests/release-object.js';
import { isResourceSet } from '../operator/input-sets.js';
import { type SubstitutedManifest, substituteManifest } from '../substitution/substitute-manifest.js';
import {
  type ApplyContext,
  type BuiltKustomization,
  manifestsOf,
  marked,
  parseDocument,
  substituteAndMark,
} from './applied-object.js';
import { type FluxKustomization, fluxKustomization, isFluxKustomization } from './flux-kustomization.js';
import { labelContext, optedIn, ownLabel } from './opted-in.js';

/** What a Kustomization applies: its build after substitution and `commonMetadata`. Objects are parsed when asked for. */
export interface Applied {
  children: FluxKustomization[];
  /** What the Flux operator makes other objects of. */
  resourceSets: Manifest[];
  /** HelmReleases that are opted in. */
  labelled: Manifest[];
  /** Other objects that are opted in. */
  objects: Manifest[];
  /** Those that only lack the option `workloads`. */
  offered: Manifest[];
  /** About the children and the labelled releases. */
  problems: Problem[];
  /** `false` when a child or a ResourceSet cannot be read. */
  complete: boolean;
  find(reference: ObjectReference): Manifest | undefined;
  all(kind: string): Manifest[];
}

export function applyBuild(built: BuiltKustomization, context: ApplyContext): Applied {
  const children = substitutedOf('Kustomization', isFluxKustomization, built, context);
  const resourceSets = substitutedOf('ResourceSet', isResourceSet, built, context);
  const { releases, objects, offered, problems } = optedIn(built, context);
  return {
    children: kustomizationsOf(children, built, context),
    resourceSets: manifestsOf(resourceSets),
    labelled: releases,
    objects,
    offered,
    complete: [...children, ...resourceSets].every(({ manifest }) => manifest !== undefined),
    problems: [
      ...[...children, ...resourceSets].flatMap((one) => one.problems),
      ...problems,
      ...releases.flatMap(withoutNamespace),
    ],
    ...lookup(built, context),
  };
}

interface SubstitutedObject extends SubstitutedManifest {
  /** Before Flux changed it. */
  built: BuiltManifest;
  /** Before `commonMetadata`; missing when its variables cannot be replaced. */
  object?: JsonObject;
}

function kustomizationsOf(
  children: readonly SubstitutedObject[],
  built: BuiltKustomization,
  context: ApplyContext,
): FluxKustomization[] {
  const labels = labelContext(built, context);
  return children.flatMap(({ manifest, built: before, object }) => {
    if (!manifest || !object) return [];
    const own = ownLabel(before, object, labels);
    return [{ ...fluxKustomization(manifest), ...(own && { ownLabel: own }) }];
  });
}

function substitutedOf(
  kind: string,
  isWanted: (object: JsonObject) => boolean,
  built: BuiltKustomization,
  context: ApplyContext,
): SubstitutedObject[] {
  return built.documents
    .filter((document) => document.kind === kind)
    .flatMap((document) => parseDocument(document, built, context))
    .filter(({ object }) => isWanted(object))
    .map((manifest) => {
      const { manifest: found, problems } = substituteManifest(manifest, built.variables, context.strictSubstitution);
      if (!found) return { built: manifest, problems };
      return { built: manifest, object: found.object, manifest: marked(found, built.kustomization.spec), problems };
    });
}

function lookup(built: BuiltKustomization, context: ApplyContext): Pick<Applied, 'find' | 'all'> {
  const read = memoize((document: BuiltDocument) =>
    manifestsOf(parseDocument(document, built, context).map((manifest) => substituteAndMark(manifest, built, context))),
  );
  const ofKind = (kind: string) => built.documents.filter((document) => document.kind === kind);
  return {
    find: (reference) =>
      ofKind(reference.kind)
        .filter((document) => mayHaveName(document, reference.name))
        .flatMap(read)
        .find(({ object }) => isSameReference(referenceOf(object), reference)),
    all: (kind) => ofKind(kind).flatMap(read),
  };
}

/** The API server refuses an object that says no namespace, and Flux gives it none. */
function withoutNamespace(release: Manifest): Problem[] {
  if (referenceOf(release.object).namespace !== '') return [];
  const message =
    "It has no namespace, so Flux cannot apply it; it is taken as if it were in 'default'. Give the Kustomization a targetNamespace.";
  return [problemsOf(release)('warning', 'manifest', message, 'metadata')];
}

/** The name in `metadata`, unless a variable makes it. */
function mayHaveName({ text }: BuiltDocument, name: string): boolean {
  const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? '';
  const written = /^ {2}name: (.*)$/m.exec(metadata)?.[1] ?? '';
  return written.includes('$') || written.replace(/^["']|["']$/g, '') === name;
}
