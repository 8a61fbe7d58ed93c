import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaringFiles, workflowPaths } from '../src/workflow-paths.js';
import { temporaryFolder, writeFiles } from './support/checkout.js';

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
    ['that are no patterns', workflow("{ push: { paths: ['apps/**', '?x'] } }"), []],
    ['that are no characters of many', workflow("{ push: { paths: ['apps/**', '[!a]x'] } }"), []],
    ['that are one text', workflow("{ push: { paths: 'apps/**' } }"), ['infra/source.yaml']],
    [
      'with braces, which mean nothing',
      workflow("{ push: { paths: ['{apps,infra}/**', 'apps/**'] } }"),
      ['infra/source.yaml'],
    ],
    ['that ignore by what is no pattern', workflow("{ push: { paths-ignore: ['apps/**', '?x'] } }"), []],
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
    const problems = await workflowPaths(root, () => ['apps/web.yaml', 'infra/source.yaml']);
    expect(problems.map(({ message, place }) => [place?.file, message])).toEqual(
      leftOut.map((file) => ['.forgejo/workflows/warm.yaml', expect.stringContaining(`leave out ${file},`)]),
    );
  });

  it('are looked for in time, whatever a stranger writes', async () => {
    const text = `${'\n'.repeat(400_000)}${workflow("{ push: { paths: ['apps/**'] } }")}`;
    await writeFiles(root, { '.forgejo/workflows/warm.yaml': text });
    expect(await workflowPaths(root, () => ['infra/source.yaml'])).toHaveLength(1);
  });

  it('are not looked for where there is no workflow', async () => {
    expect(await workflowPaths(`${root}/nowhere`, () => [])).toEqual([]);
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
