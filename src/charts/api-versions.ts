/**
 * API versions that charts ask the cluster for before they render an object, or refuse to render at all.
 * Without a cluster helm knows only what is built into Kubernetes. `.Capabilities.APIVersions.Has` compares whole
 * strings, and charts ask with and without the kind, so both are passed.
 *
 * A group is listed when widely used charts fail without it, or leave out objects, containers or arguments.
 * Groups by which a chart recognises a platform (OpenShift, GKE, AWS) are not: the answer would be wrong everywhere
 * else. The input `api-versions` adds others.
 */
const groups: Record<string, string[]> = {
  // Cilium, traefik and many others fail when monitoring is on; kube-prometheus-stack and its users.
  'monitoring.coreos.com/v1': [
    'Alertmanager',
    'PodMonitor',
    'Probe',
    'Prometheus',
    'PrometheusRule',
    'ServiceMonitor',
    'ThanosRuler',
  ],
  // Kube-prometheus-stack, grafana charts.
  'monitoring.coreos.com/v1alpha1': ['AlertmanagerConfig', 'PrometheusAgent', 'ScrapeConfig'],
  // Victoria-metrics charts, and exporters that serve both kinds of monitoring.
  'operator.victoriametrics.com/v1beta1': ['VMAgent', 'VMPodScrape', 'VMRule', 'VMServiceScrape', 'VMSingle'],
  // Dashboards for the Grafana operator.
  'grafana.integreatly.org/v1beta1': ['GrafanaDashboard', 'GrafanaDatasource'],
  // Collectors, whose images are in the custom resource.
  'opentelemetry.io/v1beta1': ['OpenTelemetryCollector'],
  // Certificates of webhooks; charts fall back to a job of their own, or fail.
  'cert-manager.io/v1': ['Certificate', 'ClusterIssuer', 'Issuer'],
  // Cilium renders its Gateway controller only with it; routes of application charts.
  'gateway.networking.k8s.io/v1': ['GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute'],
  // Charts from before v1.
  'gateway.networking.k8s.io/v1beta1': ['Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant'],
  // Cilium, routes of databases and brokers.
  'gateway.networking.k8s.io/v1alpha2': ['TCPRoute', 'TLSRoute', 'UDPRoute'],
  // Charts that read their credentials from a store, some of which fail.
  'external-secrets.io/v1': ['ClusterSecretStore', 'ExternalSecret', 'PushSecret', 'SecretStore'],
  // Charts from before v1.
  'external-secrets.io/v1beta1': ['ClusterSecretStore', 'ExternalSecret', 'SecretStore'],
  // Charts that mount their credentials.
  'secrets-store.csi.x-k8s.io/v1': ['SecretProviderClass'],
  // Storage drivers such as aws-ebs-csi-driver add the snapshotter as a container only with it.
  'snapshot.storage.k8s.io/v1': ['VolumeSnapshot', 'VolumeSnapshotClass', 'VolumeSnapshotContent'],
  // Autoscalers of application charts.
  'autoscaling.k8s.io/v1': ['VerticalPodAutoscaler'],
  // Ingress-nginx, loki; the image of a ScaledJob is in the custom resource.
  'keda.sh/v1alpha1': ['ScaledJob', 'ScaledObject', 'TriggerAuthentication'],
  // Charts that bring a database; its image is in the custom resource.
  'postgresql.cnpg.io/v1': ['Cluster', 'Pooler', 'ScheduledBackup'],
  // Network policies of application charts.
  'cilium.io/v2': ['CiliumClusterwideNetworkPolicy', 'CiliumNetworkPolicy'],
  // Routes of application charts, some of which fail.
  'networking.istio.io/v1': ['DestinationRule', 'Gateway', 'ServiceEntry', 'VirtualService'],
  // Routes of application charts.
  'traefik.io/v1alpha1': ['IngressRoute', 'Middleware'],
  // Policies that charts bring, some of which fail.
  'kyverno.io/v1': ['ClusterPolicy', 'Policy'],
  // On every cluster, but not built into helm; metrics adapters would use an old version.
  'apiregistration.k8s.io/v1': ['APIService'],
  // On every cluster that Flux runs.
  'helm.toolkit.fluxcd.io/v2': ['HelmRelease'],
  // On every cluster that Flux runs.
  'source.toolkit.fluxcd.io/v1': ['GitRepository', 'HelmRepository', 'OCIRepository'],
  // On every cluster that Flux runs.
  'kustomize.toolkit.fluxcd.io/v1': ['Kustomization'],
};

export const builtInApiVersions: readonly string[] = Object.entries(groups).flatMap(([version, kinds]) => [
  version,
  ...kinds.map((kind) => `${version}/${kind}`),
]);
