/**
 * API versions that charts ask the cluster for before they render an object, or refuse to render at all.
 * Without a cluster helm knows only Kubernetes' own. A chart asks for the group and version or for the kind too
 * (`.Capabilities.APIVersions.Has`), so both are listed.
 *
 * A group is listed when charts fail, or leave workloads or custom resources out, without it. Groups by which a chart
 * recognises a platform (OpenShift, GKE, AWS) are not: the answer would be wrong on every other platform.
 * Others can be added through the input `api-versions`.
 */
const groups: Record<string, string[]> = {
  // kube-prometheus-stack and nearly every chart with a ServiceMonitor; many `fail` without it.
  'monitoring.coreos.com/v1': ['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'Probe', 'Prometheus', 'Alertmanager'],
  'monitoring.coreos.com/v1alpha1': ['AlertmanagerConfig', 'ScrapeConfig'],
  // Certificates of webhooks.
  'cert-manager.io/v1': ['Certificate', 'Issuer', 'ClusterIssuer'],
  'gateway.networking.k8s.io/v1': ['Gateway', 'GatewayClass', 'HTTPRoute', 'GRPCRoute'],
  'gateway.networking.k8s.io/v1beta1': ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  'gateway.networking.k8s.io/v1alpha2': ['TCPRoute', 'TLSRoute', 'UDPRoute'],
  'external-secrets.io/v1': ['ExternalSecret', 'SecretStore', 'ClusterSecretStore'],
  'external-secrets.io/v1beta1': ['ExternalSecret'],
  'keda.sh/v1alpha1': ['ScaledObject', 'TriggerAuthentication'],
  'autoscaling.k8s.io/v1': ['VerticalPodAutoscaler'],
  'snapshot.storage.k8s.io/v1': ['VolumeSnapshotClass'],
  'traefik.io/v1alpha1': ['IngressRoute', 'Middleware'],
  'cilium.io/v2': ['CiliumNetworkPolicy'],
  'networking.istio.io/v1': ['VirtualService'],
  'postgresql.cnpg.io/v1': ['Cluster'],
};

export const builtInApiVersions: readonly string[] = Object.entries(groups).flatMap(([group, kinds]) => [
  group,
  ...kinds.map((kind) => `${group}/${kind}`),
]);
