import { isObject, type Json, type JsonObject, objectAt } from '../json.js';
import { plainDemands } from './demands.js';
import { mergePatch } from './merge-patch.js';
import type { PrepullerOptions } from './options.js';
import { type PodParts, podParts } from './pod.js';
import type { PodDemands, PrepulledImage, Prepuller } from './prepuller.js';
import { rollout } from './rollout.js';

export type ManifestOptions = Pick<
  PrepullerOptions,
  'pauseImage' | 'helperImage' | 'resources' | 'maxSurge' | 'maxUnavailable'
>;

/**
 * What no patch may change: who the DaemonSet is and which pods are its own (a selector cannot be changed once it is
 * there), and the lists that hold the images, which a merge patch could only replace as a whole.
 */
export const protectedFields: readonly (readonly string[])[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
  ['metadata', 'labels', 'name'],
  ['spec', 'selector'],
  ['spec', 'template', 'metadata', 'labels', 'name'],
  ['spec', 'template', 'spec', 'initContainers'],
  ['spec', 'template', 'spec', 'containers'],
  ['spec', 'template', 'spec', 'volumes'],
];

/**
 * The pods are in the workload's namespace, where a service mesh may add its proxy to every pod: one more container per
 * node, which has no traffic, and which the restricted profile may refuse.
 * https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/, https://linkerd.io/2/features/proxy-injection/
 */
const withoutMesh = {
  labels: { 'sidecar.istio.io/inject': 'false' },
  annotations: { 'linkerd.io/inject': 'disabled' },
};

/** One DaemonSet of a generated file. */
export interface DaemonSetPart {
  name: string;
  /** Of equal demands. */
  images: readonly PrepulledImage[];
  demands: PodDemands;
}

/**
 * The DaemonSet as an object, its keys in the order in which people write them. Nothing in it depends on the chart's
 * version or values but through the images.
 */
export function daemonSet(
  { namespace, strategy, patches }: Pick<Prepuller, 'namespace' | 'strategy' | 'patches'>,
  { name, images, demands }: DaemonSetPart,
  options: ManifestOptions,
): JsonObject {
  const labels = { name };
  const generated: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, labels: { name, 'app.kubernetes.io/managed-by': 'prepuller' } },
    spec: {
      // The DaemonSet's identity alone: it is immutable, so no image and no version may be part of it.
      selector: { matchLabels: labels },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: askedRollout(options) },
      // Git has the history.
      revisionHistoryLimit: 1,
      template: {
        metadata: { labels: { ...labels, ...withoutMesh.labels }, annotations: withoutMesh.annotations },
        spec: podSpec(demands, podParts(strategy, images, options)),
      },
    },
  };
  return withRollout(patches.reduce(mergePatch, generated));
}

function askedRollout({ maxSurge, maxUnavailable }: ManifestOptions): JsonObject {
  return defined({ maxSurge, maxUnavailable });
}

/** A patch may ask for another rollout than the inputs; one that cannot be is left for the check of the whole. */
function withRollout(patched: JsonObject): JsonObject {
  const updateStrategy = objectAt(patched, 'spec', 'updateStrategy');
  if (updateStrategy.type === 'OnDelete') return patched;
  const chosen = rollout(objectAt(updateStrategy, 'rollingUpdate'));
  if (typeof chosen === 'string') return patched;
  return mergePatch(patched, { spec: { updateStrategy: { rollingUpdate: { maxSurge: null, ...chosen } } } });
}

function podSpec(demands: PodDemands, parts: PodParts): JsonObject {
  const { serviceAccountName, imagePullSecrets, nodeSelector, affinity } = plainDemands(demands);
  return defined({
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    imagePullSecrets,
    nodeSelector: { ...(isObject(nodeSelector) ? nodeSelector : {}), 'kubernetes.io/os': 'linux' },
    affinity,
    // Numbers, because an image may name its user or none at all, and then `runAsNonRoot` alone would refuse it.
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...parts,
  });
}

function defined(fields: Record<string, Json | undefined>): JsonObject {
  const kept = Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(kept);
}
