import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, textAt } from '../json.js';
import { isNodeSelector, isRequiredNodeAffinity, isSubdomain } from './acceptable.js';
import type { Image, PodFacts } from './image.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { objectTitle } from './kubernetes-object.js';
import { type Pod, podOf } from './pods.js';
import { isMap, listAt, mapAt, type Node, type YamlMap } from './yaml.js';

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
  const serviceAccountName = namespaces.has(namespace ?? releaseNamespace)
    ? commonServiceAccount(pods, accounts)
    : undefined;
  return {
    ...(namespace !== undefined && namespace !== releaseNamespace && { namespace }),
    imagePullSecrets: pullSecrets(objects, pods, accounts),
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    ...placement(pods, images),
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

function serviceAccountOf({ spec }: Pod): string {
  return textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount') || 'default';
}

/**
 * A pod whose ServiceAccount does not exist is not admitted, so one that comes with the chart is of no use to
 * a pre-puller that runs before the chart.
 */
function commonServiceAccount(pods: readonly Pod[], accounts: readonly KubernetesObject[]): string | undefined {
  const [name, ...others] = new Set(pods.map(serviceAccountOf));
  if (name === undefined || others.length > 0 || name === 'default' || !isSubdomain(name)) return undefined;
  return accounts.some((account) => account.name === name) ? undefined : name;
}

/** Of the pods, of the ServiceAccounts that they use, and of custom resources, which hand them on to their pods. */
function pullSecrets(
  objects: readonly KubernetesObject[],
  pods: readonly Pod[],
  accounts: readonly KubernetesObject[],
): string[] {
  const used = new Set(pods.map(serviceAccountOf));
  const holders: YamlMap[] = [
    ...pods.map(({ spec }) => spec),
    ...accounts.filter(({ name }) => used.has(name)).map(({ content }) => content),
    ...objects.filter(({ group }) => group.includes('.')).map(({ content }) => mapAt(content, 'spec') ?? {}),
  ];
  const names = holders.flatMap((holder) => listAt(holder, 'imagePullSecrets').map(secretName));
  return [...new Set(names.filter((name) => name !== ''))].sort();
}

function secretName(entry: Node): string {
  return isMap(entry) ? textAt(entry, 'name') : '';
}

/**
 * The nodes that all users of the images share. An image that anything but a pod names may be run on any node:
 * then there is no such thing.
 */
function placement(pods: readonly Pod[], images: readonly Image[]): Pick<PodFacts, 'nodeSelector' | 'affinity'> {
  const users = pods.filter((pod) => uses(pod, images));
  const named = new Set(users.map(({ object }) => objectTitle(object)));
  const onlyPods = images.every(({ uses }) =>
    uses.every((use) => use.confidence === 'certain' && named.has(use.object)),
  );
  if (!onlyPods) return {};
  const nodeSelector = common(users.map(nodeSelectorOf));
  const affinity = common(users.map(({ spec }) => requiredNodes(spec)));
  return { ...(nodeSelector && { nodeSelector }), ...(affinity && { affinity }) };
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
function requiredNodes(spec: YamlMap): YamlMap | undefined {
  const key = 'requiredDuringSchedulingIgnoredDuringExecution';
  const required = mapAt(spec, 'affinity', 'nodeAffinity', key);
  return required && isRequiredNodeAffinity(required) ? { nodeAffinity: { [key]: required } } : undefined;
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
