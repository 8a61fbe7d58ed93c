import { mkdir, rm, symlink } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { declaringFiles, workflowPaths } from '../../src/workflows/workflow-paths.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';

const workflow = (on: string, uses = 'platform/prepuller@v1') =>
  `on: ${on}\njobs: { warm: { steps: [\n  {\n    uses: ${uses} } ] } }\n`;

describe('the paths of a workflow', () => {
  let root: string;
  beforeAll(async () => {
    root = await temporaryFolder('workflows');
  });
  afterAll(async () => {
    await writeFiles(root, { '.': null });
  });

  it.each<[string, string, string[]]>([
    ['that leave out a file', workflow("{ push: { paths: ['apps/**'] } }"), ['infra/source.yaml']],
    ['that take all', workflow("{ push: { paths: ['**/*.yaml'] } }"), []],
    ['that take all in the short form', workflow("{ push: { paths: ['**.yaml'] } }"), []],
    ['that stop at a slash', workflow("{ push: { paths: ['*/web.yaml'] } }"), ['infra/source.yaml']],
    ['of which the last decides', workflow("{ push: { paths: ['**', '!infra/**'] } }"), ['infra/source.yaml']],
    ['that ignore a file', workflow("{ push: { paths-ignore: ['apps/**'] } }"), ['apps/web.yaml']],
    ['with a character that may be missing', workflow("{ push: { paths: ['apps/**', '**.ya?ml'] } }"), []],
    ['with a character that may be repeated', workflow("{ push: { paths: ['apps/**', 'infra/sou+rce.yaml'] } }"), []],
    ['with some characters of many', workflow("{ push: { paths: ['[ai]*/**'] } }"), []],
    [
      'with a character that stands for itself',
      workflow("{ push: { paths: ['apps/**', 'infra/source\\?.yaml'] } }"),
      ['infra/source.yaml'],
    ],
    ['that are one text', workflow("{ push: { paths: 'apps/**' } }"), ['infra/source.yaml']],
    [
      'with braces, which mean nothing',
      workflow("{ push: { paths: ['{apps,infra}/**', 'apps/**'] } }"),
      ['infra/source.yaml'],
    ],
    ['that are not there', workflow('{ push: { branches: [main] } }'), []],
    ['of another event', workflow("{ pull_request: { paths: ['apps/**'] } }"), []],
    ['of another action', workflow("{ push: { paths: ['apps/**'] } }", 'actions/checkout@v6'), []],
    ['of a name that only ends alike', workflow("{ push: { paths: ['apps/**'] } }", 'a/un-prepuller@v1'), []],
    [
      'of a step in one line',
      "on: { push: { paths: ['apps/**'] } }\njobs: { warm: { steps: [{ uses: platform/prepuller@v1 }] } }\n",
      ['infra/source.yaml'],
    ],
    ['of what is no YAML', `${workflow('{ push: { paths: [a] } }')}\t: [`, []],
  ])('%s', async (_, text, leftOut) => {
    await writeFiles(root, { '.forgejo/workflows/warm.yaml': text });
    const problems = await workflowPaths({ root, clusterName: '' }, () => ['apps/web.yaml', 'infra/source.yaml']);
    expect(problems.map(({ message, place }) => [place?.file, message])).toEqual(
      leftOut.map((file) => ['.forgejo/workflows/warm.yaml', expect.stringContaining(`leave out ${file},`)]),
    );
  });

  it('are looked for in time, whatever a stranger writes', async () => {
    const text = `${'\n'.repeat(400_000)}${workflow("{ push: { paths: ['apps/**'] } }")}`;
    await writeFiles(root, { '.forgejo/workflows/warm.yaml': text });
    expect(await workflowPaths({ root, clusterName: '' }, () => ['infra/source.yaml'])).toHaveLength(1);
  });

  it('are not looked for where there is no workflow', async () => {
    const nowhere = `${root}/nowhere`;
    await mkdir(nowhere);
    expect(await workflowPaths({ root: nowhere, clusterName: '' }, () => [])).toEqual([]);
  });
});

/** Begins a workflow that a push to `apps` starts. */
const onApps = "on: { push: { paths: ['apps/**'] } }\n";
const jobs = (steps: string) => `jobs: { warm: { steps: [${steps}] } }\n`;
const thisAction = '{ uses: platform/prepuller@v1 }';
const [caller, called] = ['.github/workflows/push.yml', '.github/workflows/warm.yml'];

describe('the workflows of a repository', () => {
  let top: string;
  beforeAll(async () => {
    top = await temporaryFolder('workflows');
    await mkdir(`${top}/.git`);
  });
  afterEach(async () => {
    for (const name of ['.github', '.forgejo', 'fleet', 'actions', 'action.yml']) {
      await rm(`${top}/${name}`, { recursive: true, force: true });
    }
  });
  afterAll(async () => {
    await rm(top, { recursive: true });
  });

  async function said(files: Files, { root = top, clusterName = '', names = ['infra/source.yaml'] } = {}) {
    await mkdir(root, { recursive: true });
    await writeFiles(top, files);
    const problems = await workflowPaths({ root, clusterName }, () => names);
    return problems.map(({ message, place }) => [place?.file, place?.line, message]);
  }
  const leavesOut = (file: string, name = 'infra/source.yaml', line = 1) => [
    [file, line, expect.stringContaining(`leave out ${name},`)],
  ];

  it('lie at its top, and their patterns begin there', async () => {
    const workflow = (paths: string) =>
      `on:\n  push:\n    paths: ${paths}\n${jobs('{ uses: a/prepuller@v1, with: { working-directory: ./fleet/ } }')}`;
    const root = `${top}/fleet`;
    expect(await said({ [caller]: workflow("['infra/**']") }, { root })).toEqual(
      leavesOut(caller, 'fleet/infra/source.yaml', 3),
    );
    expect(await said({ [caller]: workflow("['fleet/**']") }, { root })).toEqual([]);
    const below = { [caller]: null, 'fleet/.github/workflows/warm.yml': workflow("['infra/**']") };
    expect(await said(below, { root })).toEqual([]);
  });

  it('lie in no folder that is a link, which leads forges nowhere and this one to what may be secret', async () => {
    const outside = await temporaryFolder('outside');
    await writeFiles(outside, { 'workflows/secret.yml': `on: { push: { paths: ['secret['] } }\n${jobs(thisAction)}` });
    await symlink(outside, `${top}/.forgejo`);
    expect(await said({})).toEqual([]);
    await rm(`${top}/.forgejo`);
    await mkdir(`${top}/.forgejo`);
    await symlink(`${outside}/workflows`, `${top}/.forgejo/workflows`);
    expect(await said({})).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it('lie at the top of a copy of a commit, which is in no repository', async () => {
    const inPart = '{ uses: platform/prepuller@v1, with: { working-directory: part } }';
    await writeFiles(top, { [`fleet/tree/${caller}`]: onApps + jobs(inPart), 'fleet/tree/part/a.yaml': '' });
    const copy = { root: `${top}/fleet/tree/part`, top: `${top}/fleet/tree`, clusterName: '' };
    const problems = await workflowPaths(copy, () => ['a.yaml']);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('leave out part/a.yaml,')]);
  });

  it.each<[string, string, string, boolean]>([
    ['of another cluster', 'cluster-name: staging', '', false],
    ['of this cluster', 'cluster-name: production', '', true],
    ['of every cluster', "working-directory: ''", '', true],
    ['of a cluster that is not written there', 'cluster-name: "${{ matrix.cluster }}"', '', true],
    ['of another folder', 'working-directory: fleet', '', false],
    ['of a hidden folder, and not of its namesake', 'working-directory: .fleet', 'fleet', true],
    ['of another folder than this one', "working-directory: ''", 'fleet', false],
    ['of a checkout that lies elsewhere', 'working-directory: checkout/fleet', 'fleet', true],
    ['of a folder that is not written there', 'working-directory: "${{ matrix.folder }}"', 'fleet', true],
    ['of a link to this folder', 'working-directory: fleet/link', 'fleet', true],
    ['of a link to another folder', 'working-directory: fleet/link', '', false],
    ['of what is no folder of the repository', 'working-directory: .git', 'fleet', true],
  ])('count where a step may be this one: %s', async (_, inputs, folder, counts) => {
    await writeFiles(top, { 'fleet/a.yaml': '' });
    await symlink('.', `${top}/fleet/link`);
    const step = `{ uses: platform/prepuller@v1, with: { ${inputs} } }`;
    const messages = await said(
      { [caller]: onApps + jobs(step) },
      { root: `${top}/${folder}`, clusterName: 'production' },
    );
    expect(messages).toHaveLength(counts ? 1 : 0);
  });

  it.each<[string, Files]>([
    [
      'a workflow of this repository',
      {
        [caller]: `${onApps}jobs: { warm: { uses: ./${called} } }\n`,
        [called]: `on: workflow_call\n${jobs(thisAction)}`,
      },
    ],
    [
      'an action of this repository',
      {
        [caller]: onApps + jobs('{ uses: actions/checkout@v6 }, { uses: ./actions/warm }'),
        'actions/warm/action.yaml': `runs: { using: composite, steps: [{ uses: ./actions/deeper }] }\n`,
        'actions/deeper/action.yml': `runs: { using: composite, steps: [${thisAction}, { uses: ./actions/warm }] }\n`,
      },
    ],
    [
      'an action at the top of this repository',
      { [caller]: onApps + jobs('{ uses: ./ }'), 'action.yml': `runs: { steps: [${thisAction}] }\n` },
    ],
  ])('are followed to %s', async (_, files) => {
    expect(await said(files)).toEqual(leavesOut(caller));
  });

  it.each<[string, string, string]>([
    [
      'another repository',
      'jobs: { warm: { uses: a/b/.github/workflows/warm.yml@v1 } }',
      'a/b/.github/workflows/warm.yml@v1',
    ],
    ['what is not there', jobs('{ uses: ./actions/none }'), './actions/none'],
    ['what lies outside', jobs('{ uses: ./../actions/warm }'), './../actions/warm'],
    ['what leads outside', jobs('{ uses: ./actions/link }'), './actions/link'],
  ])('are not followed to %s, which is said', async (_, text, name) => {
    const outside = await temporaryFolder('outside');
    await writeFiles(outside, { 'action.yml': `runs: { steps: [${thisAction}] }\n` });
    await mkdir(`${top}/actions`);
    await symlink(outside, `${top}/actions/link`);
    expect(await said({ [caller]: onApps + text })).toEqual([
      [
        caller,
        1,
        expect.stringMatching(
          /^If .*, which it calls and which is not looked at, runs this action: Its paths leave out infra\/source\.yaml/,
        ),
      ],
    ]);
    expect((await said({}))[0]?.[2]).toContain(name);
    // What starts the runs is known.
    expect(await said({ '.github/workflows/all.yml': `on: push\n${jobs(thisAction)}` })).toEqual([]);
    await rm(outside, { recursive: true });
  });

  it.each(['paths', 'paths-ignore'])('are told of what is no pattern in %s', async (key) => {
    for (const pattern of ['?x', '[!a]x', 'a[']) {
      const text = `on:\n  push:\n    branches: [main]\n    ${key}: ['apps/**', '${pattern}']\n${jobs(thisAction)}`;
      expect(await said({ [called]: text })).toEqual([
        [called, 4, expect.stringContaining(`"${pattern}" of its ${key} is no pattern`)],
      ]);
    }
  });
});

it('the files that declare what is opted in are those of releases, charts and plain objects in this repository', () => {
  const chart = (file: string) => ({ source: { place: { file } } });
  const releases = [
    { place: { file: 'apps/web.yaml' }, chart: chart('infra/source.yaml') },
    { place: { file: 'GitRepository flux-system/other: apps/a.yaml' }, chart: { source: {} } },
  ];
  const workloads = [{ place: { file: 'clusters/apps.yaml' }, objects: [{ place: { file: 'apps/web.yaml' } }] }];
  const discovery = { releases, workloads } as unknown as Parameters<typeof declaringFiles>[0];
  expect(declaringFiles(discovery)).toEqual(['apps/web.yaml', 'infra/source.yaml', 'clusters/apps.yaml']);
});
