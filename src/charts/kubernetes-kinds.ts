/**
 * What every cluster serves by itself, by the first minor version of Kubernetes 1 that does so, if that is a recent one.
 * Helm's capabilities without a cluster hold versions of groups and no kinds, and charts ask for kinds
 * (`Has "batch/v1/CronJob"`). Versions that are no longer served everywhere are left out.
 * Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the API reference of 1.35.
 */
const builtIn: { apiVersion: string; since?: number; kinds: string[] }[] = [
  {
    apiVersion: 'v1',
    kinds: [
      'ConfigMap',
      'Endpoints',
      'Event',
      'LimitRange',
      'Namespace',
      'Node',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'Pod',
      'PodTemplate',
      'ReplicationController',
      'ResourceQuota',
      'Secret',
      'Service',
      'ServiceAccount',
    ],
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    since: 30,
    kinds: ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  },
  { apiVersion: 'apiextensions.k8s.io/v1', kinds: ['CustomResourceDefinition'] },
  { apiVersion: 'apiregistration.k8s.io/v1', kinds: ['APIService'] },
  { apiVersion: 'apps/v1', kinds: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
  { apiVersion: 'authentication.k8s.io/v1', kinds: ['TokenReview'] },
  {
    apiVersion: 'authorization.k8s.io/v1',
    kinds: ['LocalSubjectAccessReview', 'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  },
  { apiVersion: 'autoscaling/v1', kinds: ['HorizontalPodAutoscaler'] },
  { apiVersion: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
  { apiVersion: 'batch/v1', kinds: ['CronJob', 'Job'] },
  { apiVersion: 'certificates.k8s.io/v1', kinds: ['CertificateSigningRequest'] },
  { apiVersion: 'coordination.k8s.io/v1', kinds: ['Lease'] },
  { apiVersion: 'discovery.k8s.io/v1', kinds: ['EndpointSlice'] },
  { apiVersion: 'events.k8s.io/v1', kinds: ['Event'] },
  { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', since: 29, kinds: ['FlowSchema', 'PriorityLevelConfiguration'] },
  { apiVersion: 'networking.k8s.io/v1', kinds: ['Ingress', 'IngressClass', 'NetworkPolicy'] },
  { apiVersion: 'networking.k8s.io/v1', since: 33, kinds: ['IPAddress', 'ServiceCIDR'] },
  { apiVersion: 'node.k8s.io/v1', kinds: ['RuntimeClass'] },
  { apiVersion: 'policy/v1', kinds: ['PodDisruptionBudget'] },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'] },
  {
    apiVersion: 'resource.k8s.io/v1',
    since: 34,
    kinds: ['DeviceClass', 'ResourceClaim', 'ResourceClaimTemplate', 'ResourceSlice'],
  },
  { apiVersion: 'scheduling.k8s.io/v1', kinds: ['PriorityClass'] },
  {
    apiVersion: 'storage.k8s.io/v1',
    kinds: ['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'StorageClass', 'VolumeAttachment'],
  },
  { apiVersion: 'storage.k8s.io/v1', since: 34, kinds: ['VolumeAttributesClass'] },
];

/**
 * Versions and kinds, as `--api-versions` takes them, that a cluster of that version serves by itself.
 * @param kubeVersion empty for a current one
 */
export function kubernetesKinds(kubeVersion: string): string[] {
  const minor = Number(/^1\.(\d+)/.exec(kubeVersion)?.[1] ?? Number.POSITIVE_INFINITY);
  return builtIn
    .filter(({ since = 0 }) => since <= minor)
    .flatMap(({ apiVersion, kinds }) => [apiVersion, ...kinds.map((kind) => `${apiVersion}/${kind}`)]);
}
