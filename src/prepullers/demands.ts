import type { PodFacts } from '../images/image.js';
import { isObject, type JsonObject, objectsAt } from '../json.js';
import type { PrepullerOptions } from './options.js';
import type { PodDemands } from './prepuller.js';

const architectureLabel = 'kubernetes.io/arch';

/** What all images of a release have in common; what differs is in its `PodFacts.images`. */
export interface DemandContext {
  pods: PodFacts;
  /** The pre-puller is not in the namespace of the release's secrets and ServiceAccounts. */
  isElsewhere: boolean;
  placement: PrepullerOptions['placement'];
}

/** The demands of the pods that name the image, or those of the release where no pod does. */
export function demandsOf(reference: string, { pods, isElsewhere, placement }: DemandContext): PodDemands {
  const named = pods.images.find((image) => image.reference === reference);
  const { imagePullSecrets, serviceAccountName } = named ?? pods;
  return {
    imagePullSecrets: isElsewhere ? [] : [...imagePullSecrets].sort(),
    ...(!isElsewhere && serviceAccountName !== undefined && { serviceAccountName }),
    ...nodes(named?.architectures ?? [], placement === 'follow' ? pods : {}),
  };
}

/** A node selector and an affinity hold both; several architectures stand in the affinity, with what the pods share of it. */
function nodes(
  architectures: readonly string[],
  { nodeSelector = {}, affinity }: Pick<PodFacts, 'nodeSelector' | 'affinity'>,
): Pick<PodDemands, 'nodeSelector' | 'affinity'> {
  const [only, ...others] = architectures;
  if (only !== undefined && others.length === 0) {
    return { nodeSelector: { ...nodeSelector, [architectureLabel]: only }, ...(affinity && { affinity }) };
  }
  const chosen = only === undefined ? affinity : withArchitectures(architectures, affinity);
  return { nodeSelector, ...(chosen && { affinity: chosen }) };
}

const requiredNodes = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'] as const;

/** In each of the terms, for these are alternatives; what already speaks of architectures in all of them stays. */
function withArchitectures(architectures: readonly string[], affinity: JsonObject = {}): JsonObject {
  const given = objectsAt(affinity, ...requiredNodes, 'nodeSelectorTerms');
  if (given.length > 0 && given.every(isAboutArchitectures)) return affinity;
  const expression = { key: architectureLabel, operator: 'In', values: [...architectures] };
  const nodeSelectorTerms = (given.length > 0 ? given : [{}]).map((term) => ({
    ...term,
    matchExpressions: [...objectsAt(term, 'matchExpressions'), expression],
  }));
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

function isAboutArchitectures(term: JsonObject): boolean {
  return objectsAt(term, 'matchExpressions').some(({ key }) => String(key).endsWith(architectureLabel));
}

/** One text for equal demands. */
export function demandsKey(demands: PodDemands): string {
  return JSON.stringify(sorted(plainDemands(demands)));
}

/** Only what there is, in the fields of a pod's specification. */
export function plainDemands({ imagePullSecrets, serviceAccountName, nodeSelector, affinity }: PodDemands): JsonObject {
  return {
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(affinity && { affinity }),
  };
}

/** Reads `plainDemands`, also where it is a part of a pod's specification. */
export function readDemands(fields: JsonObject): PodDemands {
  const { 'kubernetes.io/os': _, ...nodeSelector } = isObject(fields.nodeSelector) ? fields.nodeSelector : {};
  const secrets = objectsAt(fields, 'imagePullSecrets').map(({ name }) => name);
  return {
    imagePullSecrets: secrets.filter((name) => typeof name === 'string').sort(),
    nodeSelector,
    ...(typeof fields.serviceAccountName === 'string' && { serviceAccountName: fields.serviceAccountName }),
    ...(isObject(fields.affinity) && { affinity: fields.affinity }),
  };
}

/** With the keys of every map in one order. */
function sorted(value: JsonObject): JsonObject {
  const reorder = (item: JsonObject[string]): JsonObject[string] => {
    if (Array.isArray(item)) return item.map(reorder);
    return isObject(item) ? sorted(item) : item;
  };
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, reorder(item)]));
}
