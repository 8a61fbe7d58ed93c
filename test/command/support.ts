import path from 'node:path';
import { vi } from 'vitest';
import { runCommand } from '../../src/command/run-command.js';
import type { Streams } from '../../src/command/terminal.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { unpackTools } from '../support/tools.js';

export interface Answer {
  exitCode: number;
  /** Standard output. */
  output: string;
  /** Standard error. */
  messages: string;
}

/** A folder with these files, as a clone without its `.git` is. */
export async function repositoryOf(files: Files): Promise<string> {
  const root = await temporaryFolder('command');
  await writeFiles(root, files);
  return root;
}

/** Keeps what is printed; a terminal with colours, or a pipe. */
export function recorder(isTTY = false, hear: (text: string) => void = () => {}) {
  const stream = {
    text: '',
    isTTY,
    columns: 100,
    hasColors: () => isTTY,
    write(text: string) {
      hear(text);
      stream.text += text;
    },
  };
  return stream;
}

/** Runs the command on the repository as a person would with pipes, with the helm and kubectl of the test packages. */
export async function command(root: string, ...args: string[]): Promise<Answer> {
  const streams = { output: recorder(), messages: recorder() };
  const exitCode = await commandWith(streams, root, ...args);
  return { exitCode, output: streams.output.text, messages: streams.messages.text };
}

export async function commandWith(streams: Streams, root: string, ...args: string[]): Promise<number> {
  const { helm, kubectl } = await unpackTools();
  vi.stubEnv('PATH', [helm, kubectl, process.env.PATH].join(path.delimiter));
  const places = [`--working-directory=${root}`, `--cache-path=${path.join(root, '.git/cache')}`];
  return await runCommand([...args, ...places], streams).finally(() => vi.unstubAllEnvs());
}

const sync = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: flux-system, namespace: flux-system}
spec: {url: https://forge.example.com/acme/fleet.git, ref: {branch: main}}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: flux-system, namespace: flux-system}
spec: {path: ./clusters/production, sourceRef: {kind: GitRepository, name: flux-system}}
`;

const apps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
`;

/** A HelmRelease of the chart of this repository. */
function release(name: string, { label = 'prepuller: enabled', annotations = '', spec = '' } = {}): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: shop
  labels: {${label}}
  annotations: {${annotations}}
spec:
  interval: 1h
  chart: {spec: {chart: ./charts/shop, sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}}}
  ${spec}
`;
}

function workload(kind: string, name: string, spec: string): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {template: {spec: ${spec}}}\n`;
}

/** One cluster, one chart that names images in all the ways that matter, and HelmReleases in all the states. */
export const shop: Files = {
  'clusters/production/flux-system/gotk-sync.yaml': sync,
  'clusters/production/apps.yaml': apps,
  'apps/kustomization.yaml':
    'resources: [shop.yaml, quiet.yaml, wrong.yaml, asleep.yaml, away.yaml, broken.yaml]\n' +
    'configMapGenerator: [{name: settings, namespace: shop, literals: ["values.yaml=a: b"]}]\n' +
    'generatorOptions: {disableNameSuffixHash: true}\n',
  'apps/shop.yaml': release('shop', {
    annotations: 'prepuller-include: "quay.io/example/added:1", prepuller-exclude: "unwanted"',
    spec: 'valuesFrom: [{kind: ConfigMap, name: settings}]',
  }),
  'apps/quiet.yaml': release('quiet', { label: 'team: shop' }),
  'apps/wrong.yaml': release('wrong', { label: 'prepuller: "yes"' }),
  'apps/asleep.yaml': release('asleep', { spec: 'suspend: true' }),
  'apps/away.yaml': release('away', { spec: 'kubeConfig: {secretRef: {name: other}}' }),
  'apps/broken.yaml': release('broken').replace('./charts/shop', './charts/nothing'),
  'elsewhere/forgotten.yaml': release('forgotten'),
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.2.3\n',
  'charts/shop/templates/front.yaml': workload(
    'Deployment',
    'front',
    '{containers: [{name: a, image: "docker.io/library/nginx:1.27.3", args: ["--sidecar=quay.io/example/sidecar:2"]}, ' +
      '{name: b, image: "quay.io/example/unwanted:3"}]}',
  ),
  'charts/shop/templates/windows.yaml': workload(
    'DaemonSet',
    'win',
    '{nodeSelector: {kubernetes.io/os: windows}, containers: [{name: a, image: "quay.io/example/win-exporter:4"}]}',
  ),
  'charts/shop/templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: config}
data:
  documentation: see quay.io/example/manual:5 for more
  config.yaml: |
    backup:
      enabled: false
      image: quay.io/example/backup:6
`,
  'charts/shop/templates/policy.yaml': `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: policy}
spec: {rules: [{name: a, match: {image: "quay.io/example/allowed:7"}}]}
`,
};
