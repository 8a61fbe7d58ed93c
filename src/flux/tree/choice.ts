import { fieldAt, type JsonObject } from '../../json.js';
import { everything, isOptIn, isOptOut, labelKey, labelValue } from '../../opt-in.js';
import type { BuiltManifest } from '../kustomize/built-objects.js';
import { isKind } from '../manifests/object-reference.js';
import { isHelmRelease } from '../manifests/release-object.js';

/** The values of the label on an object, by the way that they came there; empty for none. */
export interface LabelValues {
  /** In its own file. */
  written: string;
  /** The same, and what a patch makes of it; what is set on everything is not here. */
  own: string;
  /** As it is applied. */
  applied: string;
}

export interface ChoiceContext {
  label: string;
  /** Take plain objects also where a Kustomization labels all that it applies. */
  workloads: boolean;
  /** The label of the Kustomization itself, which is about all that it applies. */
  ofApplier: string;
}

/** `offered`: it would be taken with the option `workloads`. */
export type Choice = 'taken' | 'offered' | 'left';

/** Is the object opted in? An own `disabled` takes it out, whatever reaches it. */
export function choose(object: JsonObject, values: LabelValues, context: ChoiceContext): Choice {
  const { written, own, applied } = values;
  if (isOptOut(own) || isOptOut(applied)) return 'left';
  // It runs once: only somebody who says so of this one wants it.
  if (isJob(object)) return isOptIn(written) ? 'taken' : 'left';
  if (isOptIn(own) || isOptIn(context.ofApplier)) return 'taken';
  if (context.label === everything && !isOptOut(context.ofApplier)) return 'taken';
  if (!isOptIn(applied)) return 'left';
  return isHelmRelease(object) || context.workloads ? 'taken' : 'offered';
}

function isJob(object: JsonObject): boolean {
  return isKind(object, 'Job', 'batch', ['v1', 'v1beta1']);
}

/** Where an object gets labels from. */
export interface LabelContext {
  label: string;
  /** Of the Kustomization. */
  spec: JsonObject;
  /** Does a transformer set the label on all that comes from this file? */
  isTransformed(file: string | undefined): boolean;
}

/**
 * @param manifest As it was built.
 * @param object The same, with its variables replaced or not.
 */
export function labelValues(
  manifest: BuiltManifest,
  object: JsonObject,
  { label, spec, isTransformed }: LabelContext,
): LabelValues {
  const built = labelValue(object, label);
  const common = fieldAt(spec, 'commonMetadata', 'labels', labelKey(label));
  const inFile = () => {
    const file = manifest.written();
    // What comes from no file is as its generator, or the template of a ResourceSet, has it.
    const value = file === undefined && manifest.origin === undefined ? built : labelValue(file ?? {}, label);
    return hasVariable(value) ? built : value;
  };
  const isOfAll = built !== '' && isTransformed(manifest.origin);
  const own = isOfAll ? inFile() : built;
  return {
    // The file is read where it matters alone.
    written: isJob(object) && isOptIn(own) ? inFile() : own,
    own,
    applied: typeof common === 'string' ? common : built,
  };
}

/** What is made of variables may be the value that opts in. */
export function whatMayBe({ written, own, applied }: LabelValues): LabelValues {
  const possible = (value: string) => (hasVariable(value) ? 'enabled' : value);
  return { written: possible(written), own: possible(own), applied: possible(applied) };
}

function hasVariable(value: string): boolean {
  return value.includes('${');
}
