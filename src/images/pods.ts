import { isLabelValue } from '../kubernetes-names.js';
import type { KubernetesObject } from './kubernetes-object.js';
import { descend, type Path } from './path.js';
import { isMap, listAt, mapAt, type Node, textAt, type YamlMap } from './yaml.js';

/** The pod specification of a workload, and the way to it. */
export interface Pod {
  object: KubernetesObject;
  spec: YamlMap;
  path: Path | undefined;
}

const template = ['spec', 'template', 'spec'];
/** Where the kinds of Kubernetes itself hold their pod: k8s.io/api, core/v1, apps/v1 and batch/v1, types.go. */
const podPaths = new Map<string, readonly string[]>([
  ['Pod', ['spec']],
  ['PodTemplate', ['template', 'spec']],
  ['ReplicationController', template],
  ['ReplicaSet', template],
  ['Deployment', template],
  ['StatefulSet', template],
  ['DaemonSet', template],
  ['Job', template],
  ['CronJob', ['spec', 'jobTemplate', ...template]],
]);
const workloadGroups = new Set(['', 'apps', 'batch', 'extensions']);

/** The pod that a built-in workload runs. */
export function podOf(object: KubernetesObject): Pod | undefined {
  const keys = workloadGroups.has(object.group) ? podPaths.get(object.kind) : undefined;
  const spec = keys && mapAt(object.content, ...keys);
  return spec && { object, spec, path: descend(undefined, ...(keys ?? [])) };
}

export const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

const osLabels = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/** The pod can only run on Windows nodes, and its images cannot be pulled on Linux. */
export function runsOnWindows(pod: Pod): boolean {
  const { spec } = pod;
  const selector = mapAt(spec, 'nodeSelector') ?? {};
  return (
    textAt(mapAt(spec, 'os') ?? {}, 'name') === 'windows' ||
    osLabels.some((label) => isWindows(selector[label])) ||
    requiresWindows(pod)
  );
}

function isWindows(value: unknown): boolean {
  return value === 'windows';
}

function requiresWindows(pod: Pod): boolean {
  const terms = nodeSelectorTerms(pod);
  return terms.length > 0 && terms.every((term) => listAt(term, 'matchExpressions').some(selectsWindows));
}

function selectsWindows(expression: unknown): boolean {
  const { key, operator, values } = expression as Partial<YamlMap>;
  return osLabels.includes(String(key)) && operator === 'In' && Array.isArray(values) && values.every(isWindows);
}

/** The part of a pod's affinity without which no node takes it. */
export function requiredNodeAffinity({ spec }: Pod): YamlMap | undefined {
  return mapAt(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
}

/** A node must match one of them. */
function nodeSelectorTerms(pod: Pod): Node[] {
  return listAt(requiredNodeAffinity(pod), 'nodeSelectorTerms');
}

const architectureLabels = ['kubernetes.io/arch', 'beta.kubernetes.io/arch'];

/** The architectures, one of which a node must have; `undefined` when the pod does not say, or says none that can be. */
export function architecturesOf(pod: Pod): string[] | undefined {
  const selector = mapAt(pod.spec, 'nodeSelector') ?? {};
  const selected = architectureLabels.map((label) => textAt(selector, label)).find((value) => value !== '');
  const sets = [selected === undefined ? undefined : [selected], affineArchitectures(pod)];
  const found = intersection(sets)?.filter(isLabelValue);
  return found && found.length > 0 ? found : undefined;
}

/** Terms are alternatives: if one of them leaves the architecture open, it is open. */
function affineArchitectures(pod: Pod): string[] | undefined {
  const terms = nodeSelectorTerms(pod).map((term) =>
    intersection(listAt(term, 'matchExpressions').map(selectedArchitectures)),
  );
  return terms.length === 0 || terms.includes(undefined) ? undefined : terms.flatMap((term) => term ?? []);
}

function selectedArchitectures(expression: Node): string[] | undefined {
  const { key, operator, values } = (isMap(expression) ? expression : {}) as Partial<YamlMap>;
  if (!architectureLabels.includes(String(key)) || operator !== 'In' || !Array.isArray(values)) return undefined;
  return values.filter((value) => typeof value === 'string');
}

/** What all of the given sets hold; those that are not given demand nothing. */
function intersection(sets: readonly (string[] | undefined)[]): string[] | undefined {
  const given = sets.filter((set) => set !== undefined);
  return given.length === 0 ? undefined : given.reduce((left, right) => left.filter((item) => right.includes(item)));
}
