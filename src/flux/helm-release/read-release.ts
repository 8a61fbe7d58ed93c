import { fieldAt, isObject, type JsonObject, metadataValue, objectAt, objectsAt, textAt } from '../../json.js';
import { annotationName } from '../../opt-in.js';
import type { Problem, ProblemKind } from '../../problem.js';
import { GoYamlError, parseGoYaml } from '../manifests/go-yaml.js';
import type { Manifest } from '../manifests/manifest.js';
import type { ObjectReference } from '../manifests/object-reference.js';
import { problemsOf, releaseId } from '../manifests/release-object.js';
import {
  hookActions,
  type PostRenderStrategy,
  type Release,
  type ReleaseControl,
  type ReleaseHooks,
} from '../release.js';
import { type ChartOutcome, findChart, type Sources } from './chart-source.js';
import { readPostRenderer } from './post-renderers.js';
import { helmReleaseName } from './release-name.js';
import { composeValues, parseValuesReference } from './values.js';

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

  const annotation = annotationName(context.label, 'values');
  const standIns = readStandIns(object, annotation);
  const composed = composeValues(
    objectsAt(object, 'spec', 'valuesFrom').map(parseValuesReference),
    objectAt(object, 'spec', 'values'),
    (kind, name) => context.findValues({ kind, namespace, name }),
    typeof standIns === 'string' ? {} : standIns,
  );
  const problems = composed.problems.map(({ severity, message }) =>
    problem(severity, 'values', `${message}${standInAdvice(severity, context.label)}`, 'spec', 'valuesFrom'),
  );
  if (typeof standIns === 'string')
    problems.push(problem('error', 'values', standIns, 'metadata', 'annotations', annotation));
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  return { release: assemble(manifest, { id, chart: chart.chart, ...composed }, context.label), problems };
}

/** For values that Git does not have, which is what all warnings are about. */
function standInAdvice(severity: Problem['severity'], label: string): string {
  if (severity === 'error') return '';
  return ` Name these in the annotation ${annotationName(label, 'include')}, or write values that stand in for it into the annotation ${annotationName(label, 'values')}.`;
}

/** Values for what only the cluster knows, such as those of a Secret. @returns what is wrong with them, if anything */
function readStandIns(object: JsonObject, annotation: string): JsonObject | string {
  const text = metadataValue(object, 'annotations', annotation);
  if (text === '') return {};
  try {
    const values = parseGoYaml(text) ?? {};
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

type ReleaseParts = Pick<Release, 'id' | 'chart' | 'values' | 'integers'>;

function assemble(
  { object, placeOf }: Manifest,
  { id, chart, values, integers }: ReleaseParts,
  label: string,
): Release {
  const targetNamespace = textAt(object, 'spec', 'targetNamespace');
  return {
    id,
    place: placeOf('metadata', 'name'),
    releaseName: helmReleaseName(id.name, targetNamespace, textAt(object, 'spec', 'releaseName')),
    releaseNamespace: targetNamespace || id.namespace,
    ...(fieldAt(object, 'spec', 'install', 'createNamespace') === true && { createsNamespace: true as const }),
    suspended: fieldAt(object, 'spec', 'suspend') === true,
    chart,
    chartPlaces: chartPlaces(placeOf),
    values,
    integers,
    postRenderers: objectsAt(object, 'spec', 'postRenderers').map(readPostRenderer),
    postRenderStrategy: postRenderStrategy(textAt(object, 'spec', 'postRenderStrategy')),
    hooks: releaseHooks(objectAt(object, 'spec')),
    control: releaseControl(object, label),
  };
}

/** Looked up when a message names one: the file is parsed for it. */
function chartPlaces(placeOf: Manifest['placeOf']): NonNullable<Release['chartPlaces']> {
  return {
    get name() {
      return placeOf('spec', 'chart', 'spec', 'chart');
    },
    get version() {
      return placeOf('spec', 'chart', 'spec', 'version');
    },
  };
}

function releaseControl(object: JsonObject, label: string): ReleaseControl {
  const annotation = (control: keyof ReleaseControl) =>
    metadataValue(object, 'annotations', annotationName(label, control));
  return {
    exclude: annotation('exclude'),
    include: annotation('include'),
    strategy: annotation('strategy'),
    patch: annotation('patch'),
  };
}

/** Helm 4, and so Flux, sends hooks to post-renderers unless told otherwise (helm-controller, internal/action/post_render.go). */
function postRenderStrategy(written: string): PostRenderStrategy {
  return written === 'nohooks' || written === 'separate' ? written : 'combined';
}

function releaseHooks(spec: JsonObject): ReleaseHooks {
  const test = objectAt(spec, 'test');
  const names = (excluded: boolean) =>
    objectsAt(test, 'filters')
      .filter(({ exclude }) => (exclude === true) === excluded)
      .map((filter) => textAt(filter, 'name'));
  const disabled = hookActions.filter((action) => fieldAt(spec, action, 'disableHooks') === true);
  return {
    tests: { enabled: test.enable === true, included: names(false), excluded: names(true) },
    ...(disabled.length > 0 && { disabled }),
  };
}
