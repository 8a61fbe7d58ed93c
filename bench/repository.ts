import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchChart } from './charts.js';
import { randomFrom } from './random.js';

/** `clusters`: few Kustomizations over `infrastructure/`. `apps`: one Kustomization an app, as home labs have it. */
export type Layout = 'clusters' | 'apps';

export interface RepositoryPlan {
  seed: number;
  layout: Layout;
  /** Labelled releases. */
  releases: number;
  /** Unlabelled releases beside them. */
  unlabelled: number;
  /** YAML files that are neither: chart templates, dashboards, plain manifests. */
  fillers: number;
  charts: readonly BenchChart[];
  /** URL of a Helm repository that has all charts; by default they are under names that are reached by `chart-mirrors`. */
  repositoryUrl?: string;
}

export interface BenchRelease {
  name: string;
  namespace: string;
  chart: BenchChart;
  labelled: boolean;
  fromRegistry: boolean;
  values: { replicas: number };
}

/** Writes a Flux repository as the plan says and gives its releases. */
export async function writeRepository(root: string, plan: RepositoryPlan): Promise<BenchRelease[]> {
  const releases = planReleases(plan);
  const files = new Map<string, string>([
    ...(plan.layout === 'clusters' ? clustersLayout(releases, plan) : appsLayout(releases, plan)),
    ...fillers(plan),
  ]);
  for (const folder of new Set([...files.keys()].map((file) => path.dirname(file)))) {
    await mkdir(path.join(root, folder), { recursive: true });
  }
  for (const [file, text] of files) await writeFile(path.join(root, file), text);
  return releases;
}

function planReleases({ seed, releases, unlabelled, charts, repositoryUrl }: RepositoryPlan): BenchRelease[] {
  const random = randomFrom(seed);
  return Array.from({ length: releases + unlabelled }, (_, index) => {
    const chart = charts[index % charts.length];
    if (chart === undefined) throw new Error('a repository needs at least one chart');
    return {
      name: `release-${String(index).padStart(4, '0')}`,
      namespace: `team-${Math.floor(random() * 20)}`,
      chart,
      labelled: index < releases,
      // Every other chart.
      fromRegistry: repositoryUrl === undefined && Number(chart.name.slice(-1)) % 2 === 1,
      values: { replicas: 1 + Math.floor(random() * 5) },
    };
  });
}

function clustersLayout(releases: readonly BenchRelease[], plan: RepositoryPlan): Array<[string, string]> {
  return [
    ['clusters/production/infrastructure.yaml', fluxKustomization('infrastructure', './infrastructure')],
    ['infrastructure/sources/charts.yaml', chartSources(releases, plan)],
    ...releases.map((release): [string, string] => [
      releaseFile(release, 'clusters'),
      helmRelease(release, release.namespace),
    ]),
  ];
}

function appsLayout(releases: readonly BenchRelease[], plan: RepositoryPlan): Array<[string, string]> {
  return [
    ['kubernetes/flux/cluster/ks.yaml', fluxKustomization('cluster-apps', './kubernetes/apps')],
    ['kubernetes/apps/flux-system/sources.yaml', chartSources(releases, plan)],
    ...releases.flatMap((release): Array<[string, string]> => {
      const folder = appFolder(release);
      return [
        [`${folder}/ks.yaml`, fluxKustomization(release.name, `./${folder}/app`, release.namespace)],
        [`${folder}/app/kustomization.yaml`, kustomization(['helmrelease.yaml'])],
        [releaseFile(release, 'apps'), helmRelease(release)],
      ];
    }),
    ...namespaceFolders(releases),
  ];
}

/** The file of a release's HelmRelease, relative to the root. */
export function releaseFile(release: BenchRelease, layout: Layout): string {
  if (layout === 'apps') return `${appFolder(release)}/app/helmrelease.yaml`;
  return `infrastructure/controllers/${release.name}/helmrelease.yaml`;
}

function appFolder({ namespace, name }: BenchRelease): string {
  return `kubernetes/apps/${namespace}/${name}`;
}

/** Each namespace's folder lists the Kustomizations of its apps, so that the app folders are not built twice. */
function namespaceFolders(releases: readonly BenchRelease[]): Array<[string, string]> {
  const namespaces = [...new Set(releases.map(({ namespace }) => namespace))];
  return namespaces.map((namespace) => [
    `kubernetes/apps/${namespace}/kustomization.yaml`,
    kustomization(releases.filter((release) => release.namespace === namespace).map(({ name }) => `${name}/ks.yaml`)),
  ]);
}

function kustomization(resources: readonly string[]): string {
  const lines = resources.map((resource) => `  - ${resource}\n`).join('');
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${lines}`;
}

function fluxKustomization(name: string, folder: string, targetNamespace?: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 1h
  path: ${folder}
  prune: true
${targetNamespace === undefined ? '' : `  targetNamespace: ${targetNamespace}\n`}  sourceRef:
    kind: GitRepository
    name: flux-system
`;
}

function chartSources(
  releases: readonly BenchRelease[],
  { repositoryUrl = 'https://charts.example.com' }: RepositoryPlan,
): string {
  const charts = [...new Set(releases.filter(({ fromRegistry }) => fromRegistry).map(({ chart }) => chart))];
  return [
    source('HelmRepository', 'charts', `  url: ${repositoryUrl}\n`),
    ...charts.map(({ name, version }) =>
      source('OCIRepository', name, `  url: oci://registry.example.com/charts/${name}\n  ref:\n    tag: ${version}\n`),
    ),
  ].join('---\n');
}

function source(kind: string, name: string, spec: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 1h
${spec}`;
}

function helmRelease(release: BenchRelease, namespace?: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${release.name}
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}${release.labelled ? '  labels:\n    prepuller: enabled\n' : ''}spec:
  interval: 1h
${release.fromRegistry ? ociReference(release) : repositoryReference(release)}  values:
    replicas: ${release.values.replicas}
`;
}

function ociReference({ chart }: BenchRelease): string {
  return `  chartRef:\n    kind: OCIRepository\n    name: ${chart.name}\n    namespace: flux-system\n`;
}

function repositoryReference({ chart }: BenchRelease): string {
  return `  chart:
    spec:
      chart: ${chart.name}
      version: ${chart.version}
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
`;
}

/** What else lies in such repositories, by thirds. They are outside of every path that Flux is told to reconcile. */
function fillers({ seed, fillers: count }: RepositoryPlan): Array<[string, string]> {
  const random = randomFrom(seed + 1);
  return Array.from({ length: count }, (_, index) => {
    const folder = `archive/part-${Math.floor(index / 100)}`;
    const lines = 20 + Math.floor(random() * 200);
    const kind = fillerKinds[index % fillerKinds.length] ?? plainManifest;
    return [`${folder}/file-${index}.yaml`, kind(index, lines)];
  });
}

const fillerKinds = [chartTemplate, dashboard, plainManifest];

function chartTemplate(index: number, lines: number): string {
  const body = Array.from({ length: lines }, (_, line) => `  key-${line}: {{ .Values.key${line} | quote }}\n`).join('');
  return `{{- if .Values.enabled }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: template-${index}\ndata:\n${body}{{- end }}\n`;
}

function dashboard(index: number, lines: number): string {
  const body = Array.from(
    { length: lines },
    (_, line) => `    {"id": ${line}, "type": "graph", "expr": "up{job=\\"x\\"}"},\n`,
  );
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: dashboard-${index}\ndata:\n  board.json: |\n${body.join('')}`;
}

function plainManifest(index: number, lines: number): string {
  const body = Array.from(
    { length: lines },
    (_, line) => `        - name: VARIABLE_${line}\n          value: "${line}"\n`,
  );
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: plain-${index}\nspec:\n  template:\n    spec:\n      containers:\n      - name: main\n        image: registry.example.com/plain:${index}\n        env:\n${body.join('')}`;
}
