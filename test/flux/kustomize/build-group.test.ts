import { beforeAll, describe, expect, it } from 'vitest';
import type { Files } from '../../support/checkout.js';
import { useKubectl } from '../repository.js';
import { buildAll, buildAsGroup, buildOneByOne, isGroupableIn, jobOf, type Member, repositoryOf } from './together.js';

beforeAll(useKubectl);

const object = (apiVersion: string, kind: string, name: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;
const settings = 'configMapGenerator: [{name: settings, literals: [owner=NAME]}]\n';
const web = object(
  'apps/v1',
  'Deployment',
  'web',
  'spec: {template: {spec: {serviceAccountName: web, containers: [{name: web, envFrom: [{configMapRef: {name: settings}}]}]}}}\n',
);
const binding = (kind: string) =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: web}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: web, namespace: neighbour}]\n`;
const storageClass = object('storage.k8s.io/v1', 'StorageClass', 'fast', 'provisioner: x\n');
const claim = object('v1', 'PersistentVolumeClaim', 'data', 'spec: {storageClassName: fast}\n');
const rename = `patches: [{target: {name: fast}, patch: '[{"op": "replace", "path": "/metadata/name", "value": "slow"}]'}]\n`;

const resources = 'resources: [a.yaml]\n';

interface Case {
  about: string;
  /** Files of the folder `apps`, and those of `neighbour`; `resources` are added. */
  apps: Files;
  neighbour: Files;
  /** May both be made together, by what can be told before? */
  groupable: boolean;
  /** Is what kustomize makes of both used, if it is asked all the same? */
  used: boolean;
}

const cases: Case[] = [
  {
    about: 'objects of the same names',
    apps: { 'web.yaml': web, 'account.yaml': object('v1', 'ServiceAccount', 'web') },
    neighbour: { 'web.yaml': web, 'account.yaml': object('v1', 'ServiceAccount', 'web') },
    groupable: true,
    used: true,
  },
  {
    about: 'a generator with the name that the neighbour refers to',
    apps: { 'web.yaml': web },
    neighbour: { 'web.yaml': web, 'kustomization.yaml': settings },
    groupable: true,
    used: true,
  },
  {
    about: 'generators of one name with different content',
    apps: { 'web.yaml': web, 'kustomization.yaml': settings.replace('NAME', 'apps') },
    neighbour: { 'web.yaml': web, 'kustomization.yaml': settings.replace('NAME', 'neighbour') },
    groupable: true,
    used: true,
  },
  {
    about: 'names that are variables, in a component of both',
    apps: {
      'kustomization.yaml': 'components: [../component]\n',
      '../component/x.yaml': object('v1', 'Secret', '${APP}'),
    },
    neighbour: { 'kustomization.yaml': 'components: [../component]\n' },
    groupable: true,
    used: true,
  },
  {
    about: 'the namespace itself, and a definition',
    apps: { 'namespace.yaml': object('v1', 'Namespace', 'x') },
    neighbour: {
      'namespace.yaml': object('v1', 'Namespace', 'x'),
      'crd.yaml': object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.com'),
    },
    groupable: true,
    used: true,
  },
  {
    about: 'a literal that looks like a token',
    apps: { 'kustomization.yaml': 'configMapGenerator: [{name: x, literals: [y=apps-0123456789abcdef01234567000]}]\n' },
    neighbour: { 'x.yaml': object('v1', 'ConfigMap', 'apps-0123456789abcdef01234567000') },
    groupable: true,
    used: true,
  },
  ...['ClusterRoleBinding', 'RoleBinding'].map((kind) => ({
    about: `subjects of a ${kind} that are the neighbour's`,
    apps: { 'binding.yaml': binding(kind) },
    neighbour: { 'account.yaml': object('v1', 'ServiceAccount', 'web') },
    groupable: false,
    used: false,
  })),
  {
    about: 'a kind of the cluster that is written otherwise',
    apps: { 'claim.yaml': claim },
    neighbour: {
      'class.yaml': storageClass.replace('StorageClass', '"Storage\\x43lass"'),
      'kustomization.yaml': rename,
    },
    groupable: true,
    used: false,
  },
  {
    about: 'a neighbour that renames what the cluster has',
    apps: { 'claim.yaml': claim },
    neighbour: { 'class.yaml': storageClass, 'kustomization.yaml': rename },
    groupable: false,
    used: false,
  },
  {
    about: 'a name that is made of the namespace',
    apps: { 'a.yaml': object('v1', 'Service', 'a') },
    neighbour: {
      'b.yaml': object(
        'v1',
        'Service',
        'b',
        '  annotations: {internal.config.kubernetes.io/needsHashSuffix: enabled}\n',
      ),
    },
    groupable: true,
    used: false,
  },
  {
    about: 'a neighbour that says other origins',
    apps: { 'a.yaml': object('v1', 'Service', 'a') },
    neighbour: {
      'b.yaml': object('v1', 'Service', 'b'),
      'kustomization.yaml': 'commonAnnotations: {config.kubernetes.io/origin: "path: a.yaml"}\n',
    },
    groupable: true,
    used: false,
  },
  {
    about: 'a neighbour that copies its origin into its data',
    apps: { 'a.yaml': object('v1', 'ConfigMap', 'a') },
    neighbour: {
      'b.yaml': object('v1', 'ConfigMap', 'b', 'data: {x: y}\n'),
      'kustomization.yaml': `patchesJson6902: [{target: {version: v1, kind: ConfigMap, name: b}, patch: '[{"op": "copy", "from": "/metadata/annotations/config.kubernetes.io~1origin", "path": "/data/x"}]'}]\n`,
    },
    groupable: true,
    used: false,
  },
  {
    about: 'a neighbour that cannot be built',
    apps: { 'a.yaml': object('v1', 'Service', 'a') },
    neighbour: { 'b.yaml': `${object('v1', 'Service', 'b')}  - : [` },
    groupable: true,
    used: false,
  },
];

function filesOf({ apps, neighbour }: Case): Files {
  const of = (folder: string, { 'kustomization.yaml': own = '', ...files }: Files) => {
    const resources = Object.keys(files).filter((name) => !name.includes('/'));
    const named = Object.entries(files).map(([name, text]) => [`${folder}/${name}`.replace(/\w+\/\.\.\//, ''), text]);
    const text = `resources: ${JSON.stringify(resources)}\n${own}`;
    return { ...Object.fromEntries(named), [`${folder}/kustomization.yaml`]: text } as Files;
  };
  const component = 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nresources: [x.yaml]\n';
  return { ...of('apps', apps), ...of('neighbour', neighbour), 'component/kustomization.yaml': component };
}

const members: Member[] = ['apps', 'neighbour'].map((folder) => ({ folder, spec: { targetNamespace: folder } }));

describe('Kustomizations that are built together come out as they do alone:', () => {
  it.each(cases)('$about', async (each) => {
    const repository = await repositoryOf(filesOf(each));
    expect(members.every((member) => isGroupableIn(repository, member))).toBe(each.groupable);
    const alone = await buildOneByOne(repository, members);
    expect(await buildAll(repository, members)).toEqual(alone);
    if (!each.groupable) return;
    const jobs = members.map((member) => jobOf(repository, member));
    expect(await buildAsGroup(repository, jobs)).toEqual(each.used ? alone.map(({ text }) => text) : undefined);
  });
});

it.each(['', 'no', '1', 'true', 'Apps', 'a.b'])(
  'A namespace that may be written otherwise has none: %j',
  async (name) => {
    const repository = await repositoryOf({ 'apps/a.yaml': object('v1', 'Service', 'a') });
    expect(isGroupableIn(repository, { folder: 'apps', spec: { targetNamespace: name } })).toBe(false);
  },
);

it.each([
  ['replacements', 'replacements: [{sourceValue: x, targets: [{select: {name: b}, fieldPaths: [metadata.name]}]}]\n'],
  ['variables of kustomize', 'vars: [{name: X, objref: {apiVersion: v1, kind: Service, name: b}}]\n'],
  ['a prefix', 'namePrefix: x-\n'],
  ['a suffix', 'nameSuffix: -x\n'],
  ['an order', 'sortOptions: {order: fifo}\n'],
  ['a namespace in a target', `patches: [{target: {namespace: neighbour}, patch: '[]'}]\n`],
  [
    'options of a patch',
    `patches: [{options: {allowNameChange: true}, target: {name: b}, patch: '{metadata: {name: c}}'}]\n`,
  ],
  ['labels for what was built', 'buildMetadata: [managedByLabel]\n'],
  [
    'a transformer',
    'transformers: ["{apiVersion: builtin, kind: PrefixTransformer, metadata: {name: x}, prefix: x-}"]\n',
  ],
])('A folder is built alone that has %s', async (_, kustomization) => {
  const files = { 'apps/a.yaml': object('v1', 'Service', 'a'), 'apps/kustomization.yaml': resources };
  const usual = await repositoryOf(files);
  const other = await repositoryOf({ ...files, 'apps/kustomization.yaml': `${resources}${kustomization}` });
  const member = { folder: 'apps', spec: { targetNamespace: 'apps' } };
  expect(isGroupableIn(usual, member)).toBe(true);
  expect(isGroupableIn(other, member)).toBe(false);
});

/** As if the reading of kustomizations had a hole. */
it.each([
  ['what lies above its stage', { configMapGenerator: [{ name: 'loot', files: ['x=../../kustomization.yaml'] }] }],
  ['the whole group', { resources: ['../..'] }],
  ['its own stage as a whole', { resources: ['..'] }],
  ['a neighbour by the name of its folder', { resources: ['../../apps'] }],
])('In a group, %s cannot be read', async (_, hole) => {
  const repository = await repositoryOf({
    'apps/a.yaml': object('v1', 'Service', 'a'),
    'neighbour/b.yaml': object('v1', 'Service', 'b'),
  });
  const [first, second] = members.map((member) => jobOf(repository, member));
  if (!first || !second) throw new Error('there are two');
  expect(await buildAsGroup(repository, [first, second])).toBeDefined();
  expect(await buildAsGroup(repository, [first, { ...second, top: { ...second.top, ...hole } }])).toBeUndefined();
});
