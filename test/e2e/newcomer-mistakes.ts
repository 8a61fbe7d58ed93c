// biome-ignore-all lint/style/noExcessiveLinesPerFile: a table with one row a mistake, which is read as a whole
import type { Files } from '../support/checkout.js';
import type { StepOptions } from '../support/runner.js';

/** A repository as a new user has it: one cluster, one labelled release of the chart `web`. */
const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: web
  namespace: web
  labels:
    prepuller: enabled
spec:
  chart:
    spec:
      chart: web
      sourceRef:
        kind: HelmRepository
        name: examples
        namespace: flux-system
`;

const kustomization = (name: string, path: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 1h
  prune: true
  path: ./${path}
  sourceRef: { kind: GitRepository, name: flux-system }
`;

export const base: Files = {
  'clusters/production/apps.yaml': kustomization('apps', 'apps'),
  'clusters/production/infrastructure.yaml': kustomization('infrastructure', 'infrastructure'),
  'clusters/production/flux-system/gotk-sync.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "https://forge.example.com/platform/cluster", ref: { branch: main } }
---
${kustomization('flux-system', 'clusters/production')}`,
  'apps/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n',
  'apps/web/release.yaml': release,
  'infrastructure/sources/examples.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: examples, namespace: flux-system }
spec: { url: "https://charts.example.com" }
`,
};

const file = 'apps/web/release.yaml';
const withLabel = (line: string) => ({ [file]: release.replace('prepuller: enabled', line) });
const without = (text: string, ...more: [string, string][]) =>
  more.reduce((result, [from, to]) => result.replace(from, to), release.replace(text, ''));
const labels = '  labels:\n    prepuller: enabled\n';
const annotated = (line: string) => ({
  [file]: release.replace('  labels:', `  annotations:\n    ${line}\n  labels:`),
});
const plain = (kind: string, apiVersion: string, name: string, more: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: flux-system\n${labels}${more}`;

export interface Mistake {
  files?: Files;
  inputs?: Record<string, string>;
  event?: Record<string, string>;
  env?: Record<string, string>;
  tools?: NonNullable<StepOptions['tools']>;
  /** A good run first, the files of which are committed. */
  afterGoodRun?: boolean;
  sparse?: string[];
  exitCode?: number;
}

/** No mistake after all: the one release is found, its file written and pushed, and there is nothing to say. */
const warmed = [
  /^(?![\s\S]*\n::(?:error|warning|notice))/,
  /^(?:::group::)?Found 1 HelmRelease with the label prepuller=enabled$/m,
  /^added: infrastructure\/prepullers\/prepuller-web\.yaml$/m,
  /^Pushed [0-9a-f]{40} to main\.$/m,
];

/** By the numbers that the mistakes have had since a new user made them. */
export const mistakes: [string, Mistake, RegExp[]][] = [
  [
    '01 a',
    { files: withLabel('prepuller: enable') },
    [
      /^::warning file=apps\/web\/release\.yaml,line=7\b.*HelmRelease web\/web.*prepuller: "enable".*only "enabled" opts in/m,
    ],
  ],
  ['01 b', { files: withLabel('prepuller: "true"') }, [/^::warning .*line=7\b.*prepuller: "true".*only "enabled"/m]],
  ['01 c', { files: withLabel('prepuller: true') }, [/^::warning .*line=7\b.*prepuller: true.*only "enabled"/m]],
  [
    '01 d',
    { files: withLabel('prepuler: enabled') },
    [/^::notice .*line=7\b.*No HelmRelease of 1 .*prepuller=enabled.*web\/web has prepuler: "enabled"/m],
  ],
  [
    '01 e',
    { files: withLabel('prepuller: Enabled') },
    [/^::warning .*line=7\b.*prepuller: "Enabled".*only "enabled"/m],
  ],
  ['01 f', { files: withLabel('prepuller: on') }, [/^::warning .*line=7\b.*prepuller: "on".*only "enabled"/m]],
  [
    '02 a',
    { files: { [file]: release.replace('labels:', 'annotations:') } },
    [/^::warning .*line=7\b.*HelmRelease web\/web.*annotation.*metadata\.labels/m],
  ],
  [
    '02 b',
    { files: { [file]: `${without(labels)}  values:\n    prepuller: enabled\n` } },
    [/^::warning .*line=15\b.*HelmRelease web\/web.*spec\.values.*metadata\.labels/m],
  ],
  [
    '03 a',
    {
      files: {
        [file]: without(labels),
        'infrastructure/sources/examples.yaml': plain(
          'HelmRepository',
          'source.toolkit.fluxcd.io/v1',
          'examples',
          'spec: { url: "https://charts.example.com" }\n',
        ),
      },
    },
    [/^::warning .*line=7\b.*HelmRepository flux-system\/examples: It carries the label/m],
  ],
  [
    '03 b',
    {
      files: {
        [file]: without(labels),
        'clusters/production/apps.yaml': kustomization('apps', 'apps').replace(
          'namespace: flux-system }',
          'namespace: flux-system, labels: { prepuller: enabled } }',
        ),
      },
    },
    warmed,
  ],
  [
    '04',
    {
      files: {
        [file]: without(labels),
        'apps/plain.yaml': plain(
          'Deployment',
          'apps/v1',
          'plain',
          'spec:\n  selector: { matchLabels: { a: b } }\n  template:\n    metadata: { labels: { a: b } }\n    spec:\n      containers: [{ name: a, image: "ghcr.io/acme/plain:1.2" }]\n',
        ),
      },
    },
    [
      /Found 0 HelmReleases and 1 other object with the label/,
      /^Deployment flux-system\/plain: of Kustomization flux-system\/apps, in apps\/plain\.yaml$/m,
      /^ghcr\.io\/acme\/plain:1\.2$/m,
      /^added: infrastructure\/prepullers\/prepuller-kustomization-flux-system-apps\.yaml$/m,
    ],
  ],
  [
    '05 a',
    { inputs: { 'cluster-name': 'prod' }, exitCode: 1 },
    [/^::error::Input 'cluster-name' is "prod".*Found: clusters\/production\. Did you mean production\?/m],
  ],
  [
    '05 b',
    {
      files: {
        'clusters/production/apps.yaml': null,
        'clusters/production/infrastructure.yaml': null,
        'clusters/production/flux-system/gotk-sync.yaml': null,
        'kubernetes/flux/apps.yaml': kustomization('apps', 'apps'),
        'kubernetes/flux/infrastructure.yaml': kustomization('infrastructure', 'infrastructure'),
      },
      inputs: { 'cluster-name': 'production' },
      exitCode: 1,
    },
    [/^::error::Input 'cluster-name'.*one cluster \(kubernetes\/flux\): leave cluster-name empty/m],
  ],
  ['05 c', { inputs: { 'cluster-name': 'clusters/production' } }, warmed],
  [
    '05 d',
    { inputs: { 'cluster-name': './clusters/production' }, exitCode: 1 },
    [/^::error::Input 'cluster-name' is "\.\/clusters\/production": it must be the name of a folder/m],
  ],
  [
    '05 e',
    { inputs: { 'cluster-name': 'Production' }, exitCode: 1 },
    [/^::error::Input 'cluster-name' is "Production".*Did you mean production\?/m],
  ],
  [
    '06 a',
    { inputs: { 'prepuller-output-path': '/x' }, exitCode: 1 },
    [/^::error::Input 'prepuller-output-path' is ".*x": it must be a folder inside the repository/m],
  ],
  [
    '06 b',
    { inputs: { 'prepuller-output-path': '../x' }, exitCode: 1 },
    [/^::error::Input 'prepuller-output-path' is ".*x": it must be a folder inside the repository/m],
  ],
  [
    '06 c',
    { inputs: { 'prepuller-output-path': 'apps' }, exitCode: 1 },
    [/^::error.*prepuller-output-path.*apps.*apps\/namespace\.yaml.*folder of its own/m],
  ],
  [
    '06 d',
    { inputs: { 'prepuller-output-path': 'infrastructure' }, exitCode: 1 },
    [/^::error.*prepuller-output-path.*infrastructure\/sources\/examples\.yaml.*folder of its own/m],
  ],
  [
    '07 a',
    { inputs: { 'prepuller-output-path': 'deploy/warm' } },
    [/^::warning.*No Flux Kustomization.*builds deploy\/warm/m, /kind: Kustomization/, /path: \.\/deploy\/warm/],
  ],
  [
    '07 b',
    {
      files: {
        'infrastructure/kustomization.yaml': 'resources:\n  - sources\n',
        'infrastructure/sources/kustomization.yaml': 'resources:\n  - examples.yaml\n',
      },
    },
    [/^::warning file=infrastructure\/kustomization\.yaml.*does not list prepullers/m],
  ],
  [
    '10',
    { files: { [file]: release.replace('chart: web\n', 'chart: wbe\n') }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=11\b.*no chart.*wbe.*web/m],
  ],
  [
    '11 a',
    { files: { [file]: release.replace('chart: web\n', 'chart: web\n      version: 66.x\n') }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=12\b.*no version of web that fits '66\.x'; the newest is/m],
  ],
  [
    '11 b',
    { files: { [file]: release.replace('chart: web\n', 'chart: web\n      version: latest\n') }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=12\b.*no version of web that fits 'latest'; the newest is/m],
  ],
  [
    '12 a',
    { inputs: { 'exclude-images': '*redis*' }, exitCode: 1 },
    [/^::error::Input 'exclude-images' is "\*redis\*": it is no regular expression/m],
  ],
  [
    '12 b',
    { files: annotated('prepuller-exclude: "*redis*"'), exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml.*prepuller-exclude: "\*redis\*" is no regular expression of RE2/m],
  ],
  [
    '12 c',
    { files: annotated('prepuller-excludes: redis') },
    [/^::warning file=apps\/web\/release\.yaml,line=7\b.*prepuller-excludes.*prepuller-exclude\b/m],
  ],
  [
    '12 d',
    { inputs: { 'exclude-images': 'nothing-like-it' } },
    [/^::notice.*exclude-images.*nothing-like-it.*no image/m],
  ],
  [
    '12 e',
    { inputs: { 'exclude-objects': 'Deployment/nope' } },
    [/^::notice.*exclude-objects.*Deployment\/nope.*Deployment\/web/m],
  ],
  [
    '12 f',
    { files: annotated('prepuller/exclude: redis') },
    [/^::warning .*line=7\b.*prepuller\/exclude.*prepuller-exclude\b/m],
  ],
  [
    '12 g',
    { inputs: { 'exclude-objects': 'HelmRelease/web' } },
    [/^::notice.*exclude-objects.*HelmRelease\/web.*Deployment\/web/m],
  ],
  [
    '12 h',
    { files: annotated('prepuller-exclude: "nginx"') },
    [/^::notice file=apps\/web\/release\.yaml.*all of its images \(1\) are excluded by .*prepuller-exclude/m],
  ],
  ['13 a', { inputs: { check: 'yes' }, exitCode: 1 }, [/^::error::Input 'check' is "yes": it must be true or false/m]],
  [
    '13 b',
    { inputs: { strategy: 'initContainer' }, exitCode: 1 },
    [/^::error::Input 'strategy' is "initContainer": it must be one of init, container, volume/m],
  ],
  [
    '14',
    { env: { INPUT_CLUSTER: 'production', 'INPUT_OUTPUTS-PATH': 'x' } },
    [/^::warning.*'cluster'.*cluster-name/m, /^::warning.*'outputs-path'.*prepuller-output-path/m],
  ],
  [
    '15',
    {
      files: {
        '.forgejo/workflows/prepuller.yaml':
          "on:\n  push:\n    branches: [main]\n    paths: ['apps/**']\njobs:\n  prepuller:\n    runs-on: docker\n    steps:\n      - uses: https://forge.example.com/platform/prepuller@v1\n",
      },
    },
    [
      /^::notice file=\.forgejo\/workflows\/prepuller\.yaml.*Its paths leave out infrastructure\/sources\/examples\.yaml/m,
    ],
  ],
  // What a sparse checkout leaves out is read from the commit itself.
  ['18 a', { sparse: ['apps', 'clusters'] }, warmed],
  ['18 b', { sparse: ['infrastructure', 'clusters'] }, warmed],
  [
    '18 c',
    { afterGoodRun: true, files: withLabel('prepuller: enable') },
    [/^::notice.*no longer labelled: HelmRelease web\/web.*removed/m],
  ],
  [
    '20 b',
    {
      afterGoodRun: true,
      inputs: { 'cluster-name': 'staging' },
      files: { 'clusters/staging/apps.yaml': kustomization('apps', 'apps') },
      exitCode: 1,
    },
    [/^::error.*infrastructure\/prepullers.*generated for.*production.*staging.*prepuller-output-path/m],
  ],
  [
    '22',
    { files: { [file]: release.replace('spec:\n', 'spec:\n  suspend: true\n') } },
    [/^web\/web \(suspended\): /m, ...warmed],
  ],
  [
    '23 a',
    {
      files: {
        [file]: without(labels),
        'apps/kustomization.yaml':
          'resources: [namespace.yaml, web/release.yaml]\npatches:\n  - target: { kind: HelmRelease }\n    patch: |\n      - op: add\n        path: /metadata/labels/prepuller\n        value: enabled\n',
      },
      exitCode: 1,
    },
    [/^::error file=apps\/kustomization\.yaml.*add operation does not apply.*\/metadata\/labels\/prepuller/m],
  ],
  [
    '24 a',
    { files: { [file]: `${release}  valuesFrom: [{ kind: Secret, name: nope }]\n` } },
    [/^::warning.*Secret nope.*prepuller-include/m],
  ],
  [
    '24 b',
    { files: { [file]: `${release}  valuesFrom: [{ kind: ConfigMap, name: nope }]\n` }, exitCode: 1 },
    [/^::error.*ConfigMap nope.*Add it/m],
  ],
  [
    '24 c',
    {
      files: {
        [file]: `${release}  values: { image: { tag: "\${TAG}" } }\n`,
        'clusters/production/apps.yaml': `${kustomization('apps', 'apps')}  postBuild: { substitute: { A: b } }\n`,
      },
    },
    [/^::warning file=apps\/web\/release\.yaml,line=16\b.*variable TAG is not set.*substitutions/m],
  ],
  [
    '25',
    {
      files: {
        [file]: `apiVersion: fluxcd.controlplane.io/v1\nkind: ResourceSet\nmetadata: { name: web, namespace: web }\nspec:\n  resources:\n    - ${release.trimEnd().split('\n').join('\n      ')}\n`,
      },
    },
    warmed,
  ],
  [
    '26',
    { files: { 'elsewhere/release.yaml': release.replace('name: web\n', 'name: other\n') } },
    [/^::notice file=elsewhere\/release\.yaml.*no Kustomization/m],
  ],
  [
    '27 a',
    { files: { [file]: `${release}\tvalues: {}\n` }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=1\d\b.*web\/release\.yaml: Tabs are not allowed/m],
  ],
  [
    '27 b',
    { files: { 'apps/kustomization.yaml': 'resources: [namespace.yaml, web/nope.yaml]\n' }, exitCode: 1 },
    [/^::error .*apps\/kustomization\.yaml.*web\/nope\.yaml/m],
  ],
  [
    '28',
    { files: { [file]: `${release}  values: { image: not-a-map }\n` }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml.*cannot be rendered: .*can't evaluate field repository/m],
  ],
  [
    '29',
    { tools: 'none', env: { HTTPS_PROXY: 'http://127.0.0.1:1' }, exitCode: 1 },
    [/^::error::kustomize is not on the PATH.*Install kustomize in a step before this one/m],
  ],
  [
    '32 a',
    { inputs: { 'prepuller-label': 'prepuller=enabled' }, exitCode: 1 },
    [/^::error::Input 'prepuller-label' is "prepuller=enabled": it must be the key of a Kubernetes label/m],
  ],
  [
    '32 b',
    { inputs: { 'prepuller-label': 'warm' } },
    [/^::notice .*No HelmRelease of 1 .*warm=enabled.*web\/web has prepuller: "enabled"/m],
  ],
  [
    '33',
    { files: { 'infrastructure/prepullers/prepuller-web.yaml': 'kind: X\n' }, exitCode: 1 },
    [/^::error file=infrastructure\/prepullers\/prepuller-web\.yaml.*is in the way: it was not generated/m],
  ],
  [
    '34',
    { files: { '.gitignore': 'infrastructure/prepullers\n' }, exitCode: 1 },
    [
      /^::error::.*prepuller-web\.yaml is hidden from git by \.gitignore:1:infrastructure\/prepullers: take the pattern away/m,
    ],
  ],
  [
    '35 a',
    { inputs: { 'daemonset-patch': 'a: [' }, exitCode: 1 },
    [/^::error::Input 'daemonset-patch' is "a: \[": it must be a YAML map/m],
  ],
  [
    '35 b',
    { inputs: { 'daemonset-patch': 'spec: {template: {spec: {priorityclassname: x}}}' }, exitCode: 1 },
    [/^::error::Input 'daemonset-patch'.*priorityclassname is no field.*spec\.template\.spec\.priorityClassName/m],
  ],
  [
    '35 c',
    { inputs: { 'daemonset-patch': 'tolerations: [{operator: Exists}]\nspec: {}' }, exitCode: 1 },
    [/^::error::Input 'daemonset-patch'.*tolerations is no field.*belongs at spec\.template\.spec\.tolerations/m],
  ],
  [
    '35 d',
    { files: annotated('prepuller-strategy: sleep'), exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml.*strategy annotation is "sleep": it must be one of init, container/m],
  ],
  [
    '36',
    { inputs: { 'registry-credentials': 'user:pass' }, exitCode: 1 },
    [/^::error::Input 'registry-credentials'.* not HOST USER PASSWORD/m],
  ],
  [
    '37',
    {
      files: {
        'charts/old/Chart.yaml': 'apiVersion: v2\nname: old\nversion: 1.0.0\nkubeVersion: ">=1.30.0"\n',
        'charts/old/templates/a.yaml': 'kind: A\n',
        [file]: release
          .replace('chart: web', 'chart: ./charts/old')
          .replace('HelmRepository', 'GitRepository')
          .replace('name: examples', 'name: flux-system'),
      },
      inputs: { 'kube-version': '1.20.0' },
      exitCode: 1,
    },
    [/^::error file=apps\/web\/release\.yaml.*incompatible with Kubernetes v1\.20\.0: give .* in kube-version/m],
  ],
  [
    '40',
    { files: { [file]: release.replace('kind: HelmRepository', 'kind: Bucket') }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=14\b.*a Bucket, which is not supported: only HelmRepository/m],
  ],
  [
    '41',
    { inputs: { 'working-directory': 'cluster' }, exitCode: 1 },
    [/^::error::There is no folder \S+\/cluster: check the repository out.*working-directory/m],
  ],
  [
    '47',
    { inputs: { 'prepuller-namespace': 'warm' } },
    [/^::warning::Nothing in this repository declares the namespace warm .*'prepuller-namespace'.*Add it/m],
  ],
  [
    '50',
    { inputs: { concurrency: '0' }, exitCode: 1 },
    [/^::error::Input 'concurrency' is "0": it must be a whole number of at least 1/m],
  ],
  [
    '52',
    { inputs: { substitutions: 'TAG: 1.2' }, exitCode: 1 },
    [/^::error::Input 'substitutions' has a line that is not KEY=VALUE/m],
  ],
  [
    '62',
    { files: { [file]: release.replace('fluxcd.io/v2', 'fluxcd.io/v3') } },
    [/^::warning .*HelmRelease web\/web.*helm\.toolkit\.fluxcd\.io\/v3/m],
  ],
  [
    '63',
    { files: { [file]: release.replace('kind: HelmRelease', 'kind: Helmrelease') } },
    [/^::warning .*Helmrelease.*HelmRelease/m],
  ],
  [
    '64',
    { files: { [file]: release.replace('kind: HelmRepository', 'kind: HelmRepo') }, exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml,line=14\b.*a HelmRepo, which is not supported: only HelmRepository/m],
  ],
  [
    '69',
    { files: annotated('prepuller-include: "not a reference"'), exitCode: 1 },
    [/^::error file=apps\/web\/release\.yaml.*prepuller-include: "not a reference" is no image reference/m],
  ],
  [
    '08 a',
    {
      files: {
        'clusters/production/apps.yaml': kustomization('apps', 'apps').replace('name: flux-system }', 'name: other }'),
        'infrastructure/sources/other.yaml':
          'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: other, namespace: flux-system }\nspec: { url: "https://git.example.com/other" }\n',
      },
      inputs: { 'follow-sources': 'false' },
    },
    [/^::notice.*GitRepository flux-system\/other/m],
  ],
  [
    '08 b',
    { files: { [file]: release.replace('name: examples', 'name: nowhere') }, exitCode: 1 },
    [
      /^::error file=apps\/web\/release\.yaml,line=14\b.*HelmRepository flux-system\/nowhere is not in this repository/m,
    ],
  ],
  [
    '08 c',
    { files: { [file]: release.replace('        namespace: flux-system\n', '') }, exitCode: 1 },
    [
      /^::error file=apps\/web\/release\.yaml,line=14\b.*HelmRepository web\/examples is not.*there are flux-system\/examples/m,
    ],
  ],
  [
    '23 b',
    {
      files: {
        [file]: without(labels),
        'clusters/production/apps.yaml': `${kustomization('apps', 'apps')}  commonMetadata: { labels: { prepuller: enabled } }\n`,
      },
    },
    warmed,
  ],
  [
    '24 d',
    { files: { [file]: `${release}  values: { image: { tag: "\${TAG}" } }\n` } },
    [/^::warning file=apps\/web\/release\.yaml.*nginx:\$\{TAG\}" holds a variable that nothing has replaced/m],
  ],
  [
    '30',
    { inputs: { 'working-directory': 'nowhere' }, exitCode: 1 },
    [/^::error::There is no folder \S+\/nowhere: check the repository out in a step before this one/m],
  ],
  [
    '31 a',
    { event: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/1/merge' }, exitCode: 1 },
    [/^::error::refs\/pull\/1\/merge is no branch.*check: true/m],
  ],
  [
    '31 b',
    { event: { GITHUB_REF: 'refs/tags/v1' }, exitCode: 1 },
    [/^::error::refs\/tags\/v1 is a tag.*on branches only.*check: true/m],
  ],
  [
    '42',
    {
      files: {
        [file]: `${release}  valuesFrom: [{ kind: Secret, name: sealed }]\n`,
        'apps/web/secret.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata: { name: sealed, namespace: web }\nstringData: { values.yaml: "ENC[AES256_GCM,data:aaaa,type:str]" }\nsops: { version: 3.9.0 }\n',
      },
    },
    [/^::warning.*Secret sealed.*SOPS/m],
  ],
  [
    '49',
    { files: { [file]: `${release}  values: { image: { tag: latest } }\n` } },
    [/^::warning file=apps\/web\/release\.yaml.*nginx:latest" has no fixed tag.*set a tag/m],
  ],
];
