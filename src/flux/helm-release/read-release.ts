import {
  fieldAt,
  isObject,
  type Json,
  type JsonObject,
  mergeValues,
  metadataValue,
  objectAt,
  objectsAt,
  textAt,
} from '../../json';
import type { Problem, ProblemKind, ReleaseId } from '../../problem';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml';
import { describe, isKind, type Manifest, type ObjectReference } from '../manifests/manifest';
import type { PostRenderer, Release, ReleaseControl } from '../release';
import { type ChartOutcome, findChart, type Sources } from './chart-source';
import { helmReleaseName } from './release-name';
import { composeValues, parseValuesReference } from './values';

/** What a HelmRelease is put together with. */
export interface ReleaseContext {
  label: string;
  sources: Sources;
  /** A ConfigMap or Secret of a namespace; `undefined` when it is not in Git. */
  findValues(reference: ObjectReference): JsonObject | undefined;
}

export interface ReleaseOutcome {
  /** Missing when a problem is an error. */
  release?: Release;
  problems: Problem[];
}

export function isHelmRelease(object: JsonObject): boolean {
  return isKind(object, 'HelmRelease', 'helm.toolkit.fluxcd.io', ['v2', 'v2beta2', 'v2beta1']);
}

/** Without any chart it can only be a patch of one that has a chart. */
export function isPatch(object: JsonObject): boolean {
  return fieldAt(object, 'spec', 'chart') === undefined && fieldAt(object, 'spec', 'chartRef') === undefined;
}

/** Is it opted in? The label of the object decides, never a text in its file. */
export function isLabelled(object: JsonObject, label: string): boolean {
  return metadataValue(object, 'labels', label) === 'enabled';
}

/** Can it be opted in once its variables are replaced? */
export function mayBecomeLabelled(object: JsonObject, label: string): boolean {
  return isLabelled(object, label) || metadataValue(object, 'labels', label).includes('${');
}

/** Where Kubernetes puts an object whose namespace nobody says. */
const defaultNamespace = 'default';

export function releaseId(object: JsonObject): ReleaseId {
  return {
    namespace: textAt(object, 'metadata', 'namespace') || defaultNamespace,
    name: textAt(object, 'metadata', 'name'),
  };
}

/** Reads a HelmRelease after all that Flux does to it. */
export function readRelease(manifest: Manifest, context: ReleaseContext): ReleaseOutcome {
  const { object } = manifest;
  const id = releaseId(object);
  const problem = problemsOf(manifest);
  if (!id.name) return { problems: [problem('error', 'manifest', 'A labelled HelmRelease has no name.', 'metadata')] };
  if (fieldAt(object, 'sops') !== undefined) {
    return {
      problems: [problem('error', 'manifest', 'The HelmRelease is encrypted with SOPS: it cannot be read.', 'sops')],
    };
  }

  const namespace = textAt(object, 'metadata', 'namespace');
  const chart = findChart(object, namespace, context.sources);
  if ('fault' in chart) return { problems: [problem('error', faultKind(chart), chart.fault, ...chart.field)] };

  const composed = composeValues(
    objectsAt(object, 'spec', 'valuesFrom').map(parseValuesReference),
    objectAt(object, 'spec', 'values'),
    (kind, name) => context.findValues({ kind, namespace, name }),
  );
  const problems = composed.problems.map(({ severity, message }) =>
    problem(severity, 'values', message, 'spec', 'valuesFrom'),
  );
  const annotation = `${context.label}-values`;
  const standIns = readStandIns(object, annotation);
  if (typeof standIns === 'string')
    problems.push(problem('error', 'values', standIns, 'metadata', 'annotations', annotation));
  if (typeof standIns === 'string' || problems.some(({ severity }) => severity === 'error')) return { problems };
  const values = mergeValues(composed.values, standIns);
  return { release: assemble(manifest, id, chart.chart, values, context.label), problems };
}

/** Values for what only the cluster knows, such as those of a Secret. @returns what is wrong with them, if anything */
function readStandIns(object: JsonObject, annotation: string): JsonObject | string {
  try {
    const values = parseGoYaml(metadataValue(object, 'annotations', annotation)) ?? {};
    return isObject(values) ? values : `The annotation ${annotation} must be a YAML map of values.`;
  } catch (error) {
    if (error instanceof GoYamlError) return `The annotation ${annotation} cannot be read: ${error.message}.`;
    throw error;
  }
}

/** Without a chart it is the manifest that is wrong; else it is about the source. */
function faultKind({ field }: Extract<ChartOutcome, { fault: string }>): ProblemKind {
  return field.length === 1 ? 'manifest' : 'source';
}

/** Makes problems of one release, each with the place of the field that it is about. */
export function problemsOf(manifest: Manifest) {
  const id = releaseId(manifest.object);
  return (severity: Problem['severity'], kind: ProblemKind, message: string, ...field: string[]): Problem => ({
    severity,
    kind,
    message,
    object: describe({ kind: 'HelmRelease', ...id }),
    place: manifest.placeOf(...field),
    release: id,
  });
}

function assemble(
  manifest: Manifest,
  id: ReleaseId,
  chart: Release['chart'],
  values: JsonObject,
  label: string,
): Release {
  const { object } = manifest;
  const targetNamespace = textAt(object, 'spec', 'targetNamespace');
  return {
    id,
    place: manifest.placeOf('metadata', 'name'),
    releaseName: helmReleaseName(id.name, targetNamespace, textAt(object, 'spec', 'releaseName')),
    releaseNamespace: targetNamespace || id.namespace,
    suspended: fieldAt(object, 'spec', 'suspend') === true,
    chart,
    values,
    postRenderers: objectsAt(object, 'spec', 'postRenderers').map(postRenderer),
    control: releaseControl(object, label),
  };
}

function releaseControl(object: JsonObject, label: string): ReleaseControl {
  const annotation = (name: string) => metadataValue(object, 'annotations', `${label}-${name}`);
  return {
    exclude: annotation('exclude'),
    include: annotation('include'),
    strategy: annotation('strategy'),
    patch: annotation('patch'),
  };
}

/**
 * The older fields are patches written in another way; kustomize runs the strategic merge patches first and the
 * JSON patches last (kustomize, api/internal/target/kusttarget_configplugin.go).
 */
function postRenderer(entry: JsonObject): PostRenderer {
  const kustomize = objectAt(entry, 'kustomize');
  return {
    patches: [
      ...objectsAt(kustomize, 'patchesStrategicMerge').map((patch) => ({ patch: JSON.stringify(patch) })),
      ...objectsAt(kustomize, 'patches'),
      ...objectsAt(kustomize, 'patchesJson6902').map(jsonPatch),
    ],
    images: objectsAt(kustomize, 'images'),
  };
}

function jsonPatch({ target, patch }: JsonObject): JsonObject {
  const operations: Json = patch ?? [];
  return { ...(isObject(target) && { target }), patch: JSON.stringify(operations) };
}
