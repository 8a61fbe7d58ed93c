import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, textAt } from '../json.js';
import { isDnsSubdomain } from '../kubernetes-names.js';
import { isNodeSelector, isRequiredNodeAffinity } from './acceptable.js';
import { architecturesOf, requiredNodeAffinity } from './architectures.js';
import type { Image, PodFacts, PulledImage } from './image.js';
import { isHook, type KubernetesObject, objectTitle } from './kubernetes-object.js';
import { type Pod, podOf } from './pods.js';
import { isMap, listAt, mapAt, type Node, type YamlMap } from './yaml.js';

/** The parts of a release's manifests that say how its pods pull. */
interface Pulling {
  pods: readonly Pod[];
  /** ServiceAccounts that come with the chart. */
  accounts: readonly KubernetesObject[];
  /** Whether the pre-puller runs in the namespace of the pods' ServiceAccounts. */
  atHome: boolean;
}

/**
 * What the release's pods say about credentials and nodes.
 * @param images those that the pre-puller will pull
 * @param releaseNamespace where the pods run that do not say so themselves
 */
export function readPodFacts(
  objects: readonly KubernetesObject[],
  images: readonly Image[],
  releaseNamespace: string,
): PodFacts {
  const pods = objects.flatMap((object) => podOf(object) ?? []);
  const accounts = objects.filter((object) => object.kind === 'ServiceAccount' && object.group === '');
  const namespaces = new Set(pods.map(({ object }) => object.namespace || releaseNamespace));
  const namespace = commonNamespace(namespaces, objects);
  const pulling: Pulling = { pods, accounts, atHome: namespaces.has(namespace ?? releaseNamespace) };
  const serviceAccountName = commonServiceAccount(pods, pulling);
  return {
    ...(namespace !== undefined && namespace !== releaseNamespace && { namespace }),
    imagePullSecrets: releaseSecrets(objects, pulling),
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    ...placement(pods, images),
    images: images.flatMap((image) => pulledImage(image, pulling) ?? []),
  };
}

/** A pre-puller runs before the chart, so a namespace that comes with the chart is of no use to it. */
function commonNamespace(namespaces: ReadonlySet<string>, objects: readonly KubernetesObject[]): string | undefined {
  const [name, ...others] = namespaces;
  if (name === undefined || others.length > 0) return undefined;
  const isCreated = objects.some(
    ({ group, kind, ...object }) => group === '' && kind === 'Namespace' && object.name === name,
  );
  return isCreated ? undefined : name;
}

function pulledImage(image: Image, pulling: Pulling): PulledImage | undefined {
  const users = pulling.pods.filter((pod) => uses(pod, [image]));
  if (users.length === 0) return undefined;
  const secrets = users.map((pod) => ({ pod, names: secretsOf(pod, pulling) }));
  const imagePullSecrets = distinct(secrets.flatMap(({ names }) => names));
  const without = secrets.filter(({ names }) => names.length === 0 && imagePullSecrets.length > 0);
  const serviceAccountName = commonServiceAccount(users, pulling);
  return {
    reference: image.reference,
    imagePullSecrets,
    withoutSecret: distinct(without.map(({ pod }) => objectTitle(pod.object))),
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    architectures: isOfPodsAlone(image, users) ? demandedArchitectures(users) : [],
  };
}

/** One that any user may run on every node is wanted on every node. */
function demandedArchitectures(users: readonly Pod[]): string[] {
  const demands = users.map(architecturesOf);
  return demands.includes(undefined) ? [] : distinct(demands.flatMap((demand) => demand ?? []));
}

function serviceAccountOf({ spec }: Pod): string {
  return textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount') || 'default';
}

/**
 * A pod whose ServiceAccount does not exist is not admitted, so one that comes with the chart is of no use to
 * a pre-puller that runs before the chart. A hook's is often made for the hook alone, and gone after it.
 */
function commonServiceAccount(users: readonly Pod[], { accounts, atHome }: Pulling): string | undefined {
  const asked = users.filter(({ object }) => !isHook(object)).map(serviceAccountOf);
  const [name, ...others] = new Set(asked.filter((account) => account !== 'default'));
  if (!atHome || name === undefined || others.length > 0 || !isDnsSubdomain(name)) return undefined;
  return accounts.some((account) => account.name === name) ? undefined : name;
}

/** A pod that names none gets those of its ServiceAccount (kubernetes, plugin/pkg/admission/serviceaccount/admission.go). */
function secretsOf(pod: Pod, { accounts }: Pulling): string[] {
  const own = secretNames(pod.spec);
  if (own.length > 0) return own;
  const account = serviceAccountOf(pod);
  return accounts.filter(({ name }) => name === account).flatMap(({ content }) => secretNames(content));
}

/** Of the pods, of the ServiceAccounts that they use, and of custom resources, which hand them on to their pods. */
function releaseSecrets(objects: readonly KubernetesObject[], { pods, accounts }: Pulling): string[] {
  const used = new Set(pods.map(serviceAccountOf));
  const holders: YamlMap[] = [
    ...pods.map(({ spec }) => spec),
    ...accounts.filter(({ name }) => used.has(name)).map(({ content }) => content),
    ...objects.filter(({ group }) => group.includes('.')).map(({ content }) => mapAt(content, 'spec') ?? {}),
  ];
  return distinct(holders.flatMap(secretNames));
}

/** A name that no API server takes would have the whole DaemonSet refused. */
function secretNames(holder: YamlMap): string[] {
  return listAt(holder, 'imagePullSecrets').map(secretName).filter(isDnsSubdomain);
}

function secretName(entry: Node): string {
  return isMap(entry) ? textAt(entry, 'name') : '';
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

/**
 * The nodes that all users of the images share. An image that anything but a pod names may be run on any node:
 * then there is no such thing.
 */
function placement(pods: readonly Pod[], images: readonly Image[]): Pick<PodFacts, 'nodeSelector' | 'affinity'> {
  const users = pods.filter((pod) => uses(pod, images));
  if (!images.every((image) => isOfPodsAlone(image, users))) return {};
  const nodeSelector = common(users.map(nodeSelectorOf));
  const affinity = common(users.map(requiredNodes));
  return { ...(nodeSelector && { nodeSelector }), ...(affinity && { affinity }) };
}

/** Nobody knows on which nodes an operator runs an image that it is told of. */
function isOfPodsAlone({ uses }: Image, users: readonly Pod[]): boolean {
  const named = new Set(users.map(({ object }) => objectTitle(object)));
  return uses.every((use) => use.confidence === 'certain' && named.has(use.object));
}

function uses({ object }: Pod, images: readonly Image[]): boolean {
  const title = objectTitle(object);
  return images.some(({ uses }) => uses.some((use) => use.object === title && use.confidence === 'certain'));
}

function nodeSelectorOf({ spec }: Pod): YamlMap | undefined {
  const selector = mapAt(spec, 'nodeSelector');
  return selector && isNodeSelector(selector) ? selector : undefined;
}

/** Only this part of an affinity says on which nodes a pod can run at all; the rest spreads or attracts pods. */
function requiredNodes(pod: Pod): YamlMap | undefined {
  const required = requiredNodeAffinity(pod);
  return required && isRequiredNodeAffinity(required)
    ? { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } }
    : undefined;
}

function common(values: readonly (YamlMap | undefined)[]): JsonObject | undefined {
  const [first] = values;
  if (first === undefined || Object.keys(first).length === 0) return undefined;
  // Text is all that these fields hold in Kubernetes, so nothing is lost by the failsafe schema.
  return values.every((value) => isDeepStrictEqual(value, first)) ? plainObject(first) : undefined;
}

function plainObject(map: YamlMap): JsonObject {
  return JSON.parse(JSON.stringify(map)) as JsonObject;
}
