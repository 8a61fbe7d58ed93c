import type { JsonObject } from '../../json.js';
import type { Place } from '../../problem.js';
import type { RepositoryManifests } from '../files/repository-manifests.js';
import { type BuiltDocument, type BuiltManifest, readBuiltDocument } from '../kustomize/built-objects.js';
import { addCommonMetadata } from '../kustomize/flux-overlay.js';
import type { KustomizationGraph } from '../kustomize/kustomization-graph.js';
import { type Manifest, withObject } from '../manifests/manifest.js';
import { type SubstitutedManifest, substituteManifest } from '../substitution/substitute-manifest.js';
import type { FluxKustomization } from './flux-kustomization.js';

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
  /** Take plain objects also where a Kustomization labels all that it applies. */
  workloads: boolean;
  strictSubstitution: boolean;
  /** The files as they are written. */
  manifests: RepositoryManifests;
  /** Stands before the paths of files of other sources; empty for this repository. */
  prefix: string;
}

/** An object as it was built, before Flux changes it. */
export function parseDocument(
  document: BuiltDocument,
  { graph, kustomization }: BuiltKustomization,
  { manifests, prefix }: ApplyContext,
): BuiltManifest[] {
  const manifest = readBuiltDocument(document, graph, manifests, kustomization.manifest);
  if (!manifest) return [];
  const placeOf = (...field: string[]) => prefixed(manifest.placeOf(...field), prefix);
  return [prefix === '' ? manifest : { ...manifest, placeOf }];
}

export function prefixed(place: Place, prefix: string): Place {
  return { ...place, file: `${prefix}${place.file}` };
}

/** What Flux does to an object after the build: its variables first, then `commonMetadata`. */
export function substituteAndMark(
  manifest: Manifest,
  built: BuiltKustomization,
  { strictSubstitution }: ApplyContext,
): SubstitutedManifest {
  const { manifest: substituted, problems } = substituteManifest(manifest, built.variables, strictSubstitution);
  return { ...(substituted && { manifest: marked(substituted, built.kustomization.spec) }), problems };
}

export function marked(manifest: Manifest, spec: JsonObject): Manifest {
  return withObject(manifest, addCommonMetadata(manifest.object, spec));
}

export function manifestsOf(substituted: readonly SubstitutedManifest[]): Manifest[] {
  return substituted.flatMap(({ manifest }) => manifest ?? []);
}
