import type { Image, ImageUse } from '../images/image.js';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes-names.js';
import { type Problem, type ReleaseId, releaseKey } from '../problem.js';
import { commentText } from './comment.js';
import type { PrepullerSource } from './contract.js';
import { type DemandContext, demandsOf } from './demands.js';
import { mergePrepullers } from './merge.js';
import { groupNames, namesBeside, releaseNames } from './names.js';
import type { PrepullerOptions } from './options.js';
import { isElsewhere, podNamespace, prepullerNamespace } from './place.js';
import { compare, type NamedUse, orderImages, type PrepulledImage, type Prepuller } from './prepuller.js';
import { type Control, checkManifestOptions, readControl } from './release-control.js';
import { problemOf, remarks } from './remarks.js';

export interface Composition {
  /** By key; those without an image as well, because they take part in the naming. */
  prepullers: Prepuller[];
  /** Releases that are refused: they keep their last good file. */
  refused: ReleaseId[];
  problems: Problem[];
}

/**
 * What is to be pulled where, before anything has a name.
 * @throws FatalError when the inputs would make DaemonSets that must not be, or that an API server refuses
 */
export function composePrepullers(sources: readonly PrepullerSource[], options: PrepullerOptions): Composition {
  checkManifestOptions(options);
  const refused: ReleaseId[] = [];
  const problems: Problem[] = [];
  const groups = new Map<string, Prepuller[]>();
  for (const source of sources) {
    const control = wrongName(source) ?? readControl(source.release.control, options);
    if (typeof control === 'string') {
      refused.push(source.release.id);
      problems.push(problemOf(source.release, 'error', control));
      continue;
    }
    problems.push(...remarks(source, options));
    const prepuller = ofRelease(source, control, options);
    const group = groups.get(prepuller.key) ?? [];
    groups.set(prepuller.key, group);
    group.push(prepuller);
  }
  const prepullers = [...groups.values()].map(mergePrepullers).sort((a, b) => compare(a.key, b.key));
  return { prepullers, refused, problems };
}

/** Names become the names of files and objects: nothing that could be a path, or that an API server refuses. */
function wrongName(source: PrepullerSource): string | undefined {
  const { id } = source.release;
  const namespace = [id.namespace, podNamespace(source)].find((name) => !isDnsLabel(name));
  if (namespace !== undefined) {
    return `There is no pre-puller for this release: ${JSON.stringify(namespace)} is no name of a namespace (at most 63 of a-z, 0-9 and -).`;
  }
  if (isDnsSubdomain(id.name)) return undefined;
  return `There is no pre-puller for this release: ${JSON.stringify(id.name)} is no name of a ${id.kind ?? 'HelmRelease'} (at most 253 of a-z, 0-9, - and dots).`;
}

function ofRelease(source: PrepullerSource, control: Control, options: PrepullerOptions): Prepuller {
  const { id, place } = source.release;
  const { chart, images } = source;
  const namespace = prepullerNamespace(source, options);
  // A pod has one strategy and one patch: a release with its own keeps DaemonSets of its own.
  const isOwn = control.strategy !== undefined || Object.keys(control.patch).length > 0;
  const grouped = options.grouping === 'namespace' && !isOwn;
  const context: DemandContext = {
    pods: images.pods,
    isElsewhere: isElsewhere(source, options),
    placement: options.placement,
    ...(source.pullable && { pullable: source.pullable }),
  };
  return {
    ...(grouped ? groupIdentity(namespace) : ownIdentity(source, namespace)),
    namespace,
    grouped,
    releases: [
      { id, ...(chart && { chart: commentText(`${chart.name} ${chart.version}`) }), file: commentText(place.file) },
    ],
    images: orderImages(images.images.map((image) => prepulled(image, id, context))),
    strategy: control.strategy ?? options.strategy,
    patches: [options.daemonsetPatch, control.patch],
  };
}

type Identity = Pick<Prepuller, 'key' | 'names' | 'file'>;

function groupIdentity(namespace: string): Identity {
  const [key, names] = [`namespace ${namespace}`, groupNames(namespace)];
  return { key, names, file: { key, names } };
}

/** Plain objects of one Kustomization share a file, whatever their namespaces and wishes are. */
function ownIdentity({ release: { id, control } }: PrepullerSource, namespace: string): Identity {
  const [key, names] = [releaseKey(id), releaseNames(id)];
  const file = { key, names };
  if (id.kind === undefined) return { key, names, file };
  const wishes = control.strategy === '' && control.patch === '' ? '' : JSON.stringify(control);
  return {
    key: `${key} ${namespace} ${wishes}`,
    names: wishes === '' ? names : namesBeside(names, wishes),
    file,
  };
}

function prepulled({ reference, uses }: Image, release: ReleaseId, context: DemandContext): PrepulledImage {
  const named = uses.map((use): NamedUse => ({ release: releaseKey(release), ...namedUse(use) }));
  return { reference, versionsOld: 0, uses: named, demands: demandsOf(reference, context) };
}

/** What is certain needs no reason. */
function namedUse({ object, path, rule, confidence }: ImageUse): Omit<NamedUse, 'release'> {
  const reason = confidence === 'certain' ? '' : ` (${rule}, ${confidence})`;
  return { text: `${commentText(`${object}: ${path}`)}${reason}`, confidence };
}
