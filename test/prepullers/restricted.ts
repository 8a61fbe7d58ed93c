/** Just as much of a pod as the rules below look at; everything may be missing. */
export interface PodSpec {
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  terminationGracePeriodSeconds?: number;
  nodeSelector?: Record<string, string>;
  hostUsers?: boolean;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  securityContext?: {
    runAsNonRoot?: boolean;
    runAsUser?: number;
    runAsGroup?: number;
    seccompProfile?: { type?: string };
    sysctls?: unknown[];
  };
  initContainers?: Container[];
  containers?: Container[];
  volumes?: Record<string, unknown>[];
}

export interface Container {
  name: string;
  image: string;
  imagePullPolicy?: string;
  command?: string[];
  workingDir?: string;
  ports?: unknown[];
  resources?: Record<'requests' | 'limits', Record<string, string> | undefined>;
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    privileged?: boolean;
    procMount?: string;
    runAsUser?: number;
    runAsNonRoot?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
    seccompProfile?: { type?: string };
  };
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}

/**
 * Pod Security Standards, profile "restricted" (https://kubernetes.io/docs/concepts/security/pod-security-standards/,
 * kubernetes/pod-security-admission, policy/check_*.go; image volumes since 1.33), and beyond it what this project
 * promises of its own pods.
 * @returns what is wrong, empty for a pod that passes
 */
export function violations(pod: PodSpec): string[] {
  return [
    ...podRules(pod),
    ...(pod.volumes ?? []).flatMap(volumeRules),
    ...[...(pod.initContainers ?? []), ...(pod.containers ?? [])].flatMap((container) =>
      containerRules(container).map((rule) => `${container.name}: ${rule}`),
    ),
  ];
}

function podRules(pod: PodSpec): string[] {
  const security = pod.securityContext ?? {};
  return broken({
    'hostNetwork, hostPID and hostIPC are unset': !pod.hostNetwork && !pod.hostPID && !pod.hostIPC,
    'runAsNonRoot is true': security.runAsNonRoot === true,
    'runAsUser is a number other than 0': Number(security.runAsUser) > 0,
    'runAsGroup is a number other than 0': Number(security.runAsGroup) > 0,
    'seccompProfile is RuntimeDefault': security.seccompProfile?.type === 'RuntimeDefault',
    'sysctls are unset': security.sysctls === undefined,
    'no token': pod.automountServiceAccountToken === false,
    'no service links': pod.enableServiceLinks === false,
    'leaves at once': pod.terminationGracePeriodSeconds === 0,
    'Linux nodes': pod.nodeSelector?.['kubernetes.io/os'] === 'linux',
    'there is a container': (pod.containers ?? []).length > 0,
  });
}

function containerRules(container: Container): string[] {
  const security = container.securityContext ?? {};
  const { requests = {}, limits = {} } = container.resources ?? {};
  return broken({
    'allowPrivilegeEscalation is false': security.allowPrivilegeEscalation === false,
    'capabilities drop ALL': security.capabilities?.drop?.includes('ALL') === true,
    'no capabilities are added': (security.capabilities?.add ?? []).length === 0,
    'privileged is unset': !security.privileged,
    'procMount is default': (security.procMount ?? 'Default') === 'Default',
    'runAsNonRoot is not taken back': security.runAsNonRoot !== false,
    'runAsUser is not taken back': security.runAsUser === undefined,
    'seccompProfile is not taken back': security.seccompProfile === undefined,
    'no host ports': container.ports === undefined,
    'the root file system is read-only': security.readOnlyRootFilesystem === true,
    'the pull policy is explicit': container.imagePullPolicy === 'IfNotPresent',
    'requests cpu': requests?.cpu !== undefined,
    'requests memory': requests?.memory !== undefined,
    'limits cpu': limits?.cpu !== undefined,
    'limits memory': limits?.memory !== undefined,
  });
}

function volumeRules(volume: Record<string, unknown>): string[] {
  const types = Object.keys(volume).filter((key) => key !== 'name');
  return types.length === 1 && ['emptyDir', 'image'].includes(types[0] ?? '')
    ? []
    : [`volume ${volume.name}: its type`];
}

function broken(rules: Record<string, boolean>): string[] {
  return Object.keys(rules).filter((rule) => !rules[rule]);
}
