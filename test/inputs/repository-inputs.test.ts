import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectFilter } from '../../src/images/object-filter.js';
import type { Input } from '../../src/inputs/input.js';
import type { Inputs } from '../../src/inputs/inputs.js';
import { readInputs } from '../../src/inputs/read-inputs.js';
import { inputTable } from '../../src/inputs/table.js';
import { temporaryFolder } from '../support/checkout.js';

const rows = Object.values<Input<unknown>>(inputTable);

async function repositoryWith(text: string): Promise<string> {
  const root = await temporaryFolder('repository-inputs');
  await writeFile(path.join(root, '.prepuller.yaml'), text);
  return root;
}

async function inputsIn(root: string, given: Record<string, string> = {}): Promise<Inputs> {
  return await readInputs({ given: (name) => given[name], workspace: root, temporary: '/tmp', mask: () => {} });
}

async function inputsOf(text: string, given: Record<string, string> = {}): Promise<Inputs> {
  return await inputsIn(await repositoryWith(text), given);
}

describe('.prepuller.yaml', () => {
  it.each<[string, Partial<Inputs>]>([
    ['prepuller-label: example.com/warm', { label: 'example.com/warm' }],
    ['flux-monorepo: false', { fluxMonorepo: false }],
    ['keep-previous: 2', { keepPrevious: 2 }],
    ['kube-version: 1.30', { kubeVersion: '1.30' }],
    ['kube-version: "v1.34.0"', { kubeVersion: '1.34.0' }],
    ['api-versions:\n  - a/v1\n  - b/v1', { apiVersions: ['a/v1', 'b/v1'] }],
    ['api-versions: |\n  a/v1\n  # why\n  b/v1', { apiVersions: ['a/v1', 'b/v1'] }],
    ['substitutions: [A=1, B=2]', { substitutions: { A: '1', B: '2' } }],
    ['resources: {requests: {cpu: 10m}}', { resources: { requests: { cpu: '10m' } } }],
    ['daemonset-patch:\n  spec:\n    minReadySeconds: 5', { daemonsetPatch: { spec: { minReadySeconds: 5 } } }],
    ['# nothing but a comment', { strategy: 'init' }],
    ['daemonset-patch:\n  a: &a {b: 1}\n  c: *a', { daemonsetPatch: { a: { b: 1 }, c: { b: 1 } } }],
    ['', { label: 'prepuller' }],
  ])('%j is taken', async (text, expected) => {
    expect(await inputsOf(text)).toMatchObject(expected);
  });

  it('holds expressions that cannot keep the run busy, as far as they can be compiled', async () => {
    const { excludeImages } = await inputsOf('exclude-images: ["^(.+)+(.+)+!$", "^docker"]');
    expect(excludeImages.map((pattern) => pattern.test(`docker.io/${'a'.repeat(500)}`))).toEqual([false, true]);
    await expect(inputsOf('\nexclude-images: "^(?!quay)"')).rejects.toThrow(
      /^\.prepuller\.yaml:2: Input 'exclude-images' is "\^\(\?!quay\)": it is no regular expression/,
    );
  });

  it('holds globs of which braces cannot make millions', async () => {
    const { excludeObjects } = await inputsOf(`exclude-objects: ["${'{a,b}'.repeat(40)}"]`);
    const isExcluded = objectFilter(excludeObjects);
    expect(isExcluded({ object: 'Pod/c', path: 'spec', rule: 'pod-spec', confidence: 'certain' })).toBe(false);
  });

  it('gives way to what the workflow says, input by input', async () => {
    const text = 'strategy: container\ngrouping: namespace\n';
    expect(await inputsOf(text, { strategy: 'volume' })).toMatchObject({ strategy: 'volume', grouping: 'namespace' });
    expect(await inputsOf(text, { strategy: 'init' })).toMatchObject({ strategy: 'init' });
  });

  it('is read at the root that working-directory names', async () => {
    const root = await repositoryWith('strategy: container');
    await mkdir(path.join(root, 'cluster'));
    await writeFile(path.join(root, 'cluster/.prepuller.yaml'), 'strategy: volume');
    expect(await inputsIn(root, { 'working-directory': 'cluster' })).toMatchObject({ strategy: 'volume' });
  });

  const forbidden = rows.filter(({ shapesOutput }) => !shapesOutput).map(({ name }) => [name]);

  it.each(forbidden)('may not hold %s, and the line is named', async (name) => {
    await expect(inputsOf(`# one\nstrategy: init\n${name}: x\n`)).rejects.toThrow(
      `.prepuller.yaml:3: '${name}' may not stand here`,
    );
  });

  it('is refused for what reaches out of the repository, and holds nothing that does', () => {
    // By name, so that a mark at the wrong row is seen.
    expect(forbidden.flat()).toEqual(
      expect.arrayContaining([
        ...['follow-sources', 'commit-changes', 'commit-message', 'publish', 'commit-to-pull-request', 'check'],
        ...['watch-paths', 'chart-mirrors', 'registry-credentials', 'ca-file', 'restrict-egress', 'concurrency'],
        ...['memory-limit', 'cache-path', 'cache-max-size', 'helm-version', 'kustomize-version', 'tools-mirror'],
        ...['working-directory', 'token', 'forge-token', 'title', 'labels', 'timing'],
      ]),
    );
  });

  it.each([
    ['stratgy: init', ':1: there is no input "stratgy": did you mean strategy?'],
    ['nonsense: 1', ':1: there is no input "nonsense" that this file may hold (flux-monorepo, '],
    ['grouping: release\nstrategy: sidecar', ':2: Input \'strategy\' is "sidecar": it must be one of'],
    ['prepuller-output-path: ../outside', ':1: Input \'prepuller-output-path\' is "../outside"'],
    ['prepuller-output-path: /etc', ':1: Input \'prepuller-output-path\' is "/etc"'],
    ['prepuller-output-path: .git/hooks', ':1: Input \'prepuller-output-path\' is ".git/hooks"'],
    ['- strategy: init', ':1: it must be a map of inputs'],
    ['a: [1', ':1: it is no YAML'],
    ['strategy: init\nstrategy: volume', ':2: it is no YAML'],
    ['strategy: [init]', ":1: 'strategy' must be a single value"],
    ['api-versions: {a: b}', ":1: 'api-versions' must be a text or a list of texts"],
    ['api-versions: ["a\\nb"]', ":1: an entry of 'api-versions' has more than one line"],
    ['daemonset-patch: [1]', ":1: 'daemonset-patch' must be a map"],
    ['daemonset-patch: {a: &a {b: 1}}\nresources: {limits: *a}', ":2: 'resources' must be a map whose aliases"],
    ['strategy:', ':1: Input \'strategy\' is ""'],
    ['\n\nresources: {cpu: 1}', ":3: Input 'resources' is"],
    ['strategy: *nowhere', ':1: '],
  ])('%j is refused with file and line', async (text, message) => {
    await expect(inputsOf(text)).rejects.toThrow(`.prepuller.yaml${message}`);
  });

  it('is refused as a link, a folder, or a very large file', async () => {
    const link = await temporaryFolder('repository-inputs');
    await symlink('/etc/passwd', path.join(link, '.prepuller.yaml'));
    const folder = await temporaryFolder('repository-inputs');
    await mkdir(path.join(folder, '.prepuller.yaml'));
    const large = await repositoryWith(`strategy: init\n${'# filler\n'.repeat(10_000)}`);
    await expect(inputsIn(link)).rejects.toThrow('.prepuller.yaml must be a file, and no link or folder');
    await expect(inputsIn(folder)).rejects.toThrow('.prepuller.yaml must be a file, and no link or folder');
    await expect(inputsIn(large)).rejects.toThrow('.prepuller.yaml is larger than 64 KiB');
  });
});
