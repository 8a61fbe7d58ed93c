import { fieldAt, type JsonObject } from '../../json.js';
import { memoize } from '../../memoize';
import type { Problem } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests';
import { isHelmRelease, isLabelled, mayBecomeLabelled, problemsOf } from '../helm-release/read-release';
import { type BuiltDocument, readBuiltDocument } from '../kustomize/built-objects.js';
import { addCommonMetadata } from '../kustomize/flux-overlay.js';
import type { Reach } from '../kustomize/reach.js';
import { isSameReference, type Manifest, type ObjectReference, referenceOf, withObject } from '../manifests/manifest';
import { type SubstitutedManifest, substituteManifest } from '../substitution/substitute-manifest';
import { textOfLabel } from '../text-of-label.js';
import { type FluxKustomization, isFluxKustomization } from './flux-kustomization.js';

/** What a Kustomization applies: its build after substitution and `commonMetadata`. Objects are parsed when asked for. */
export interface Applied {
  children: Manifest[];
  labelled: Manifest[];
  /** About the children and the labelled releases. */
  problems: Problem[];
  /** `false` when a child cannot be read. */
  complete: boolean;
  find(reference: ObjectReference): Manifest | undefined;
  all(kind: string): Manifest[];
}

export interface ApplyContext {
  label: string;
  strictSubstitution: boolean;
  /** The files as they are written. */
  manifests: RepositoryManifests;
}

/** @param variables None when Flux substitutes nothing. */
export function applyBuild(
  documents: readonly BuiltDocument[],
  kustomization: FluxKustomization,
  reach: Reach,
  variables: ReadonlyMap<string, string> | undefined,
  context: ApplyContext,
): Applied {
  const { spec, manifest } = kustomization;
  const parse = (document: BuiltDocument) => readBuiltDocument(document, reach, context.manifests, manifest) ?? [];
  const finish = (built: Manifest): SubstitutedManifest => {
    const { manifest: substituted, problems } = substituteManifest(built, variables, context.strictSubstitution);
    return substituted
      ? { manifest: withObject(substituted, addCommonMetadata(substituted.object, spec)), problems }
      : { problems };
  };
  const read = memoize((document: BuiltDocument) =>
    [parse(document)].flat().flatMap((built) => finish(built).manifest ?? []),
  );
  const ofKind = (kind: string) => documents.filter((document) => document.kind === kind);
  const children = documents
    .filter(({ kind }) => kind === 'Kustomization')
    .flatMap(parse)
    .filter(({ object }) => isFluxKustomization(object))
    .map(finish);
  const releases = documents
    .filter((document) => mayBeLabelled(document, spec, context.label))
    .flatMap(parse)
    .filter(({ object }) => isHelmRelease(object) && mayBecomeLabelled(addCommonMetadata(object, spec), context.label))
    .map(finish)
    .filter(({ manifest: release }) => release === undefined || isLabelled(release.object, context.label));
  const labelled = releases.flatMap((release) => release.manifest ?? []);
  return {
    children: children.flatMap((child) => child.manifest ?? []),
    labelled,
    complete: children.every((child) => child.manifest !== undefined),
    problems: [...children, ...releases].flatMap(({ problems }) => problems).concat(labelled.flatMap(withoutNamespace)),
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

function mayBeLabelled({ kind, text }: BuiltDocument, spec: JsonObject, label: string): boolean {
  const common = fieldAt(spec, 'commonMetadata', 'labels', label);
  return kind === 'HelmRelease' && (common !== undefined || text.includes(textOfLabel(label)));
}
