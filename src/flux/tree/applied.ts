import { fieldAt, type JsonObject } from '../../json.js';
import { memoize } from '../../memoize.js';
import { isLabelled, mayBecomeLabelled, textOfLabel } from '../../opt-in.js';
import type { Place, Problem } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import { type BuiltDocument, readBuiltDocument } from '../kustomize/built-objects.js';
import { addCommonMetadata } from '../kustomize/flux-overlay.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import { type Manifest, withObject } from '../manifests/manifest.js';
import { isSameReference, type ObjectReference, referenceOf } from '../manifests/object-reference.js';
import { isHelmRelease, problemsOf } from '../manifests/release-object.js';
import { isResourceSet } from '../operator/input-sets.js';
import { type SubstitutedManifest, substituteManifest } from '../substitution/substitute-manifest.js';
import { type FluxKustomization, isFluxKustomization } from './flux-kustomization.js';

/** What a Kustomization applies: its build after substitution and `commonMetadata`. Objects are parsed when asked for. */
export interface Applied {
  children: Manifest[];
  /** What the Flux operator makes other objects of. */
  resourceSets: Manifest[];
  labelled: Manifest[];
  /** About the children and the labelled releases. */
  problems: Problem[];
  /** `false` when a child or a ResourceSet cannot be read. */
  complete: boolean;
  find(reference: ObjectReference): Manifest | undefined;
  all(kind: string): Manifest[];
}

/** A Kustomization that was built. */
export interface BuiltKustomization {
  kustomization: FluxKustomization;
  documents: readonly BuiltDocument[];
  /** What was built. */
  graph: KustomizationGraph;
  /** None when Flux substitutes nothing. */
  variables: ReadonlyMap<string, string> | undefined;
}

export interface ApplyContext {
  label: string;
  strictSubstitution: boolean;
  /** The files as they are written. */
  manifests: RepositoryManifests;
  /** Stands before the paths of files of other sources; empty for this repository. */
  prefix: string;
}

export function applyBuild(built: BuiltKustomization, context: ApplyContext): Applied {
  const children = substitutedOf('Kustomization', isFluxKustomization, built, context);
  const resourceSets = substitutedOf('ResourceSet', isResourceSet, built, context);
  const releases = substitutedReleases(built, context);
  const labelled = manifestsOf(releases);
  return {
    children: manifestsOf(children),
    resourceSets: manifestsOf(resourceSets),
    labelled,
    complete: [...children, ...resourceSets].every(({ manifest }) => manifest !== undefined),
    problems: [...children, ...resourceSets, ...releases]
      .flatMap(({ problems }) => problems)
      .concat(labelled.flatMap(withoutNamespace)),
    ...lookup(built, context),
  };
}

function substitutedOf(
  kind: string,
  isWanted: (object: JsonObject) => boolean,
  built: BuiltKustomization,
  context: ApplyContext,
): SubstitutedManifest[] {
  return built.documents
    .filter((document) => document.kind === kind)
    .flatMap((document) => parse(document, built, context))
    .filter(({ object }) => isWanted(object))
    .map((manifest) => substituteAndMark(manifest, built, context));
}

/** Those that carry the label once their variables are replaced, and those that cannot be read and may carry it. */
function substitutedReleases(built: BuiltKustomization, context: ApplyContext): SubstitutedManifest[] {
  const { label } = context;
  const { spec } = built.kustomization;
  return built.documents
    .filter((document) => mayHoldLabelled(document, spec, label))
    .flatMap((document) => parse(document, built, context))
    .filter(({ object }) => isHelmRelease(object) && mayBecomeLabelled(addCommonMetadata(object, spec), label))
    .map((manifest) => substituteAndMark(manifest, built, context))
    .filter(({ manifest }) => manifest === undefined || isLabelled(manifest.object, label));
}

function lookup(built: BuiltKustomization, context: ApplyContext): Pick<Applied, 'find' | 'all'> {
  const read = memoize((document: BuiltDocument) =>
    manifestsOf(parse(document, built, context).map((manifest) => substituteAndMark(manifest, built, context))),
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

function parse(
  document: BuiltDocument,
  { graph, kustomization }: BuiltKustomization,
  context: ApplyContext,
): Manifest[] {
  const manifest = readBuiltDocument(document, graph, context.manifests, kustomization.manifest);
  if (!manifest) return [];
  const { prefix } = context;
  const placeOf = (...field: string[]) => prefixed(manifest.placeOf(...field), prefix);
  return [prefix === '' ? manifest : { object: manifest.object, placeOf }];
}

export function prefixed(place: Place, prefix: string): Place {
  return { ...place, file: `${prefix}${place.file}` };
}

/** What Flux does to an object after the build: its variables first, then `commonMetadata`. */
function substituteAndMark(
  manifest: Manifest,
  { kustomization, variables }: BuiltKustomization,
  { strictSubstitution }: ApplyContext,
): SubstitutedManifest {
  const { manifest: substituted, problems } = substituteManifest(manifest, variables, strictSubstitution);
  if (!substituted) return { problems };
  return {
    manifest: withObject(substituted, addCommonMetadata(substituted.object, kustomization.spec)),
    problems,
  };
}

function manifestsOf(substituted: readonly SubstitutedManifest[]): Manifest[] {
  return substituted.flatMap(({ manifest }) => manifest ?? []);
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

function mayHoldLabelled({ kind, text }: BuiltDocument, spec: JsonObject, label: string): boolean {
  const common = fieldAt(spec, 'commonMetadata', 'labels', label);
  return kind === 'HelmRelease' && (common !== undefined || text.includes(textOfLabel(label)));
}
