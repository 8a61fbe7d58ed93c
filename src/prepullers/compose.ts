import type { Release } from '../flux/release.js';
import type { Image, ImageUse, PodFacts } from '../images/image.js';
import { aboutRelease, FatalError, type Problem, type ReleaseId, releaseKey } from '../problem.js';
import { commentText } from './comment.js';
import type { PrepullerSource } from './contract.js';
import { type Control, forbiddenField, readControl } from './control.js';
import { mergePrepullers } from './merge.js';
import { groupNames, isDnsLabel, releaseNames } from './names.js';
import type { PrepullerOptions } from './options.js';
import {
  compare,
  type NamedUse,
  orderImages,
  type PodDemands,
  type PrepulledImage,
  type Prepuller,
} from './prepuller.js';

type Credentials = Pick<PodDemands, 'imagePullSecrets' | 'serviceAccountName'>;
type Placement = Pick<PodDemands, 'nodeSelector' | 'affinity'>;

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
  const refused: ReleaseId[] = [];
  const problems: Problem[] = [];
  const groups = new Map<string, Prepuller[]>();
  for (const source of sources) {
    const control = wrongName(source) ?? readControl(source.release.control);
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
  const wrong = [id.name, id.namespace, podNamespace(source)].find((name) => !isDnsLabel(name));
  if (wrong === undefined) return undefined;
  return `There is no pre-puller for this release: ${JSON.stringify(wrong)} is no DNS label (at most 63 of a-z, 0-9 and -).`;
}

function remarks(source: PrepullerSource, options: PrepullerOptions): Problem[] {
  const { release, images } = source;
  if (images.images.length === 0) {
    const message = 'There is no pre-puller for this release: it runs no image that is to be pulled.';
    return [problemOf(release, 'notice', message)];
  }
  const secrets = images.pods.imagePullSecrets.join(', ');
  if (secrets === '' || !isElsewhere(source, options)) return [];
  const message = `The pre-puller in ${options.prepullerNamespace} cannot use the pull secrets of this release (${secrets} in ${podNamespace(source)}): let the nodes have the credentials, or leave 'prepuller-namespace' empty.`;
  return [problemOf(release, 'warning', message)];
}

function problemOf(release: Release, severity: Problem['severity'], message: string): Problem {
  const { id, place } = release;
  return { severity, kind: 'output', message, ...aboutRelease(id, place) };
}

function ofRelease(source: PrepullerSource, control: Control, options: PrepullerOptions): Prepuller {
  const { release, chart, images } = source;
  const namespace = options.prepullerNamespace || podNamespace(source);
  // A pod has one strategy and one patch: a release with its own keeps a DaemonSet of its own.
  const isOwn = control.strategy !== undefined || Object.keys(control.patch).length > 0;
  const grouped = options.grouping === 'namespace' && !isOwn;
  const { id } = release;
  return {
    key: grouped ? `namespace ${namespace}` : releaseKey(id),
    names: grouped ? groupNames(namespace) : releaseNames(id),
    namespace,
    grouped,
    releases: [{ id, description: `chart ${commentText(chart.name)} ${commentText(chart.version)}` }],
    images: orderImages(images.images.map((image) => prepulled(image, id))),
    strategy: control.strategy ?? options.strategy,
    pod: { ...credentials(images.pods, isElsewhere(source, options)), ...placement(images.pods, options) },
    patches: [options.daemonsetPatch, control.patch],
  };
}

/** Secrets and ServiceAccounts are of one namespace: in another one the same name is nothing, or something else. */
function isElsewhere(source: PrepullerSource, options: PrepullerOptions): boolean {
  return options.prepullerNamespace !== '' && options.prepullerNamespace !== podNamespace(source);
}

function podNamespace({ release, images }: PrepullerSource): string {
  return images.pods.namespace ?? release.releaseNamespace;
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

function credentials({ imagePullSecrets, serviceAccountName }: PodFacts, elsewhere: boolean): Credentials {
  if (elsewhere) return { imagePullSecrets: [] };
  return { imagePullSecrets, ...(serviceAccountName !== undefined && { serviceAccountName }) };
}

function placement({ nodeSelector, affinity }: PodFacts, options: PrepullerOptions): Placement {
  if (options.placement !== 'follow') return { nodeSelector: {} };
  return { nodeSelector: nodeSelector ?? {}, ...(affinity && { affinity }) };
}
