import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Input } from '../../src/inputs/input.js';
import { inputTable } from '../../src/inputs/table.js';
import { annotationNames } from '../../src/opt-in.js';
import type { PrepullerSource } from '../../src/prepullers/contract.js';
import type { PrepullerOptions } from '../../src/prepullers/options.js';
import { extract } from '../images/support.js';
import { manifestsOf, optionsFor, outputFiles, source, workTree, write } from '../prepullers/support.js';
import { projectRoot } from '../support/render.js';

/**
 * What stays as it is in all versions of one major version, as the code has it. A failure here is a change of the contract:
 * an addition is recorded with `npx vitest run test/contract --update`; anything else waits for the next major version.
 */
async function contract() {
  const { outputs } = parse(await readFile(path.join(projectRoot, 'action.yml'), 'utf8'));
  const inputs = Object.values<Input<unknown>>(inputTable);
  return {
    inputs: Object.fromEntries(inputs.map(({ name, type, default: value }) => [name, { type, default: value }])),
    outputs: Object.keys(outputs),
    annotations: annotationNames('prepuller'),
    generated: await generatedNames(),
  };
}

function deployment(name: string, secret: string): string {
  const containers = [{ name: 'app', image: `ghcr.io/acme/${name}:1` }];
  const spec = { containers, ...(secret && { imagePullSecrets: [{ name: secret }] }) };
  return `${JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { template: { spec } } })}\n`;
}

/** Objects that the Kustomization `flux-system/apps` applies to a namespace. */
function plain(namespace: string): PrepullerSource {
  const id = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' } as const;
  const place = { file: 'clusters/production/apps.yaml', line: 1 };
  const release = { id, place, releaseNamespace: namespace, control: { strategy: '' as const, patch: '' } };
  return { release, images: source(`${namespace}/web`, [nginx]).images };
}

interface Sample {
  sources: PrepullerSource[];
  options?: Partial<PrepullerOptions>;
}

const nginx = 'docker.io/library/nginx:1.27.3';
const longName = 'a-name-that-leaves-no-room-for-what-stands-before-it-in-a-label';

const samples: Record<string, Sample> = {
  'a release': { sources: [source('shop/web', [nginx, 'ghcr.io/acme/nginx:2', 'ghcr.io/acme/agent:1'])] },
  'releases of one name': { sources: [source('shop/web', [nginx]), source('blog/web', [nginx])] },
  'releases of one name in one namespace of pods': {
    sources: [
      source('shop/web', [nginx], { releaseNamespace: 'all' }),
      source('blog/web', [nginx], { releaseNamespace: 'all' }),
    ],
  },
  'a long name': { sources: [source(`shop/${longName}`, [nginx])] },
  'images with secrets of their own': {
    sources: [
      { ...source('shop/web', []), images: extract(`${deployment('a', '')}---\n${deployment('b', 'acme')}`).images },
    ],
  },
  'one namespace for all': { sources: [source('shop/web', [nginx])], options: { prepullerNamespace: 'warm' } },
  'a group': {
    sources: [source('shop/web', [nginx]), source('shop/api', [nginx])],
    options: { grouping: 'namespace' },
  },
  'plain objects of a Kustomization in two namespaces': { sources: [plain('shop'), plain('data')] },
  'the strategy container': { sources: [source('shop/web', [nginx])], options: { strategy: 'container' } },
  'the strategy volume': { sources: [source('shop/web', [nginx])], options: { strategy: 'volume' } },
};

/** For each sample the files, with the names of the objects in them and the first lines of their heads. */
async function generatedNames() {
  const entries = Object.entries(samples).map(async ([sample, { sources, options }]) => {
    const root = await workTree();
    const { problems } = await write(sources, optionsFor(root, { clusterName: 'production', ...options }));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const files = await outputFiles(root);
    const names = Object.keys(files).map(async (name) => [name, await describeFile(root, name, files[name] ?? '')]);
    return [sample, Object.fromEntries(await Promise.all(names))];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function describeFile(root: string, name: string, text: string) {
  const head = text.split('\n').filter((line) => /^# (?:Generated|cluster:|HelmRelease|Kustomization)/.test(line));
  if (name === 'kustomization.yaml') return { head, resources: parse(text).resources };
  const daemonSets = (await manifestsOf(root, name)).map(({ metadata, spec }) => {
    const { initContainers = [], containers = [], volumes = [] } = spec.template.spec;
    const named = (list: { name?: unknown }[]) => list.map((entry) => entry.name);
    return {
      ...{ name: metadata.name, namespace: metadata.namespace, labels: metadata.labels, selector: spec.selector },
      ...{ initContainers: named(initContainers), containers: named(containers), volumes: named(volumes) },
    };
  });
  return { head, daemonSets };
}

it('is what was recorded', async () => {
  const recorded = path.join(projectRoot, 'schemas/contract.json');
  await expect(`${JSON.stringify(await contract(), null, 2)}\n`).toMatchFileSnapshot(recorded);
});
