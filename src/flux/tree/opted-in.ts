import { fieldAt, type JsonObject } from '../../json.js';
import { everything, isOptIn, isOptOut, labelKey, mayLabelObjects, textOfLabel } from '../../opt-in.js';
import type { Problem } from '../../problem.js';
import type { BuiltDocument, BuiltManifest } from '../kustomize/built-objects.js';
import { labelTransformers } from '../kustomize/label-transformers.js';
import type { Manifest } from '../manifests/manifest.js';
import { isHelmRelease } from '../manifests/release-object.js';
import { isFluxInstance } from '../operator/flux-instance.js';
import { runsNothing } from '../runs-nothing.js';
import { substituteManifest } from '../substitution/substitute-manifest.js';
import { type ApplyContext, type BuiltKustomization, marked, parseDocument } from './applied-object.js';
import { type ChoiceContext, choose, type LabelContext, labelValues, whatMayBe } from './choice.js';
import { applierId, type FluxKustomization } from './flux-kustomization.js';

/** What is opted in of all that a Kustomization applies. */
export interface OptedIn {
  releases: Manifest[];
  /** Other objects, which no HelmRelease makes. */
  objects: Manifest[];
  /** Objects that only lack the option `workloads`. */
  offered: Manifest[];
  problems: Problem[];
}

/** Reads the label of every object that may have one, and gives those that are opted in as Flux applies them. */
export function optedIn(built: BuiltKustomization, context: ApplyContext): OptedIn {
  const result: OptedIn = { releases: [], objects: [], offered: [], problems: [] };
  const labels = labelContext(built, context);
  const choice = { ...context, ofApplier: built.kustomization.ownLabel ?? '' };
  for (const document of built.documents.filter((one) => mayBeTaken(one, built.kustomization, context))) {
    for (const manifest of parseDocument(document, built, context).filter(isTold)) {
      addChosen(result, manifest, { built, context, labels, choice });
    }
  }
  return result;
}

interface Choosing {
  built: BuiltKustomization;
  context: ApplyContext;
  labels: LabelContext;
  choice: ChoiceContext;
}

function addChosen(result: OptedIn, manifest: BuiltManifest, choosing: Choosing): void {
  const { built, context, labels, choice } = choosing;
  const mayBe = choose(manifest.object, whatMayBe(labelValues(manifest, manifest.object, labels)), choice);
  if (mayBe === 'left') return;
  const isRelease = isHelmRelease(manifest.object);
  const substituted = substituteManifest(manifest, built.variables, context.strictSubstitution);
  if (substituted.manifest === undefined) {
    if (mayBe === 'taken') result.problems.push(...problemsOf(substituted.problems, isRelease, built.kustomization));
    return;
  }
  const { object } = substituted.manifest;
  const chosen = choose(object, labelValues(manifest, object, labels), choice);
  if (chosen === 'left') return;
  const list = chosen === 'offered' ? result.offered : isRelease ? result.releases : result.objects;
  list.push(marked(substituted.manifest, built.kustomization.spec));
  // Of what holds scripts and settings, what is not set says nothing about images.
  if (chosen === 'taken' && !holdsData(object)) {
    result.problems.push(...problemsOf(substituted.problems, isRelease, built.kustomization));
  }
}

/** An error of a plain object is one of all that its Kustomization applies: its pre-puller stays as it was. */
function problemsOf(problems: readonly Problem[], isRelease: boolean, applier: FluxKustomization): Problem[] {
  if (isRelease) return [...problems];
  const release = applierId(applier);
  return problems.map((problem) => (problem.severity === 'error' ? { ...problem, release } : problem));
}

export function labelContext(
  { graph, kustomization }: BuiltKustomization,
  { label, manifests }: ApplyContext,
): LabelContext {
  const isTransformed = labelTransformers(graph, labelKey(label), manifests.text);
  return { label, spec: kustomization.spec, isTransformed };
}

/** By its text alone: most documents are never parsed. */
function mayBeTaken(
  { kind, text }: BuiltDocument,
  { spec, ownLabel = '' }: FluxKustomization,
  { label, workloads }: ApplyContext,
): boolean {
  // Some are very large.
  if (runsNothing({ apiVersion: /^apiVersion: (.+)$/m.exec(text)?.[1] ?? '', kind })) return false;
  if (isOptIn(ownLabel) || label === everything) return true;
  const isReached = fieldAt(spec, 'commonMetadata', 'labels', labelKey(label)) !== undefined;
  if (kind === 'HelmRelease') return isReached || text.includes(textOfLabel(label));
  // Where it would only be counted, that must cost nothing.
  const isCounted = isReached && (workloads || /image/i.test(text));
  return isCounted || mayLabelObjects(text, label);
}

/** What is encrypted says nothing but its name; a HelmRelease says so itself. */
function isTold({ object }: Manifest): boolean {
  if (isHelmRelease(object) || isFluxInstance(object)) return true;
  return fieldAt(object, 'sops') === undefined && !runsNothing(object);
}

function holdsData({ apiVersion, kind }: JsonObject): boolean {
  return apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret');
}

/**
 * The label by which a Kustomization is about all that it applies: what its own file or a patch says. What its parent
 * sets on everything is about the Kustomization as an object, and goes no further.
 * @param built As its parent built it.
 * @param object The same with its variables replaced, and without what the parent sets on everything.
 */
export function ownLabel(built: BuiltManifest, object: JsonObject, labels: LabelContext): string {
  const { own, applied } = labelValues(built, object, labels);
  return isOptOut(applied) ? applied : own;
}
