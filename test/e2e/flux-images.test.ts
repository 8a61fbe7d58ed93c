import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ChartServer, startChartServer } from '../support/chart-server.js';
import { temporaryFolder } from '../support/checkout.js';
import { packChart } from '../support/pack-chart.js';
import { runStep } from '../support/runner.js';
import { fixture, mirrorsOf } from '../support/seed.js';

const output = 'infrastructure/prepullers';
/** The charts that the repositories name, all of them the one whose images tell its version and values. */
const served = ['shop 1.0.0', 'shop 1.2.3', 'shop 2.1.0', 'shop 3.1.0', 'raw 1.0.0', 'app-template 4.0.0'];

let charts: ChartServer;
beforeAll(async () => {
  const packed = served.map((chart) => {
    const [name = '', version = ''] = chart.split(' ');
    return packChart(fixture('charts/told'), { name, version });
  });
  charts = await startChartServer({ charts: await Promise.all(packed) });
});
afterAll(() => charts.close());

/** Images of every generated file, by `namespace/DaemonSet`. */
async function imagesOf(scenario: string, clusterName: string): Promise<Record<string, string[]>> {
  const workspace = await temporaryFolder('flux');
  await cp(fixture(`flux/${scenario}/repository`), workspace, { recursive: true, verbatimSymlinks: true });
  const inputs = { 'chart-mirrors': mirrorsOf(charts), 'commit-changes': 'false', 'cluster-name': clusterName };
  const { exitCode, log } = await runStep({ workspace, inputs });
  expect(exitCode, log).toBe(0);
  const folder = path.join(workspace, output);
  const files = (await readdir(folder)).filter((name) => name.startsWith('prepuller-'));
  return Object.fromEntries(await Promise.all(files.map((name) => readDaemonSet(path.join(folder, name)))));
}

async function readDaemonSet(file: string): Promise<[string, string[]]> {
  const { metadata, spec } = parse(await readFile(file, 'utf8'));
  const containers: { name: string; image: string }[] = spec.template.spec.initContainers;
  const pulled = containers.filter(({ name }) => name.startsWith('prepull-')).map(({ image }) => image);
  return [`${metadata.namespace}/${metadata.name}`, pulled];
}

const told = (version: string, tag = 'none') => [`docker.io/library/web:${tag}`, `registry.example.com/${version}`];

it.each<[string, string, Record<string, string[]>, string?]>([
  [
    'base-and-overlay',
    'the overlay adds the label, the version and a value',
    { 'shop/prepuller-shop': told('shop:2.1.0', 'production') },
  ],
  [
    'objects-of-a-labelled-kustomization',
    'what labelled Kustomizations apply, releases and plain objects',
    {
      'own/prepuller-shop': told('shop:1.0.0', '1'),
      'own/prepuller-kustomization-flux-system-own': ['ghcr.io/acme/web:1', 'ghcr.io/acme/sidecar:1'],
      'patched/prepuller-kustomization-flux-system-patched': ['ghcr.io/acme/patched:1'],
      'parent/prepuller-kustomization-flux-system-parent': ['ghcr.io/acme/beside:1'],
      'groups/prepuller-kustomization-flux-system-groups': ['ghcr.io/acme/included:1', 'ghcr.io/acme/one:1'],
    },
  ],
  [
    'parent-injects-post-build',
    'a parent injects the variables of its children',
    { 'shop/prepuller-shop': told('shop:1.0.0', '1.5'), 'raw/prepuller-raw': told('raw:1.0.0') },
  ],
  [
    'target-namespace',
    'pods run where the release says, and a range gives the version',
    { 'runs-here/prepuller-shop': told('shop:3.1.0') },
  ],
  [
    'generated-config-map',
    'values come from a ConfigMap with a hash in its name',
    { 'shop/prepuller-shop': told('shop:1.0.0', '4.5.6') },
  ],
  [
    'variables-and-precedence',
    'inline values beat valuesFrom, and inline variables substituteFrom',
    { 'shop/prepuller-shop': told('shop:1.0.0', 'inline') },
  ],
  [
    'secret-target-path',
    "a Secret's `false` switches a part off, as a boolean",
    { 'shop/prepuller-shop': told('shop:1.0.0') },
  ],
  [
    'helm-chart-over-oci',
    'a HelmChart brings the values file of the chart',
    { 'shop/prepuller-shop': told('shop:1.2.3', 'of-the-values-file') },
  ],
  [
    'post-renderers',
    'a post-renderer renames an image',
    { 'shop/prepuller-shop': ['registry.example.com/shop:1.0.0', 'registry.example.com/web:none'] },
  ],
  [
    'unreached',
    'a labelled file that no Kustomization reaches is left out',
    { 'shop/prepuller-shop': told('shop:1.0.0') },
  ],
  [
    'one-cluster-of-two',
    'cluster-name chooses production',
    { 'shop/prepuller-shop': told('shop:1.2.3') },
    'production',
  ],
  ['kubernetes-apps-layout', 'components and ks.yaml files', { 'media/prepuller-player': told('app-template:4.0.0') }],
])('%s: %s', async (scenario, _, expected, clusterName = '') => {
  expect(await imagesOf(scenario, clusterName)).toEqual(expected);
});
