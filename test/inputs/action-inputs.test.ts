import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { readActionInputs } from '../../src/inputs/action-inputs.js';
import type { Inputs } from '../../src/inputs/inputs.js';
import { inputTable } from '../../src/inputs/table.js';

const workspace = '/checkout/tree';

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('INPUT_')) vi.stubEnv(name, undefined);
  vi.stubEnv('GITHUB_WORKSPACE', workspace);
  vi.stubEnv('RUNNER_TEMP', '/tmp/runner');
  // Masking a secret is a workflow command on standard output; tests are no place to print it.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function withInputs(inputs: Record<string, string>): Promise<Inputs> {
  for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
  return readActionInputs();
}

interface Action {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { description: string }>;
}
const action = parse(await readFile('action.yml', 'utf8')) as Action;

describe('the defaults', () => {
  it('are the same whether they are given or nothing is', async () => {
    const bare = await readActionInputs();
    const defaults = Object.fromEntries(Object.values(inputTable).map((input) => [input.name, input.default]));
    expect(await withInputs(defaults)).toEqual(bare);
  });

  it('stand in action.yml as words alone, so that an input which is not given can be told', () => {
    const withDefault = Object.entries(action.inputs).filter(([, input]) => input.default !== undefined);
    // Only the forge can fill in the job's own token.
    expect(withDefault).toEqual([['forge-token', expect.objectContaining({ default: '${{ github.token }}' })]]);
  });

  it('are those of the contract', async () => {
    expect(await readActionInputs()).toMatchObject({
      root: workspace,
      fluxMonorepo: true,
      clusterName: '',
      outputPath: 'infrastructure/prepullers',
      label: 'prepuller',
      commitChanges: true,
      commitMessage: 'chore: update prepuller images',
      check: false,
      watchPaths: [],
      strategy: 'init',
      grouping: 'release',
      cachePath: '/tmp/runner/prepuller-cache',
    });
  });
});

describe('good values', () => {
  it.each<[string, string, Partial<Inputs>]>([
    ['flux-monorepo', 'False', { fluxMonorepo: false }],
    ['check', 'TRUE', { check: true }],
    ['cluster-name', 'production-1', { clusterName: 'production-1' }],
    ['cluster-name', 'production/01', { clusterName: 'production/01' }],
    ['prepuller-output-path', './clusters/../infrastructure/warm/', { outputPath: 'infrastructure/warm' }],
    ['prepuller-label', 'example.com/warm', { label: 'example.com/warm' }],
    ['watch-paths', '**/*.yaml\n\n# a comment\n  charts/**  \r\n', { watchPaths: ['**/*.yaml', 'charts/**'] }],
    ['verify-images', 'warn', { verifyImages: 'warn' }],
    [
      'platforms',
      'linux/amd64\nlinux/arm/v7',
      {
        platforms: [
          { os: 'linux', architecture: 'amd64', variant: '' },
          { os: 'linux', architecture: 'arm', variant: 'v7' },
        ],
      },
    ],
    [
      'image-mirrors',
      'docker.io=mirror.example.com/hub/',
      { imageMirrors: [{ from: 'docker.io', to: 'mirror.example.com/hub' }] },
    ],
    [
      'image-mirrors',
      'docker.io/library=http://127.0.0.1:5000\nregistry.example.com:5000/a/b=https://other.example.com',
      {
        imageMirrors: [
          { from: 'docker.io/library', to: 'http://127.0.0.1:5000' },
          { from: 'registry.example.com:5000/a/b', to: 'https://other.example.com' },
        ],
      },
    ],
    ['max-size-per-node', '20GiB', { maxSizePerNode: 20 * 1024 ** 3 }],
    ['max-size-per-node', '', { maxSizePerNode: undefined }],
    ['docker-hub-budget', '0', { dockerHubBudget: 0 }],
    ['exclude-images', '^docker\\.io/', { excludeImages: [/^docker\.io\//] }],
    ['substitutions', 'A=1\nB=x=y', { substitutions: { A: '1', B: 'x=y' } }],
    [
      'chart-mirrors',
      'oci://ghcr.io/a=http://127.0.0.1:5000/b',
      { chartMirrors: [{ from: 'oci://ghcr.io/a', to: 'http://127.0.0.1:5000/b' }] },
    ],
    [
      'registry-credentials',
      'ghcr.io user pass',
      { registryCredentials: [{ host: 'ghcr.io', user: 'user', password: 'pass' }] },
    ],
    ['max-unavailable', '3', { maxUnavailable: 3 }],
    ['max-unavailable', '25%', { maxUnavailable: '25%' }],
    ['max-unavailable', '0', { maxUnavailable: 0 }],
    ['max-surge', '50%', { maxSurge: '50%' }],
    [
      'daemonset-patch',
      'spec: {template: {spec: {priorityClassName: low}}}',
      { daemonsetPatch: { spec: { template: { spec: { priorityClassName: 'low' } } } } },
    ],
    ['resources', '{requests: {cpu: 10m}}', { resources: { requests: { cpu: '10m' } } }],
    ['resources', '{}', { resources: {} }],
    ['concurrency', '7', { concurrency: 7 }],
    ['memory-limit', '512MiB', { memoryLimit: 512 * 1024 ** 2 }],
    ['memory-limit', '3GiB', { memoryLimit: 3 * 1024 ** 3 }],
    ['kube-version', 'v1.34', { kubeVersion: '1.34' }],
    ['ca-file', 'ca.pem', { caFile: path.join(workspace, 'ca.pem') }],
    ['tools-mirror', 'https://mirror.example.com/', { toolsMirror: 'https://mirror.example.com' }],
    ['working-directory', 'cluster', { root: path.join(workspace, 'cluster') }],
  ])('%s %j', async (name, value, expected) => {
    expect(await withInputs({ [name]: value })).toMatchObject(expected);
  });
});

describe('wrong values are refused with the name of their input', () => {
  it.each([
    ['flux-monorepo', 'yes'],
    ['verify-images', 'true'],
    ['platforms', 'amd64'],
    ['platforms', 'windows/amd64'],
    ['image-mirrors', 'docker.io'],
    ['image-mirrors', 'library=mirror.example.com'],
    ['image-mirrors', 'https://docker.io=mirror.example.com'],
    ['image-mirrors', 'docker.io=ftp://mirror.example.com'],
    ['image-mirrors', 'docker.io=mirror.example.com/hub?a'],
    ['image-mirrors', 'docker.io=http://user:password@mirror.example.com'],
    ['max-size-per-node', '20GB'],
    ['max-size-per-node', '0MiB'],
    ['docker-hub-budget', '-1'],
    ['commit-changes', '1'],
    ['check', 'ture'],
    ['cluster-name', '../other'],
    ['cluster-name', '..'],
    ['cluster-name', 'production/../other'],
    ['cluster-name', './production'],
    ['cluster-name', '/production'],
    ['cluster-name', 'production/'],
    ['cluster-name', 'production//01'],
    ['prepuller-output-path', '../outside'],
    ['prepuller-output-path', '/etc'],
    ['prepuller-output-path', '.'],
    ['prepuller-output-path', '.git/hooks'],
    ['prepuller-output-path', 'libs/module/.GIT/hooks'],
    ['prepuller-label', 'not a label'],
    ['prepuller-namespace', 'Upper'],
    ['exclude-images', '^(unclosed'],
    ['min-confidence', 'low'],
    ['substitutions', 'no equals sign'],
    ['kube-version', 'newest'],
    ['chart-mirrors', 'ghcr.io=other.example.com'],
    ['registry-credentials', 'ghcr.io user'],
    ['strategy', 'sidecar'],
    ['grouping', 'cluster'],
    ['placement', 'some'],
    ['publish', 'force'],
    ['max-unavailable', '-1'],
    ['max-surge', 'all'],
    ['max-unavailable', '120%'],
    ['keep-previous', '-1'],
    ['concurrency', '0'],
    ['memory-limit', '2'],
    ['memory-limit', '64MiB'],
    ['memory-limit', '2 GB'],
    ['pause-image', 'pause image'],
    ['helper-image', 'https://registry.example.com/busybox'],
    ['daemonset-patch', '- a list'],
    ['daemonset-patch', 'a: *nothing'],
    ['resources', '10m'],
    ['resources', '{cpu: 10m}'],
    ['daemonset-patch', 'a: [1'],
  ])('%s %j', async (name, value) => {
    await expect(withInputs({ [name]: value })).rejects.toThrow(new RegExp(`^Input '${name}' `));
  });

  it.each([
    ['substitutions', '1KEY=hunter2'],
    ['registry-credentials', 'host user hunter2 more'],
  ])('a value that may be a secret is not repeated: %s', async (name, value) => {
    await expect(withInputs({ [name]: value })).rejects.not.toThrow(/hunter2/);
  });
});

describe('secrets', () => {
  it('are masked in the log before anything else is read', async () => {
    await withInputs({ token: 'hunter2', 'registry-credentials': 'ghcr.io user hunter3' });
    const printed = vi
      .mocked(process.stdout.write)
      .mock.calls.map(([text]) => String(text))
      .join('');
    expect(printed).toContain('::add-mask::hunter2');
    expect(printed).toContain('::add-mask::hunter3');
  });
});
