import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRepository, type Repository } from '../../../src/flux/files/repository.js';
import { createBuilder } from '../../../src/flux/kustomize/builder.js';
import { jsonText } from '../../../src/flux/kustomize/json-text.js';
import { fileReferences, isKustomizationFile } from '../../../src/flux/kustomize/kustomization-file.js';
import type { JsonObject } from '../../../src/json.js';
import { createTools } from '../../../src/tools/tools.js';
import { type Files, temporaryFolder, writeFiles } from '../../support/checkout.js';
import { emptyCache, useKubectl } from '../repository.js';

beforeAll(useKubectl);

/** What kustomize itself makes of the folder, as Flux runs it; `undefined` where it fails. */
async function buildAsWritten(folder: string): Promise<string | undefined> {
  const { command, args } = await createTools().kustomize();
  const all = [...args, '--load-restrictor', 'LoadRestrictionsNone', folder];
  const { stdout, exitCode } = await execa(command, all, { reject: false, stripFinalNewline: false });
  return exitCode === 0 ? withoutOrigins(stdout) : undefined;
}

async function buildRewritten(repository: Repository, folder: string): Promise<string | undefined> {
  const builder = createBuilder({ ...repository, tools: createTools(), cache: await emptyCache() }, 1);
  const { documents, failed } = await builder.build(repository.kustomizations.graphOf(folder), {});
  await builder.close();
  return failed ? undefined : withoutOrigins(documents.map(({ text }) => text).join('---\n'));
}

/** Also without annotations that are left empty by it. */
function withoutOrigins(output: string): string {
  return output
    .replace(/^ {4}config\.kubernetes\.io\/origin: \|\n(?: {6}.*\n)+/gm, '')
    .replace(/^ {2}annotations:(?: \{\})?\n(?! {4})/gm, '');
}

const resource = (kind: string, name: string, more = '') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: example.com/web:1
        envFrom: [{configMapRef: {name: settings}}]
`;
const plugin = (kind: string, more: string) => `apiVersion: builtin\nkind: ${kind}\nmetadata: {name: x}\n${more}`;
const mergePatch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n';
const jsonPatch = '- {op: add, path: /metadata/annotations, value: {patched: "yes"}}\n';

/** All that the random kustomizations name, in their folder `apps`, above it and beside it. */
const surroundings: Files = {
  'apps/deployment.yaml': deployment,
  'apps/config.yaml': resource('ConfigMap', 'config', 'data: {a: "1", b: on, c: 0775}\n'),
  'shared/service.yaml': resource('Service', 'web', 'spec: {selector: {app: web}, ports: [{port: 80}]}\n'),
  'shared/list.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${resource('ConfigMap', 'listed').replaceAll('\n', '\n  ').trim()}\n`,
  'base/kustomization.yml':
    'resources: [base.yaml]\nnameSuffix: -base\nconfigMapGenerator: [{name: b, literals: [a=b]}]\n',
  'base/base.yaml': resource('ConfigMap', 'base'),
  'apps/sub/Kustomization': 'resources: [sub.yaml]\ncommonAnnotations: {sub: "true"}\n',
  'apps/sub/sub.yaml': resource('ConfigMap', 'sub'),
  'component/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: ../shared/add.json, target: {kind: ConfigMap}}]\n',
  'shared/add.json': '[{"op": "add", "path": "/data", "value": {"component": "was here"}}]',
  'shared/patch.yaml': mergePatch,
  'apps/patch.yaml': mergePatch.replace('replicas: 3', 'paused: true'),
  'apps/json-patch.yaml': jsonPatch,
  'shared/data.txt': 'some data\n  and more\n',
  'apps/local.env': 'KEY=value\nOTHER=1\n',
  'apps/replacement.yaml':
    'source: {kind: Deployment, name: web, fieldPath: metadata.name}\ntargets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.annotations.web], options: {create: true}}]\n',
  'shared/labels.yaml': plugin(
    'LabelTransformer',
    'labels: {team: "1.10"}\nfieldSpecs: [{path: metadata/labels, create: true}]\n',
  ),
  'apps/generator.yaml': plugin('ConfigMapGenerator', 'files: [../shared/data.txt]\nenvs: [local.env]\n'),
  'apps/configuration.yaml': 'commonAnnotations: [{path: spec/note, create: true, kind: ConfigMap}]\n',
};

const text = fc.constantFrom(
  'on',
  '1.10',
  'plain',
  'with "quotes" and \\',
  'two\nlines',
  '\u00e9 \u2028 \u{1f600}',
  'a: b # c',
  "it's",
);
const some = <T>(...items: T[]) => fc.subarray(items, { minLength: 0 });
const generatorOptions = fc.record(
  {
    disableNameSuffixHash: fc.boolean(),
    immutable: fc.boolean(),
    labels: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'on')),
  },
  { requiredKeys: [] },
);
const generator = (name: string) =>
  fc.record(
    {
      name: fc.constant(name),
      files: some('../shared/data.txt', 'key=deployment.yaml'),
      envs: some('local.env'),
      literals: fc
        .array(text, { maxLength: 2 })
        .map((values) => values.map((value, index) => `literal${index}=${value}`)),
      options: generatorOptions,
    },
    { requiredKeys: ['name'] },
  );
const target = { kind: 'ConfigMap' };

const kustomization = fc.record(
  {
    apiVersion: fc.constant('kustomize.config.k8s.io/v1beta1'),
    kind: fc.constant('Kustomization'),
    metadata: fc.record({ name: fc.constant('random'), annotations: fc.constant({ note: 'x' }) }, { requiredKeys: [] }),
    resources: some('config.yaml', './../shared/service.yaml', '../base', 'sub/', '../shared/list.yaml').map(
      (names) => ['deployment.yaml', ...names],
    ),
    components: some('../component'),
    namePrefix: fc.constantFrom('p-', ''),
    nameSuffix: fc.constantFrom('-s', ''),
    namespace: fc.constantFrom('web', 'other'),
    commonLabels: fc.dictionary(fc.constantFrom('one', 'two'), fc.constantFrom('x', 'on', '1.10')),
    labels: some(
      { pairs: { three: 'x' }, includeTemplates: true },
      { pairs: { four: '4' }, fields: [{ path: 'spec/labels', create: true, kind: 'Deployment' }] },
    ),
    commonAnnotations: fc.dictionary(fc.constantFrom('five', 'six/seven'), text),
    patches: some<object>(
      { path: 'patch.yaml' },
      { path: '../shared/patch.yaml' },
      { path: 'json-patch.yaml', target },
      { patch: mergePatch, options: { allowNameChange: true } },
      { patch: jsonPatch, target: { ...target, annotationSelector: 'patched!=no' } },
    ),
    patchesStrategicMerge: some('patch.yaml', mergePatch, mergePatch.replace('replicas: 3', 'minReadySeconds: 7')),
    patchesJson6902: some<object>(
      { path: 'json-patch.yaml', target: { version: 'v1', kind: 'ConfigMap', name: 'config' } },
      { patch: jsonPatch, target: { group: 'apps', version: 'v1', kind: 'Deployment', name: 'web' } },
    ),
    images: some({ name: 'example.com/web', newTag: '1.10' }, { name: 'example.com/web', newName: 'mirror/web' }),
    replicas: some({ name: 'web', count: 5 }),
    replacements: some<object>(
      { path: 'replacement.yaml' },
      {
        source: {
          kind: 'Deployment',
          name: 'web',
          fieldPath: 'spec.template.spec.containers.0.image',
          options: { delimiter: ':', index: 1 },
        },
        targets: [{ select: target, reject: [{ name: 'base' }], fieldPaths: ['data.tag'], options: { create: true } }],
      },
    ),
    configMapGenerator: fc.tuple(generator('settings'), generator('more')).map((both) => [...both]),
    secretGenerator: generator('secret').map((one) => [{ ...one, type: 'Opaque' }]),
    generatorOptions,
    generators: some('generator.yaml'),
    transformers: some(
      '../shared/labels.yaml',
      plugin('PrefixTransformer', 'prefix: q-\nfieldSpecs: [{path: metadata/name}]\n'),
      plugin('PatchTransformer', 'path: ../shared/patch.yaml\n'),
    ),
    configurations: some('configuration.yaml'),
    vars: some({
      name: 'NAME',
      objref: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      fieldref: { fieldPath: 'metadata.name' },
    }),
    sortOptions: fc.constantFrom(
      { order: 'fifo' },
      { order: 'legacy', legacySortOptions: { orderFirst: ['ConfigMap'], orderLast: ['Service'] } },
    ),
    buildMetadata: some('originAnnotations', 'managedByLabel'),
  },
  { requiredKeys: ['resources'] },
);

const fixtures = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const fixtureRepositories = [
  ...readdirSync(path.join(fixtures, 'flux')).map((name) => path.join(fixtures, 'flux', name, 'repository')),
  path.join(fixtures, 'seed'),
  path.join(fixtures, 'flux-gated'),
];

function isBuiltAlone({ kustomizations }: Repository, folder: string): boolean {
  const { top, remote, faults } = kustomizations.graphOf(folder);
  // Of a folder whose kustomization the source leaves out, Flux builds one of its own; what is behind a link it does not have.
  const isWritten = top.file !== undefined && !faults.some(({ message }) => message.includes('is a symbolic link'));
  return isWritten && top.content.kind !== 'Component' && remote.length === 0;
}

describe('What is written anew is built as what was written', () => {
  it('for kustomizations of known fields, byte for byte', async () => {
    const root = await temporaryFolder('rewriting');
    await writeFiles(root, surroundings);
    let built = 0;
    await fc.assert(
      fc.asyncProperty(kustomization, async (content) => {
        await writeFiles(root, { 'apps/kustomization.yaml': jsonText(content as JsonObject) });
        const repository = openRepository({ root, outputPath: 'out' });
        const expected = await buildAsWritten(path.join(root, 'apps'));
        expect(await buildRewritten(repository, 'apps')).toBe(expected);
        built += expected === undefined ? 0 : 1;
        const { staged } = repository.kustomizations.graphOf('apps').top;
        expect(fileReferences(staged).filter((reference) => !/^\.\.?\//.test(reference.target))).toEqual([]);
      }),
      { numRuns: 150, seed: 20_260_101 },
    );
    expect(built).toBeGreaterThan(40);
  }, 600_000);

  it.each(fixtureRepositories)('for the kustomizations of %s', async (root) => {
    const repository = openRepository({ root, outputPath: 'not-there' });
    for (const folder of repository.files.all.filter(isKustomizationFile).map(path.posix.dirname)) {
      if (!isBuiltAlone(repository, folder)) continue;
      // Where nothing is left, kustomize wants something to be said, and Flux says it.
      const expected = (await buildAsWritten(path.join(root, folder))) ?? '';
      expect((await buildRewritten(repository, folder)) ?? '', folder).toBe(expected);
    }
  });
});
