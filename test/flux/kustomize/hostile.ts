import type { Files } from '../../support/checkout.js';

/** What a hostile repository wants to read. */
export interface Loot {
  /** Absolute path of a file outside of what may be read. */
  secret: string;
  /** Absolute path of the checkout, whose kustomization at the top holds its own `.git/config`. */
  checkout: string;
  /** URL of a server on this machine. */
  url: string;
}

export interface Way {
  about: string;
  /** Beside `apps/config.yaml`, a ConfigMap; the folder `apps` is built. */
  files: Files;
  /** Where the fault is said, as `file:line`. */
  place: string;
}

export const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n';
const file = 'apps/kustomization.yaml';
const resources = 'resources: [config.yaml]\n';

/** Lines that a kustomization must not have; the fault is said of its second line, unless another is given. */
function line(about: string, text: string, lineNumber = 2): Way {
  return { about, files: { [file]: `${resources}${text}\n` }, place: `${file}:${lineNumber}` };
}

/** A configuration of a generator or transformer in a file of its own. */
function plugin(about: string, text: string, lineNumber: number): Way {
  return {
    about,
    files: { [file]: `${resources}generators: [plugin.yaml]\n`, 'apps/plugin.yaml': text },
    place: `apps/plugin.yaml:${lineNumber}`,
  };
}

const generator = 'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: loot}\n';

/** Ways of which it was measured that they led out of the checkout. */
export function measuredWays({ secret, checkout, url }: Loot): Way[] {
  const climb = `${'../'.repeat(20)}${checkout.slice(1)}`;
  return [
    line('a field in lower case', `configmapgenerator: [{name: loot, files: [x=${secret}]}]`),
    line('a field of an item in title case', `configMapGenerator: [{name: loot, Files: [x=${secret}]}]`),
    line('a field of an item in upper case', `configMapGenerator: [{name: loot, FILES: [x=${secret}]}]`),
    line('bases in title case', `Bases: [${climb}]`),
    line('a path in title case', `patches: [{Path: ${secret}}]`),
    line('the long s', `configMapGenerator: [{name: loot, "file\u017f": [x=${secret}]}]`),
    plugin('the Kelvin sign', generator.replace('kind', '\u212aind').concat(`files: [x=${secret}]\n`), 1),
    {
      about: 'a path in base64 in a nested kustomization',
      files: {
        [file]: 'resources: [config.yaml, nested]\n',
        'apps/nested/kustomization.yaml': `configMapGenerator:\n  - name: loot\n    files:\n      - !!binary ${Buffer.from(`x=${secret}`).toString('base64')}\n`,
      },
      place: 'apps/nested/kustomization.yaml:4',
    },
    plugin('a generator in a file', `${generator}files: [x=${secret}]\n`, 4),
    plugin(
      'a generator in a list',
      `apiVersion: v1\nkind: ConfigMapGeneratorList\nitems: [{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: loot}, files: [x=${secret}]}]\n`,
      2,
    ),
    {
      about: 'a folder of generators whose own patch gives one its files',
      files: {
        [file]: `${resources}generators: [plugins]\n`,
        'apps/plugins/kustomization.yaml': `resources: [plugin.yaml]\npatches: [{patch: '{apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: loot}, files: [x=${secret}]}'}]\n`,
        'apps/plugins/plugin.yaml': generator,
      },
      place: `${file}:2`,
    },
    ...[
      ['U+2028', '\u2028'],
      ['U+0085', '\u0085'],
      ['a lone CR', '\r'],
    ].map(([about, end]) =>
      line(`a comment that ends with ${about}`, `#${end}configMapGenerator: [{name: loot, files: [x=${secret}]}]`),
    ),
    line('a URL in a field in title case', `configMapGenerator: [{name: loot, Files: ["x=${url}"]}]`),
    line('resources in title case with a URL', `Resources: ["${url}"]`),
    line('a device', 'configMapGenerator: [{name: loot, files: [x=/dev/zero]}]'),
  ];
}

/** Ways that were thought of beside them. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: it is one table.
export function furtherWays({ secret, checkout, url }: Loot): Way[] {
  const climb = `${'../'.repeat(20)}${checkout.slice(1)}`;
  const up = `${'../'.repeat(20)}${secret.slice(1)}`;
  const files = `configMapGenerator: [{name: loot, files: [x=${secret}]}]`;
  return [
    line('the same field twice', `resources: [config.yaml]\n${files}`),
    line(
      'two spellings of one field',
      `configMapGenerator: []\nCONFIGMAPGENERATOR: [{name: loot, files: [x=${secret}]}]`,
      3,
    ),
    line('an escaped name of a field', `"\\x43onfigMapGenerator": [{name: loot, files: [x=${secret}]}]`),
    line(
      'a merge key that brings a field',
      `<<: {Files: [x=${secret}], configmapGenerator: [{name: loot, files: [x=${secret}]}]}`,
      1,
    ),
    line('an anchor that brings the items', `configMapGenerator: [{name: &a "x=${secret}", files: [*a]}]`),
    line(
      'an anchor on an unknown field',
      `x-files: &loot [x=${secret}]\nconfigMapGenerator: [{name: loot, files: *loot}]`,
    ),
    line('a tag of the document', `configMapGenerator: !loot [{name: loot, files: [x=${secret}]}]`),
    line('a field from a directive', `configMapGenerator: [{name: loot, files: [!<tag:yaml.org,2002:binary> eA==]}]`),
    line('a second document', `---\n${files}`, 3),
    line('files as a text', `configMapGenerator: [{name: loot, files: "x=${secret}"}]`),
    line('files as a map', `configMapGenerator: [{name: loot, files: {x: ${secret}}}]`),
    line('a list in the list', `configMapGenerator: [{name: loot, files: [[x=${secret}]]}]`),
    line('a file from above by dots', `configMapGenerator: [{name: loot, files: [x=${up}]}]`),
    line('an env file', `secretGenerator: [{name: loot, envs: [${secret}]}]`),
    line('the old env', `secretGenerator: [{name: loot, env: ${secret}}]`),
    line('the environment of the process', 'configMapGenerator: [{name: loot, files: [x=/proc/self/environ]}]'),
    line('the environment of the parent', 'configMapGenerator: [{name: loot, files: [x=/proc/1/environ]}]'),
    line(
      'the working folder of the process',
      'configMapGenerator: [{name: loot, files: [x=/proc/self/cwd/.git/config]}]',
    ),
    line('a component from outside', `components: [${climb}]`),
    line('a base from outside', `bases: [${climb}]`),
    { about: 'a resource from outside', files: { [file]: `resources: [config.yaml, ${climb}]\n` }, place: `${file}:1` },
    line('values of a Helm chart', `helmCharts: [{name: loot, valuesFile: ${secret}}]`),
    line('further values of a Helm chart', `helmCharts: [{name: loot, additionalValuesFiles: [${secret}]}]`),
    line('the home of Helm charts', `helmGlobals: {chartHome: ${climb}}`),
    line('the old field of Helm charts', `helmChartInflationGenerator: [{chartName: loot, values: ${secret}}]`),
    line('a schema', `openapi: {path: ${secret}}`),
    line('a schema in title case', `openapi: {Path: ${secret}}`),
    line('configurations', `configurations: [${secret}]`),
    line('crds', `crds: [${secret}]`),
    line('a replacement', `replacements: [{path: ${secret}}]`),
    line('a replacement in title case', `replacements: [{Path: ${secret}}]`),
    line('a patch', `patches: [{path: ${secret}}]`),
    line('a patch of the older kind', `patchesStrategicMerge: [${secret}]`),
    line('a JSON patch', `patchesJson6902: [{path: ${secret}, target: {version: v1, kind: ConfigMap, name: config}}]`),
    line('a validator', `validators: [${secret}]`),
    line(
      'a transformer in the kustomization',
      `transformers: ["{apiVersion: builtin, kind: PatchTransformer, metadata: {name: x}, path: ${secret}}"]`,
    ),
    line(
      'a transformer in the kustomization, in title case',
      `transformers: ["{apiVersion: builtin, kind: PatchTransformer, metadata: {name: x}, Path: ${secret}}"]`,
    ),
    line(
      'a transformer that is a program',
      'transformers: ["{apiVersion: v1, kind: X, metadata: {name: x, annotations: {config.kubernetes.io/function: \'exec: {path: /bin/sh}\'}}}"]',
    ),
    plugin(
      'a file of targets',
      `${generator.replace('ConfigMapGenerator', 'ValueAddTransformer')}targetFilePath: ${secret}\n`,
      4,
    ),
    plugin(
      'a file of patches',
      `${generator.replace('ConfigMapGenerator', 'PatchStrategicMergeTransformer')}paths: [${secret}]\n`,
      4,
    ),
    plugin(
      'a generator of Helm charts',
      `${generator.replace('ConfigMapGenerator', 'HelmChartInflationGenerator')}valuesFile: ${secret}\n`,
      2,
    ),
    plugin('a kind said twice', `kind: HashTransformer\n${generator}files: [x=${secret}]\n`, 3),
    plugin('a second generator behind a first', `${generator}---\n${generator}envs: [${secret}]\n`, 8),
    line('a URL of a file', `configMapGenerator: [{name: loot, files: ["x=${url}"]}]`),
    line('a URL of a patch', `patches: [{path: "${url}"}]`),
    line('a URL of crds', `crds: ["${url}"]`),
    line('a URL of a schema', `openapi: {path: "${url}"}`),
    line('a URL of configurations', `configurations: ["${url}"]`),
    line('a URL of a transformer', `transformers: ["${url}"]`),
    line('a repository as transformers', 'transformers: ["git@127.0.0.1:team/loot"]'),
    {
      about: 'a kustomization in JSON',
      files: {
        [file]: JSON.stringify({
          resources: ['config.yaml'],
          configMapGenerator: [{ name: 'loot', Files: [`x=${secret}`] }],
        }),
      },
      place: `${file}:1`,
    },
    {
      about: 'a kustomization under another name beside the first',
      files: { [file]: resources, 'apps/Kustomization': `${files}\n` },
      place: file,
    },
  ];
}
