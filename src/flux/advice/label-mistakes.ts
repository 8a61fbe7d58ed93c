import path from 'node:path';
import { enumerate } from '../../enumerate.js';
import { fieldAt, isObject, type Json, type JsonObject, objectAt, objectsAt, textAt } from '../../json.js';
import { kustomizationFileNames } from '../../kustomization-file-names.js';
import { nearestName } from '../../nearest-name.js';
import { annotationNames, everything, isLabelled, isOptIn, isOptOut, labelKey, textOfLabel } from '../../opt-in.js';
import type { Place, Problem } from '../../problem.js';
import type { Discovery } from '../discovery.js';
import type { Repository } from '../files/repository.js';
import { releaseText } from '../files/search-texts.js';
import type { Manifest } from '../manifests/manifest.js';
import { describe, referenceOf } from '../manifests/object-reference.js';
import { isHelmRelease } from '../manifests/release-object.js';
import { withoutChartTemplates } from '../plain/labelled-files.js';
import { runsNothing } from '../runs-nothing.js';
import { isFluxKustomization } from '../tree/flux-kustomization.js';

/**
 * What carries the label's key and opts nothing in, annotations that nothing reads, and, where nothing at all is opted
 * in, the HelmReleases with labels that come near.
 */
export function labelMistakes(repository: Repository, label: string, discovery: Discovery): Problem[] {
  if (label === everything) return [];
  const text = textOfLabel(label);
  const files = withoutChartTemplates(repository.files.search([text]).get(text) ?? [], repository);
  const yielding = new Set(discovery.releases.map(({ place }) => place.file));
  const isAsked = (file: string) => !yielding.has(file) || mayBeWrong(repository.manifests.text(file), label);
  const objects = files.filter(isAsked).flatMap((file) => repository.manifests.in(file));
  const found = new Set(discovery.releases.map(({ id }) => `HelmRelease ${id.namespace}/${id.name}`));
  const mistakes = objects.flatMap((manifest) => [
    ...(found.has(describe(referenceOf(manifest.object))) ? [] : mistakesOf(manifest, label)),
    ...unknownAnnotations(manifest, label),
  ]);
  return mistakes.length > 0 || optsIn(discovery) ? mistakes : nothingOptedIn(repository, label);
}

/** Of a file that yields releases: does a line have the label's key with another value, or an annotation that nothing knows? */
function mayBeWrong(text: string, label: string): boolean {
  const known = new Set(annotationNames(label));
  const isWrong = (text: string) => {
    const [, name = '', value = ''] = /^([^"':\s]+)["']?\s*:\s*(.*)$/.exec(text) ?? [];
    return name === labelKey(label)
      ? !/^["']?(?:enabled|disabled)["']?\s*(?:#.*)?\r?$/.test(value)
      : name !== '' && !known.has(name);
  };
  return text.split('\n').some((line) => startsOf(line, labelKey(label)).some((start) => isWrong(line.slice(start))));
}

/** A line in braces may have the key more than once. */
function startsOf(line: string, key: string): number[] {
  const starts: number[] = [];
  for (let at = line.indexOf(key); at >= 0; at = line.indexOf(key, at + key.length)) starts.push(at);
  return starts;
}

/** Whatever it is that was found, or failed. */
function optsIn({ releases, workloads, offered, unbuilt, problems }: Discovery): boolean {
  return (
    [releases, workloads, offered, unbuilt].some((list) => list.length > 0) ||
    problems.some(({ severity, release }) => severity === 'error' || release !== undefined)
  );
}

function mistakesOf(manifest: Manifest, label: string): Problem[] {
  const { object } = manifest;
  return [
    ...labelFields(manifest).flatMap((field) => wrongValue(manifest, label, field)),
    ...wrongTransformers(manifest, label),
    ...(isOptIn(textAt(object, 'metadata', 'labels', labelKey(label))) ? wrongObject(manifest, label) : []),
    ...misplaced(manifest, label),
  ];
}

/** Where labels are written, of an object itself and of all that it applies. */
function labelFields(manifest: Manifest): string[][] {
  return [
    ['metadata', 'labels'],
    isKustomizationFile(manifest) ? ['commonLabels'] : ['spec', 'commonMetadata', 'labels'],
  ];
}

function wrongValue(manifest: Manifest, label: string, field: readonly string[]): Problem[] {
  const value = fieldAt(manifest.object, ...field, labelKey(label));
  if (value === undefined || isRight(value)) return [];
  return [warning(manifest, `It has ${written(label, value)}; ${onlyEnabled}.`, ...field, labelKey(label))];
}

function wrongTransformers(manifest: Manifest, label: string): Problem[] {
  if (!isKustomizationFile(manifest)) return [];
  const values = objectsAt(manifest.object, 'labels').map((entry) => fieldAt(entry, 'pairs', labelKey(label)));
  const wrong = values.filter((value) => value !== undefined && !isRight(value)) as Json[];
  return wrong.map((value) => warning(manifest, `It sets ${written(label, value)}; ${onlyEnabled}.`, 'labels'));
}

/** Of kustomize itself, which asks for neither apiVersion nor kind. */
function isKustomizationFile({ object, placeOf }: Manifest): boolean {
  const name = path.posix.basename(placeOf().file);
  return !isFluxKustomization(object) && kustomizationFileNames.some((one) => one === name);
}

const onlyEnabled = 'only "enabled" opts in, and "disabled" out';

function isRight(value: Json): boolean {
  return typeof value === 'string' && (isOptIn(value) || isOptOut(value) || value.includes('${'));
}

function written(label: string, value: Json): string {
  return `${labelKey(label)}: ${JSON.stringify(value)}`;
}

/** The label is right, and nothing that it stands on can be opted in. */
function wrongObject(manifest: Manifest, label: string): Problem[] {
  const [kind, apiVersion] = [textAt(manifest.object, 'kind'), textAt(manifest.object, 'apiVersion')];
  const place = ['metadata', 'labels', labelKey(label)];
  if (kind !== 'HelmRelease' && kind.toLowerCase() === 'helmrelease')
    return [warning(manifest, `It has the label, and its kind is no kind of Flux: it is written HelmRelease.`, 'kind')];
  if (kind === 'HelmRelease' && !isHelmRelease(manifest.object))
    return [
      warning(
        manifest,
        `It has the label, and the apiVersion ${apiVersion}, which is not known; helm.toolkit.fluxcd.io/v2 is.`,
        'apiVersion',
      ),
    ];
  if (!runsNothing(manifest.object) || isFluxKustomization(manifest.object)) return [];
  return [
    warning(
      manifest,
      'It carries the label, which counts on HelmReleases, on workloads and custom resources, and on Kustomizations of Flux.',
      ...place,
    ),
  ];
}

/** The label where nobody looks for it. */
function misplaced(manifest: Manifest, label: string): Problem[] {
  const { object } = manifest;
  if (fieldAt(object, 'metadata', 'labels', labelKey(label)) !== undefined) return [];
  const advice = 'write it under metadata.labels';
  const annotation = ['metadata', 'annotations', labelKey(label)];
  if (fieldAt(object, ...annotation) !== undefined)
    return [warning(manifest, `It has ${labelKey(label)} as an annotation; ${advice}.`, ...annotation)];
  const inValues = isHelmRelease(object) ? pathTo(objectAt(object, 'spec', 'values'), labelKey(label)) : undefined;
  if (inValues === undefined) return [];
  const field = ['spec', 'values', ...inValues];
  return [warning(manifest, `It has the label below spec.values, as ${field.join('.')}; ${advice}.`, ...field)];
}

/** The way to a key that holds what opts in. */
function pathTo(object: JsonObject, key: string, depth = 0): string[] | undefined {
  if (isOptIn(textAt(object, key))) return [key];
  if (depth > 10) return undefined;
  for (const [name, value] of Object.entries(object)) {
    const below = isObject(value) ? pathTo(value, key, depth + 1) : undefined;
    if (below) return [name, ...below];
  }
  return undefined;
}

/** `prepuller-excludes`, `prepuller/exclude`. */
function unknownAnnotations(manifest: Manifest, label: string): Problem[] {
  const key = labelKey(label);
  const known = annotationNames(label);
  const names = Object.keys(objectAt(manifest.object, 'metadata', 'annotations'));
  const unknown = names.filter((name) => /^[-/.]/.test(name.slice(key.length)) && name.startsWith(key));
  return unknown
    .filter((name) => !known.includes(name))
    .map((name) => {
      const nearest = nearestName(name, known) ?? nearestName(name.replaceAll(/[/.]/g, '-'), known);
      const advice = nearest === undefined ? `known are ${enumerate(known)}` : `${nearest} is what may be meant`;
      return warning(manifest, `Nothing reads its annotation ${name}: ${advice}.`, 'metadata', 'annotations', name);
    });
}

function warning(manifest: Manifest, message: string, ...field: string[]): Problem {
  return {
    severity: 'warning',
    kind: 'manifest',
    message,
    ...(textAt(manifest.object, 'metadata', 'name') && { object: describe(referenceOf(manifest.object)) }),
    place: manifest.placeOf(...field),
  };
}

interface NearMiss {
  text: string;
  place: Place;
}

/** Read only now, for it takes every HelmRelease there is. */
function nothingOptedIn(repository: Repository, label: string): Problem[] {
  const files = withoutChartTemplates(repository.files.search([releaseText]).get(releaseText) ?? [], repository);
  const releases = files.flatMap((file) => repository.manifests.in(file)).filter(({ object }) => isHelmRelease(object));
  // What has the label and is no release of this cluster is told of where that was found.
  if (releases.length === 0 || releases.some(({ object }) => isLabelled(object, label))) return [];
  const near = releases.flatMap((manifest) => nearMisses(manifest, label));
  const message = `No HelmRelease of ${releases.length} has the label ${labelKey(label)}=enabled.`;
  const advice =
    near.length > 0
      ? `Near misses: ${enumerate(near.map(({ text }) => text))}.`
      : 'Write it under metadata.labels of those whose images are to be kept.';
  const place = near[0]?.place;
  return [{ severity: 'notice', kind: 'manifest', message: `${message} ${advice}`, ...(place && { place }) }];
}

function nearMisses(manifest: Manifest, label: string): NearMiss[] {
  const { namespace, name } = referenceOf(manifest.object);
  const labels = Object.entries(objectAt(manifest.object, 'metadata', 'labels'));
  const near = labels.filter(
    ([key, value]) => key !== labelKey(label) && (isOptIn(String(value)) || nearestName(key, [labelKey(label)])),
  );
  return near.map(([key, value]) => ({
    text: `${namespace}/${name} has ${key}: ${JSON.stringify(value)}`,
    place: manifest.placeOf('metadata', 'labels', key),
  }));
}
