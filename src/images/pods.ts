import type { KubernetesObject } from './kubernetes-object.js';
import { descend, type Path } from './path.js';
import { mapAt, type YamlMap } from './yaml.js';

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
