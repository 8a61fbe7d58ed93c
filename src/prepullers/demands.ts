import type { PodFacts } from '../images/image.js';
import { isObject, type JsonObject, objectsAt, textsAt } from '../json.js';
import type { PullableNodes } from './contract.js';
import type { PrepullerOptions } from './options.js';
import type { PodDemands } from './prepuller.js';

const architectureLabel = 'kubernetes.io/arch';

/** What all images of a release have in common; what differs is in its `PodFacts.images`. */
export interface DemandContext {
  pods: PodFacts;
  /** The pre-puller is not in the namespace of the release's secrets and ServiceAccounts. */
  isElsewhere: boolean;
  placement: PrepullerOptions['placement'];
  pullable?: PullableNodes;
}

/** The demands of the pods that name the image, or those of the release where no pod does, on nodes that can pull it. */
export function demandsOf(reference: string, { pods, isElsewhere, placement, pullable }: DemandContext): PodDemands {
  const named = pods.images.find((image) => image.reference === reference);
  const { imagePullSecrets, serviceAccountName } = named ?? pods;
  return {
    imagePullSecrets: isElsewhere ? [] : [...imagePullSecrets].sort(),
    ...(!isElsewhere && serviceAccountName !== undefined && { serviceAccountName }),
    ...nodes(
      allowedArchitectures(named?.architectures ?? [], pullable?.architectures.get(reference)),
      placement === 'follow' ? pods : {},
    ),
  };
}

interface AllowedArchitectures {
  /** Empty for any. */
  names: readonly string[];
  /** They are fewer than the pods themselves allow. */
  areNarrowed: boolean;
}

/** Those that pods demand and that can pull the image; what has nothing in common with the demand is out of date. */
function allowedArchitectures(
  demanded: readonly string[],
  pullable: readonly string[] | undefined,
): AllowedArchitectures {
  const both = demanded.length === 0 ? pullable : pullable?.filter((architecture) => demanded.includes(architecture));
  if (both === undefined || both.length === 0) return { names: demanded, areNarrowed: false };
  return { names: [...both].sort(), areNarrowed: both.length < demanded.length || demanded.length === 0 };
}

/** The architectures of the nodes that demands allow; empty for any. */
export function architecturesIn({ nodeSelector, affinity }: Pick<PodDemands, 'nodeSelector' | 'affinity'>): string[] {
  const selected = nodeSelector[architectureLabel];
  if (typeof selected === 'string') return [selected];
  const terms = objectsAt(affinity ?? {}, ...requiredNodes, 'nodeSelectorTerms').map((term) => {
    const last = objectsAt(term, 'matchExpressions').findLast(
      ({ key, operator }) => key === architectureLabel && operator === 'In',
    );
    return textsAt(last ?? {}, 'values');
  });
  return terms.some((values) => values.length === 0) ? [] : [...new Set(terms.flat())].sort();
}

/** A node selector and an affinity hold both; several architectures stand in the affinity, with what the pods share of it. */
function nodes(
  { names, areNarrowed }: AllowedArchitectures,
  { nodeSelector = {}, affinity }: Pick<PodFacts, 'nodeSelector' | 'affinity'>,
): Pick<PodDemands, 'nodeSelector' | 'affinity'> {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) {
    return { nodeSelector: { ...nodeSelector, [architectureLabel]: only }, ...(affinity && { affinity }) };
  }
  const chosen = only === undefined ? affinity : withArchitectures({ names, areNarrowed }, affinity);
  return { nodeSelector, ...(chosen && { affinity: chosen }) };
}

const requiredNodes = ['nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'] as const;

/** In each of the terms, for these are alternatives; what already speaks of architectures in all of them stays. */
function withArchitectures({ names, areNarrowed }: AllowedArchitectures, affinity: JsonObject = {}): JsonObject {
  const given = objectsAt(affinity, ...requiredNodes, 'nodeSelectorTerms');
  if (given.length > 0 && !areNarrowed && given.every(isAboutArchitectures)) return affinity;
  const expression = { key: architectureLabel, operator: 'In', values: [...names] };
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
