import { parseDocument } from 'yaml';
import type { JsonObject, Release } from '../flux/release.js';
import type { Image, ImageUse, PodFacts } from '../images/image.js';
import { type Strategy, strategies } from '../inputs.js';
import { FatalError, type Problem, type ReleaseId, releaseKey } from '../problem.js';
import { commentText } from './comment.js';
import { protectedFields } from './daemonset.js';
import { isMap, touches } from './merge-patch.js';
import { hash, isDnsLabel } from './names.js';
import { compare, type NamedUse, orderImages, type PrepulledImage, type Prepuller } from './prepuller.js';
import type { PrepullerOptions, PrepullerSource } from './write-prepullers.js';

export interface Composition {
  /** By key; those without an image as well, because they take part in the naming. */
  prepullers: Prepuller[];
  /** Releases that are refused: they keep their last good file. */
  refused: ReleaseId[];
  problems: Problem[];
}

/**
 * What is to be pulled where, before anything has a name.
 * @throws FatalError when the input `daemonset-patch` would change what no patch may
 */
export function composePrepullers(sources: readonly PrepullerSource[], options: PrepullerOptions): Composition {
  const forbidden = forbiddenField(options.daemonsetPatch);
  if (forbidden) throw new FatalError(`Input 'daemonset-patch' must leave ${forbidden} alone: it is not for a patch.`);
  const composition: Composition = { prepullers: [], refused: [], problems: [] };
  const groups = new Map<string, Prepuller[]>();
  for (const source of sources) {
    const fault = refusal(source.release);
    if (fault) {
      composition.refused.push(source.release.id);
      composition.problems.push(problemOf(source.release, 'error', fault));
      continue;
    }
    composition.problems.push(...remarks(source, options));
    const prepuller = ofRelease(source, options);
    groups.set(prepuller.key, [...(groups.get(prepuller.key) ?? []), prepuller]);
  }
  const merged = [...groups.values()].map((parts) => parts.reduce(merge));
  composition.prepullers = merged.sort((a, b) => compare(a.key, b.key));
  return composition;
}

/** Why nothing is generated for the release, or nothing. Its names become file names: they must not be a path. */
function refusal({ id, releaseNamespace, control }: Release): string | undefined {
  const wrong = [id.name, id.namespace, releaseNamespace].find((name) => !isDnsLabel(name));
  if (wrong !== undefined) {
    return `Nothing is generated for this release: ${JSON.stringify(wrong)} is no DNS label (63 characters a-z, 0-9 and -).`;
  }
  const strategy = control.strategy.trim();
  if (strategy !== '' && !isStrategy(strategy)) {
    return `The strategy annotation is ${JSON.stringify(strategy)}: it must be one of ${strategies.join(', ')}.`;
  }
  const patch = readPatch(control.patch);
  if (typeof patch === 'string') return `The patch annotation is no YAML map: ${patch}`;
  const forbidden = forbiddenField(patch);
  return forbidden && `The patch annotation must leave ${forbidden} alone: it is not for a patch.`;
}

function remarks({ release, images }: PrepullerSource, options: PrepullerOptions): Problem[] {
  const problems: Problem[] = [];
  if (images.images.length === 0) {
    problems.push(
      problemOf(release, 'notice', 'The chart runs no image that is to be pulled: there is no pre-puller.'),
    );
  }
  if (images.pods.imagePullSecrets.length > 0 && isElsewhere(release, options)) {
    const secrets = images.pods.imagePullSecrets.join(', ');
    const message = `Its pull secrets (${secrets}) are in ${release.releaseNamespace}: the pre-puller in ${options.prepullerNamespace} cannot use them. Pull its images with credentials of the nodes, or leave 'prepuller-namespace' empty.`;
    problems.push(problemOf(release, 'warning', message));
  }
  return problems;
}

function problemOf(release: Release, severity: Problem['severity'], message: string): Problem {
  const { id, place } = release;
  return { severity, kind: 'output', message, object: `HelmRelease ${releaseKey(id)}`, place, release: id };
}

function ofRelease({ release, chart, images }: PrepullerSource, options: PrepullerOptions): Prepuller {
  const { id, control } = release;
  const namespace = options.prepullerNamespace || release.releaseNamespace;
  // A pod has one strategy and one patch: a release with its own keeps a DaemonSet of its own.
  const grouped = options.grouping === 'namespace' && control.strategy.trim() === '' && control.patch.trim() === '';
  const strategy = control.strategy.trim();
  const patch = readPatch(control.patch);
  return {
    ...(grouped ? groupIdentity(namespace) : releaseIdentity(id)),
    namespace,
    grouped,
    releases: [{ id, description: `chart ${commentText(chart.name)} ${commentText(chart.version)}` }],
    images: orderImages(images.images.map((image) => prepulled(image, id))),
    strategy: isStrategy(strategy) ? strategy : options.strategy,
    ...credentials(images.pods, isElsewhere(release, options)),
    ...placement(images.pods, options),
    patches: [options.daemonsetPatch, isMap(patch) ? patch : {}],
  };
}

/** Secrets and ServiceAccounts are of one namespace: in another one the same name is nothing, or something else. */
function isElsewhere(release: Release, options: PrepullerOptions): boolean {
  return options.prepullerNamespace !== '' && options.prepullerNamespace !== release.releaseNamespace;
}

function releaseIdentity({ namespace, name }: ReleaseId): Pick<Prepuller, 'key' | 'names'> {
  return { key: releaseKey({ namespace, name }), names: releaseNames({ namespace, name }) };
}

/** The short name; with the namespace, for all that share it; with a hash, because `a-b/c` and `a/b-c` are alike. */
export function releaseNames({ namespace, name }: ReleaseId): string[] {
  const long = `prepuller-${namespace}-${name}`;
  return [`prepuller-${name}`, long, `${long}-${hash(`${namespace}/${name}`)}`];
}

function groupIdentity(namespace: string): Pick<Prepuller, 'key' | 'names'> {
  return { key: `namespace ${namespace}`, names: [`prepuller-${namespace}`] };
}

function prepulled({ reference, uses }: Image, release: ReleaseId): PrepulledImage {
  const named = uses.map((use): NamedUse => ({ release: releaseKey(release), text: useText(use) }));
  return { reference, versionsOld: 0, uses: named };
}

/** What is certain needs no reason. */
function useText({ object, path, rule, confidence }: ImageUse): string {
  const reason = confidence === 'certain' ? '' : ` (${rule}, ${confidence})`;
  return commentText(`${object}: ${path}${reason}`);
}

function credentials(pods: PodFacts, elsewhere: boolean): Pick<Prepuller, 'imagePullSecrets' | 'serviceAccountName'> {
  if (elsewhere) return { imagePullSecrets: [] };
  const { imagePullSecrets, serviceAccountName } = pods;
  return { imagePullSecrets, ...(serviceAccountName !== undefined && { serviceAccountName }) };
}

/**
 * With `follow`, where the release's pods must run: what they would merely like, and where they stand to other pods,
 * says nothing about a DaemonSet.
 */
function placement(pods: PodFacts, options: PrepullerOptions): Pick<Prepuller, 'nodeSelector' | 'nodeAffinity'> {
  if (options.placement !== 'follow') return { nodeSelector: {} };
  const nodeAffinity = pods.affinity?.nodeAffinity;
  const required = isMap(nodeAffinity) ? nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution : undefined;
  return {
    nodeSelector: pods.nodeSelector ?? {},
    ...(isMap(required) && { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } }),
  };
}

/** Two releases of one group; what they do not share is not the group's. */
function merge(a: Prepuller, b: Prepuller): Prepuller {
  const { serviceAccountName, nodeAffinity, ...rest } = a;
  const samePlace = equal([a.nodeSelector, a.nodeAffinity], [b.nodeSelector, b.nodeAffinity]);
  return {
    ...rest,
    releases: [...a.releases, ...b.releases].sort((x, y) => compare(releaseKey(x.id), releaseKey(y.id))),
    images: mergeImages([...a.images, ...b.images]),
    imagePullSecrets: [...new Set([...a.imagePullSecrets, ...b.imagePullSecrets])].sort(compare),
    nodeSelector: samePlace ? a.nodeSelector : {},
    ...(samePlace && nodeAffinity && { nodeAffinity }),
    ...(serviceAccountName !== undefined && serviceAccountName === b.serviceAccountName && { serviceAccountName }),
  };
}

export function mergeImages(images: readonly PrepulledImage[]): PrepulledImage[] {
  const byReference = new Map<string, PrepulledImage>();
  for (const image of images) {
    const known = byReference.get(image.reference);
    byReference.set(image.reference, known ? { ...known, uses: [...known.uses, ...image.uses] } : image);
  }
  return orderImages(byReference.values());
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isStrategy(value: string): value is Strategy {
  return strategies.some((strategy) => strategy === value);
}

/** The map, or what is wrong with the text. */
function readPatch(text: string): JsonObject | string {
  const document = parseDocument(text, { logLevel: 'silent' });
  const error = document.errors[0];
  if (error) return error.message;
  const value: unknown = document.toJS();
  if (value === null) return {};
  return isMap(value) ? value : 'it is a list or a single value';
}

function forbiddenField(patch: JsonObject): string | undefined {
  return protectedFields.find((field) => touches(patch, field))?.join('.');
}
