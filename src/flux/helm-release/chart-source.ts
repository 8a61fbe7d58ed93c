import path from 'node:path';
import { enumerate } from '../../enumerate.js';
import { type JsonObject, objectAt, textAt, textsAt } from '../../json.js';
import { isWithin } from '../files/folders.js';
import { includesOf } from '../manifests/includes.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, type ObjectReference } from '../manifests/object-reference.js';
import { gitReference, ociReference } from '../manifests/source-content.js';
import type { Chart, ChartLocation, DirectoryChart, GitChart, OciChart } from '../release.js';

/** A source that holds what is checked out here. */
export interface Checkout {
  /** Missing where nothing in Git declares it. */
  declaration: Manifest | undefined;
}

/** The source objects that were found, by reference. */
export interface Sources {
  find(reference: ObjectReference): Manifest | undefined;
  /** All of a kind, for messages. */
  known(kind: string): ObjectReference[];
  /** Does it hold what is checked out here? Another branch or tag of this very repository does not. */
  checkoutOf(reference: ObjectReference): Checkout | undefined;
}

/** A chart, or why there is none and which field of the HelmRelease says so. */
export type ChartOutcome = { chart: Chart } | { fault: string; field: string[] };

interface Found {
  location: ChartLocation;
  source: Chart['source'];
}

/** Thrown inside of this file only: the ways to a chart are nested, and each may end at any step. */
class Fault extends Error {}

/** Finds where the chart of a HelmRelease is (helm-controller: internal/controller/helmrelease_controller.go, getSource). */
export function findChart(release: JsonObject, namespace: string, sources: Sources): ChartOutcome {
  const spec = objectAt(release, 'spec');
  if (textAt(spec, 'chartRef', 'kind')) {
    return attempt(['spec', 'chartRef', 'name'], () =>
      chartOfReference(objectAt(spec, 'chartRef'), namespace, sources),
    );
  }
  if (textAt(spec, 'chart', 'spec', 'chart')) {
    const field = ['spec', 'chart', 'spec', 'sourceRef', 'name'];
    return attempt(field, () => chartOfTemplate(objectAt(spec, 'chart', 'spec'), namespace, sources));
  }
  return {
    fault: 'It has neither spec.chart.spec.chart nor spec.chartRef: Flux cannot know what to install.',
    field: ['spec'],
  };
}

function attempt(field: string[], find: () => Chart): ChartOutcome {
  try {
    return { chart: find() };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, field };
    throw error;
  }
}

function chartOfReference(reference: JsonObject, namespace: string, sources: Sources): Chart {
  const wanted = objectReference(reference, namespace);
  if (wanted.kind === 'OCIRepository') {
    const source = requireSource(wanted, sources);
    return { ...noValuesFiles, location: ociRepository(source.object), source: sourceOf(wanted, source) };
  }
  if (wanted.kind === 'HelmChart') {
    const helmChart = requireSource(wanted, sources);
    return chartOfTemplate(objectAt(helmChart.object, 'spec'), wanted.namespace, sources);
  }
  if (wanted.kind === 'ExternalArtifact') {
    throw new Fault(
      'Its chartRef is an ExternalArtifact, which is not supported: a controller makes its content in the cluster, and Git does not say which. Only OCIRepository and HelmChart are.',
    );
  }
  throw new Fault(`Its chartRef is a ${wanted.kind}, which is not supported: only OCIRepository and HelmChart are.`);
}

const noValuesFiles = { valuesFiles: [], ignoreMissingValuesFiles: false };

/** `spec` of a HelmChart, which `spec.chart.spec` of a HelmRelease is a template of. */
function chartOfTemplate(template: JsonObject, namespace: string, sources: Sources): Chart {
  const valuesFile = textAt(template, 'valuesFile');
  return {
    ...chartOfSource(template, objectReference(objectAt(template, 'sourceRef'), namespace), sources),
    // `valuesFile` comes first (source-controller, api/v1beta2/helmchart_types.go: GetValuesFiles).
    valuesFiles: [...(valuesFile ? [valuesFile] : []), ...textsAt(template, 'valuesFiles')],
    ignoreMissingValuesFiles: template.ignoreMissingValuesFiles === true,
  };
}

/** @param through Sources that include this one, as `Kind namespace/name`. */
function chartOfSource(
  template: JsonObject,
  wanted: ObjectReference,
  sources: Sources,
  through: readonly string[] = [],
): Found {
  // In the cluster, sources that include each other would wait for ever.
  if (through.includes(describe(wanted))) throw new Fault(`Its chart source ${describe(wanted)} includes itself.`);
  const name = textAt(template, 'chart');
  switch (wanted.kind) {
    case 'HelmRepository': {
      const source = requireSource(wanted, sources);
      return {
        location: helmRepositoryChart(source.object, name, versionOf(template)),
        source: sourceOf(wanted, source),
      };
    }
    case 'GitRepository': {
      const checkout = sources.checkoutOf(wanted);
      const source = checkout ? checkout.declaration : requireSource(wanted, sources);
      const included = source && includedChart(name, source, wanted);
      if (included)
        return chartOfSource({ chart: included.path }, included.source, sources, [...through, describe(wanted)]);
      if (!source || checkout) return { location: localChart(name, source), source: { object: describe(wanted) } };
      return { location: gitChart(source.object, name), source: sourceOf(wanted, source) };
    }
    case 'OCIRepository':
      throw new Fault('Its chart comes from an OCIRepository, which Flux takes in spec.chartRef alone: name it there.');
    default:
      throw new Fault(
        `Its chart comes from a ${wanted.kind || 'source without a kind'}, which is not supported: only HelmRepository and GitRepository are.`,
      );
  }
}

/**
 * The chart lies in a part of another repository that the source includes: then it is looked for there
 * (source-controller, internal/controller/gitrepository_controller.go: reconcileInclude).
 */
function includedChart(
  chart: string,
  source: Manifest,
  wanted: ObjectReference,
): { path: string; source: ObjectReference } | undefined {
  const folder = folderIn(chart);
  const include = includesOf(source).find(({ to }) => isWithin(folder, to));
  if (!include) return undefined;
  const { name, from, to } = include;
  return { path: path.posix.join(from, path.posix.relative(to, folder)), source: { ...wanted, name } };
}

function objectReference(reference: JsonObject, namespace: string): ObjectReference {
  return {
    kind: textAt(reference, 'kind'),
    namespace: textAt(reference, 'namespace') || namespace,
    name: textAt(reference, 'name'),
  };
}

/** The place is looked up when somebody wants to know it: the file is parsed for it, and few messages name it. */
function sourceOf(wanted: ObjectReference, source: Manifest): Chart['source'] {
  return {
    object: describe(wanted),
    get place() {
      return source.placeOf('spec');
    },
  };
}

function requireSource(wanted: ObjectReference, sources: Sources): Manifest {
  const found = sources.find(wanted);
  if (!found) throw new Fault(missing(wanted, sources.known(wanted.kind)));
  return found;
}

/** Says what was looked for and what there is, the likeliest first. */
function missing(wanted: ObjectReference, known: readonly ObjectReference[]): string {
  const rank = (candidate: ObjectReference) =>
    candidate.name === wanted.name ? 0 : candidate.namespace === wanted.namespace ? 1 : 2;
  const names = [...known]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ namespace, name }) => `${namespace || '(no namespace)'}/${name}`);
  const there = names.length === 0 ? `there is no ${wanted.kind} at all` : `there are ${enumerate(names)}`;
  return `Its chart source ${describe(wanted)} is not in this repository; ${there}.`;
}

/** An absent version is the highest that is no pre-release (source-controller, api/v1/helmchart_types.go). */
function versionOf(template: JsonObject): string {
  const version = template.version;
  return (typeof version === 'number' ? String(version) : textAt(template, 'version')).trim() || '*';
}

function helmRepositoryChart(source: JsonObject, name: string, version: string): ChartLocation {
  const url = urlOf(source);
  if (textAt(source, 'spec', 'type') !== 'oci' && !url.startsWith('oci://'))
    return { kind: 'http', url, name, version };
  return { kind: 'oci', url: `${url}/${name}`, reference: { version }, insecure: isInsecure(source) };
}

function ociRepository(source: JsonObject): OciChart {
  const layerMediaType = textAt(source, 'spec', 'layerSelector', 'mediaType');
  return {
    kind: 'oci',
    url: urlOf(source),
    reference: ociReference(source),
    insecure: isInsecure(source),
    ...(layerMediaType && { layerMediaType }),
  };
}

function localChart(chart: string, source: Manifest | undefined): DirectoryChart {
  const ignored = source ? textAt(source.object, 'spec', 'ignore') : '';
  return { kind: 'directory', path: folderIn(chart), ...ignoring(ignored) };
}

function ignoring(ignored: string): { ignored?: string } {
  return ignored === '' ? {} : { ignored };
}

function gitChart(source: JsonObject, chart: string): GitChart {
  return {
    kind: 'git',
    url: urlOf(source),
    reference: gitReference(source),
    path: folderIn(chart),
    ...ignoring(textAt(source, 'spec', 'ignore')),
    ...(objectAt(source, 'spec').recurseSubmodules === true && { submodules: true as const }),
  };
}

function urlOf(source: JsonObject): string {
  const url = textAt(source, 'spec', 'url').trim().replace(/\/+$/, '');
  if (!url)
    throw new Fault(
      `Its chart source ${describe({ kind: textAt(source, 'kind'), namespace: textAt(source, 'metadata', 'namespace'), name: textAt(source, 'metadata', 'name') })} has no spec.url.`,
    );
  return url;
}

function isInsecure(source: JsonObject): boolean {
  return objectAt(source, 'spec').insecure === true;
}

/** A folder of a repository, by a path that the HelmRelease gives; source-controller resolves it below the root, too. */
function folderIn(chart: string): string {
  const folder = path.posix.normalize(chart).replace(/^\/+/, '').replace(/\/+$/, '');
  if (folder === '..' || folder.startsWith('../'))
    throw new Fault(`Its chart ${JSON.stringify(chart)} lies outside of the repository.`);
  return folder || '.';
}
