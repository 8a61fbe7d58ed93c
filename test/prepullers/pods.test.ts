// biome-ignore-all lint/style/noExcessiveLinesPerFile: what holds for the pods of every strategy stands together.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { PodFacts } from '../../src/images/image.js';
import type { JsonObject } from '../../src/json.js';
import { type PrepullerOptions, strategies } from '../../src/prepullers/options.js';
import { writePrepullers } from '../../src/prepullers/write-prepullers.js';
import { type PodSpec, violations } from './restricted.js';
import { expectValid, type Manifest } from './schema.js';
import {
  manifestOf,
  optionsFor,
  outputFiles,
  type SourceOptions,
  source,
  summary,
  workTree,
  write,
} from './support.js';

const expected = fileURLToPath(new URL('../../fixtures/prepullers/', import.meta.url));

async function daemonSet(changed: Partial<PrepullerOptions>, release: SourceOptions = {}): Promise<Manifest> {
  const root = await workTree();
  const { problems } = await write([source('apps/web', ['nginx:1', 'redis:7'], release)], optionsFor(root, changed));
  expect(problems).toEqual([]);
  return await manifestOf(root, 'prepuller-web.yaml');
}

async function podOf(
  changed: Partial<PrepullerOptions>,
  release?: SourceOptions,
): Promise<Manifest['spec']['template']['spec']> {
  return (await daemonSet(changed, release)).spec.template.spec;
}

/** The paths of all values below a field that protect the node, as the keys that lead there. */
function protectivePaths(pod: PodSpec): string[][] {
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (pod[list] ?? []).flatMap((_, index) =>
      ['securityContext', 'resources', 'imagePullPolicy'].map((field) => [list, String(index), field]),
    ),
  );
  const ofPod = [
    'securityContext',
    'automountServiceAccountToken',
    'enableServiceLinks',
    'terminationGracePeriodSeconds',
    'nodeSelector',
  ];
  return [...ofPod.map((field) => [field]), ...containers].flatMap((keys) => leaves(at(pod, keys), keys));
}

function leaves(value: unknown, keys: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [keys];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, [...keys, key]));
}

function at(value: unknown, keys: string[]): unknown {
  return keys.reduce((current, key) => (current as Record<string, unknown>)[key], value);
}

function without(pod: PodSpec, keys: string[]): PodSpec {
  const copy = structuredClone(pod);
  const parent = at(copy, keys.slice(0, -1)) as Record<string, unknown>;
  if (Array.isArray(parent)) parent.splice(Number(keys.at(-1)), 1);
  else delete parent[keys.at(-1) ?? ''];
  return copy;
}

describe.each(strategies)('a pod of strategy %s', (strategy) => {
  it('passes the restricted profile, and would not without any one of its protective fields', async () => {
    const pod = await podOf({ strategy });
    expect(violations(pod)).toEqual([]);
    const paths = protectivePaths(pod);
    expect(paths.length).toBeGreaterThan(15);
    const unnoticed = paths.filter((keys) => violations(without(pod, keys)).length === 0);
    expect(unnoticed).toEqual([]);
  });

  it('is written as it is meant to be read', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1', 'redis:7'])], optionsFor(root, { strategy }));
    const text = (await outputFiles(root))['prepuller-web.yaml'];
    await expect(text).toMatchFileSnapshot(path.join(expected, 'strategies', `${strategy}.yaml`));
  });

  it.each([
    ['those asked for', { requests: { memory: '64Mi' } }, { requests: { memory: '64Mi' } }],
    ['none where none are asked for', {}, undefined],
  ])('has the resources of the input on every container: %s', async (_, resources, expected) => {
    const root = await workTree();
    const unrendered = { failed: [], complete: true };
    await writePrepullers([source('apps/web', ['nginx:1'])], unrendered, optionsFor(root, { strategy, resources }));
    const { initContainers = [], containers = [] } = (await manifestOf(root, 'prepuller-web.yaml')).spec.template.spec;
    const all = [...initContainers, ...containers];
    expect(all.map((container) => container.resources)).toEqual(all.map(() => expected));
  });

  it('is the same on the next run', async () => {
    const root = await workTree();
    const sources = [source('apps/web', ['nginx:1', 'redis:7'])];
    await write(sources, optionsFor(root, { strategy, keepPrevious: 1 }));
    expect((await write(sources, optionsFor(root, { strategy, keepPrevious: 1 }))).changes).toEqual([]);
  });
});

describe('the check of every generated manifest', () => {
  it.each([
    [['spec', 'template', 'spec', 'containers', '0', 'image'], 5, /image must be string/],
    [['spec', 'template', 'spec', 'initContainers', '1', 'volumeMounts'], {}, /volumeMounts must be array/],
    [['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'], true, /maxUnavailable must/],
    [['spec', 'selector', 'matchLabels', 'name'], 'other', /selector's name/],
    [['spec', 'template', 'spec', 'initContainers', '1', 'name'], 'helper', /two containers have one name/],
    [['spec', 'template', 'spec', 'initContainers', '1', 'name'], 'Not-A-Label', /no name for a container/],
    [['spec', 'template', 'spec', 'hostNetwork'], true, /not restricted: hostNetwork/],
    [['spec', 'template', 'spec', 'volumes', '0', 'hostPath'], { path: '/' }, /not restricted: volume helper/],
  ])('notices a wrong %j', async (keys, value, reason) => {
    const manifest = await daemonSet({});
    expectValid(manifest);
    (at(manifest, keys.slice(0, -1)) as Record<string, unknown>)[keys.at(-1) ?? ''] = value;
    expect(() => expectValid(manifest)).toThrow(reason);
  });
});

describe('strategy container', () => {
  it('runs every image side by side, so that none waits for another', async () => {
    const { initContainers, containers } = await podOf({ strategy: 'container' });
    expect(initContainers?.map(({ name }) => name)).toEqual(['helper']);
    expect(containers?.map(({ name, image }) => `${name} ${image}`)).toEqual([
      'prepull-nginx-0 nginx:1',
      'prepull-redis-0 redis:7',
    ]);
  });
});

describe('strategy volume', () => {
  it('mounts every image, and runs nothing of it', async () => {
    const { initContainers, containers, volumes } = await podOf({ strategy: 'volume' });
    expect(initContainers).toBeUndefined();
    expect(containers?.map(({ name }) => name)).toEqual(['pause']);
    expect(volumes?.map(({ name, image }) => [name, image])).toEqual([
      ['prepull-nginx-0', { reference: 'nginx:1', pullPolicy: 'IfNotPresent' }],
      ['prepull-redis-0', { reference: 'redis:7', pullPolicy: 'IfNotPresent' }],
    ]);
    expect(containers?.[0]?.volumeMounts?.map(({ name }) => name)).toEqual(volumes?.map(({ name }) => name));
  });
});

describe('the strategy annotation', () => {
  it('goes before the input', async () => {
    const { initContainers } = await podOf({ strategy: 'init' }, { control: { strategy: 'volume\n' } });
    expect(initContainers).toBeUndefined();
  });

  it('is an error of its release when it is wrong, and the last good file stays', async () => {
    const root = await workTree();
    await write([source('apps/web', ['nginx:1'])], optionsFor(root));
    const before = await outputFiles(root);
    const wrong = source('apps/web', ['nginx:2'], { control: { strategy: 'initial' } });
    const { changes, problems } = await write([wrong], optionsFor(root));
    expect(changes).toEqual([]);
    expect(await outputFiles(root)).toEqual(before);
    expect(problems).toMatchObject([
      {
        severity: 'error',
        kind: 'output',
        place: { file: 'apps/web.yaml' },
        release: { namespace: 'apps', name: 'web' },
      },
    ]);
    expect(problems[0]?.message).toContain('"initial": it must be one of init, container, volume');
  });
});

describe('credentials', () => {
  const pods = { imagePullSecrets: ['one', 'two'], serviceAccountName: 'shared' };

  it('are those of the release, in its namespace', async () => {
    const pod = await podOf({}, { pods });
    expect(pod.imagePullSecrets).toEqual([{ name: 'one' }, { name: 'two' }]);
    expect(pod.serviceAccountName).toBe('shared');
  });

  it('are those of the release when all DaemonSets are in its namespace anyway', async () => {
    const pod = await podOf({ prepullerNamespace: 'apps' }, { pods });
    expect(pod.imagePullSecrets).toEqual([{ name: 'one' }, { name: 'two' }]);
  });

  it('are lost in another namespace, with a warning', async () => {
    const root = await workTree();
    const options = optionsFor(root, { prepullerNamespace: 'warm' });
    const { problems } = await write(
      [source('apps/web', ['nginx:1'], { pods }), source('apps/db', ['postgres:17'])],
      options,
    );
    expect(problems).toMatchObject([
      { severity: 'warning', kind: 'output', release: { namespace: 'apps', name: 'web' } },
    ]);
    expect(problems[0]?.message).toContain('one, two in apps');
    const { metadata, spec } = await manifestOf(root, 'prepuller-web.yaml');
    expect(metadata.namespace).toBe('warm');
    expect(spec.template.spec.imagePullSecrets).toBeUndefined();
    expect(spec.template.spec.serviceAccountName).toBeUndefined();
  });
});

describe('placement', () => {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: 'gpu', operator: 'Exists' }] }];
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  const pods: Partial<PodFacts> = { nodeSelector: { pool: 'gpu', 'kubernetes.io/os': 'linux' }, affinity };

  it('is all Linux nodes, without tolerations', async () => {
    const pod = await podOf({}, { pods });
    expect(pod.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(pod.affinity).toBeUndefined();
    expect(pod.tolerations).toBeUndefined();
  });

  it('follows the pods, when that is asked for', async () => {
    const pod = await podOf({ placement: 'follow' }, { pods });
    expect(pod.nodeSelector).toEqual({ pool: 'gpu', 'kubernetes.io/os': 'linux' });
    expect(pod.affinity).toEqual(affinity);
  });
});

describe('rollout', () => {
  const surge = { maxSurge: '100%', maxUnavailable: 0 };
  const patched = (rollingUpdate: JsonObject): Partial<PrepullerOptions> => ({
    daemonsetPatch: { spec: { updateStrategy: { rollingUpdate } } },
  });

  it.each<[string, Partial<PrepullerOptions>, object]>([
    ['nothing is asked for', {}, surge],
    ['no unavailable pod is asked for', { maxUnavailable: 0 }, surge],
    ['0% is asked for', { maxUnavailable: '0%' }, { ...surge, maxUnavailable: 0 }],
    ['a smaller surge is asked for', { maxSurge: '25%' }, { maxSurge: '25%', maxUnavailable: 0 }],
    ['unavailable pods are asked for', { maxUnavailable: '100%' }, { maxUnavailable: '100%' }],
    ['one unavailable pod is asked for, without surge', { maxSurge: 0, maxUnavailable: 1 }, { maxUnavailable: 1 }],
    ['a patch asks for unavailable pods', patched({ maxUnavailable: '10%' }), { maxUnavailable: '10%' }],
    ['a patch asks for a surge', patched({ maxSurge: 2 }), { maxSurge: 2, maxUnavailable: 0 }],
    ['a patch takes the input back', { maxUnavailable: 1, ...patched({ maxUnavailable: null }) }, surge],
  ])('when %s', async (_, options, expected) => {
    expect((await daemonSet(options)).spec.updateStrategy.rollingUpdate).toEqual(expected);
  });

  it('may be left to whoever deletes the pods', async () => {
    const daemonsetPatch = { spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } };
    expect((await daemonSet({ daemonsetPatch })).spec.updateStrategy).toEqual({ type: 'OnDelete' });
  });

  it.each<[Partial<PrepullerOptions>, string]>([
    [{ maxSurge: 1, maxUnavailable: '10%' }, 'max-surge is 1 and max-unavailable 10%: only one of them'],
    [{ maxSurge: 0 }, 'with neither, no pod is ever replaced'],
    [{ maxSurge: '0%', maxUnavailable: 0 }, 'with neither, no pod is ever replaced'],
    [{ maxSurge: 1, ...patched({ maxUnavailable: 1 }) }, "Input 'daemonset-patch' would be refused"],
  ])('%j is an error, as for the API server', async (options, message) => {
    await expect(daemonSet(options)).rejects.toThrow(message);
  });

  it('of a patch that does not fit the inputs is an error of its release', async () => {
    const root = await workTree();
    const patch = 'spec: {updateStrategy: {rollingUpdate: {maxUnavailable: 1}}}';
    const sources = [source('apps/web', ['nginx:1'], { control: { patch } }), source('apps/db', ['postgres:17'])];
    const { changes, problems } = await write(sources, optionsFor(root, { maxSurge: '50%' }));
    expect(summary(changes)).toEqual(['A prepuller-db.yaml', 'A kustomization.yaml']);
    expect(problems).toMatchObject([
      { severity: 'error', message: expect.stringContaining('max-surge is 50% and max-unavailable 1') },
    ]);
  });
});

describe('a patch', () => {
  const tolerations = [{ key: 'gpu', operator: 'Exists' }];

  it('of the input is merged into every DaemonSet', async () => {
    const pod = await podOf({ daemonsetPatch: { spec: { template: { spec: { tolerations } } } } });
    expect(pod.tolerations).toEqual(tolerations);
    expect(violations(pod)).toEqual([]);
  });

  it('of the release is merged over that of the input; null takes away', async () => {
    const patch =
      'metadata: {labels: {team: web}}\nspec: {template: {spec: {tolerations: null, priorityClassName: low}}}\n';
    const daemonsetPatch = { spec: { template: { spec: { tolerations, priorityClassName: 'none' } } } };
    const { metadata, spec } = await daemonSet({ daemonsetPatch }, { control: { patch } });
    expect(metadata.labels).toMatchObject({ name: 'prepuller-web', team: 'web' });
    expect(spec.template.spec).toMatchObject({ priorityClassName: 'low' });
    expect(spec.template.spec.tolerations).toBeUndefined();
  });

  it.each([
    ['kind: Deployment', 'kind'],
    ['metadata: {name: x}', 'metadata.name'],
    ['metadata: null', 'metadata.name'],
    ['metadata: {namespace: kube-system}', 'metadata.namespace'],
    ['metadata: {labels: []}', 'metadata.labels.name'],
    ['spec: {selector: {matchLabels: {app: x}}}', 'spec.selector'],
    ['spec: {template: {metadata: {labels: {name: x}}}}', 'spec.template.metadata.labels.name'],
    ['spec: {template: {spec: {containers: []}}}', 'spec.template.spec.containers'],
    ['spec: {template: {spec: {initContainers: null}}}', 'spec.template.spec.initContainers'],
    ['spec: {template: text}', 'spec.template.metadata.labels.name'],
  ])('that would change what the DaemonSet is, is refused: %s', async (patch, field) => {
    const root = await workTree();
    const { changes, problems } = await write(
      [source('apps/web', ['nginx:1'], { control: { patch } })],
      optionsFor(root),
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', kind: 'output' }]);
    expect(problems[0]?.message).toContain(`must leave ${field} alone`);
  });

  it.each([
    '- a',
    'text',
    '{',
    'a: b\n---\nc: d',
    `a: &a [x,x]\nb: &b [${'*a,'.repeat(200)}]\nc: [${'*b,'.repeat(200)}]`,
  ])('that is no map is an error of its release: %j', async (patch) => {
    const root = await workTree();
    const { problems } = await write([source('apps/web', ['nginx:1'], { control: { patch } })], optionsFor(root));
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('no YAML map') }]);
  });

  it('of the input that is refused ends the run', async () => {
    const root = await workTree();
    const options = optionsFor(root, { daemonsetPatch: { spec: { selector: {} } } });
    await expect(write([source('apps/web', ['nginx:1'])], options)).rejects.toThrow(
      "Input 'daemonset-patch' must leave spec.selector alone",
    );
  });

  it.each([
    [
      'spec: {tolerations: []}',
      'spec.tolerations is no field of a DaemonSet: it belongs at spec.template.spec.tolerations',
    ],
    ['spec: {template: {spec: {toleration: []}}}', 'did you mean spec.template.spec.tolerations?'],
    ['spec: {template: {spec: {priorityClassname: low}}}', 'did you mean spec.template.spec.priorityClassName?'],
    ['labels: {team: web}', 'labels is no field of a DaemonSet: it belongs at metadata.labels'],
    ['spec: {nodeselector: {pool: a}}', 'did you mean spec.template.spec.nodeSelector?'],
    ['spec: {template: {spec: {nonsense: 1}}}', 'spec.template.spec.nonsense is no field of a DaemonSet'],
    ['spec: {template: {spec: {priorityClassName: 5}}}', 'spec.template.spec.priorityClassName must be a text, not 5'],
    ['spec: {template: {spec: {priority: "5"}}}', 'spec.template.spec.priority must be a whole number, not "5"'],
    ['spec: {template: {spec: {nodeSelector: {gpu: true}}}}', 'nodeSelector["gpu"] must be a text, not true'],
    ['spec: {template: {spec: {tolerations: {key: gpu}}}}', 'tolerations must be a list, not {"key":"gpu"}'],
    ['spec: {template: {spec: {tolerations: [{key: gpu, efect: NoSchedule}]}}}', 'tolerations[0].efect is no field'],
    ['spec: {template: {spec: {tolerations: [{operator: Exist}]}}}', 'must be Equal or Exists, not "Exist"'],
    ['spec: {template: {spec: {topologySpreadConstraints: [{maxSkew: 1}]}}}', '[0].topologyKey is missing'],
    ['spec: {template: {spec: {restartPolicy: Never}}}', 'restartPolicy must be Always'],
    ['spec: {template: {spec: {hostAliases: [null]}}}', 'hostAliases[0] must be a map, not null'],
    ['metadata: {labels: {team: "the web"}}', 'metadata.labels has "the web", which is no value for a label'],
    ['metadata: {annotations: {a/b/c: x}}', 'metadata has "a/b/c", which is no key'],
    ['spec: text', 'must leave spec.selector alone'],
    ['spec: {template: {metadata: {annotations: text}}}', 'annotations must be a map, not "text"'],
  ])('that no API server takes is refused, with the place and the remedy: %s', async (patch, message) => {
    const root = await workTree();
    const { changes, problems } = await write(
      [source('apps/web', ['nginx:1'], { control: { patch } })],
      optionsFor(root),
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
    const options = optionsFor(root, { daemonsetPatch: parse(patch) });
    await expect(write([source('apps/web', ['nginx:1'])], options)).rejects.toThrow(message);
  });

  it('lets OpenShift choose the user', async () => {
    const root = await workTree();
    const daemonsetPatch = { spec: { template: { spec: { securityContext: { runAsUser: null, runAsGroup: null } } } } };
    // Not through `write`, which would miss the user.
    await writePrepullers(
      [source('apps/web', ['nginx:1'])],
      { failed: [], complete: true },
      optionsFor(root, { daemonsetPatch }),
    );
    const { spec } = (await manifestOf(root, 'prepuller-web.yaml')).spec.template;
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  it('cannot reach the prototype of an object', async () => {
    const root = await workTree();
    const patch = '{"metadata": {"__proto__": {"polluted": "yes"}}, "__proto__": {"polluted": "yes"}}';
    const { problems } = await write([source('apps/web', ['nginx:1'], { control: { patch } })], optionsFor(root));
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('__proto__ is no field') }]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
