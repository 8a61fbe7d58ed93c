import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowPaths } from '../src/workflow-paths.js';
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
    ['that are not there', workflow('{ push: { branches: [main] } }'), []],
    ['of another event', workflow("{ pull_request: { paths: ['apps/**'] } }"), []],
    ['of another action', workflow("{ push: { paths: ['apps/**'] } }", 'actions/checkout@v6'), []],
    ['of a name that only ends alike', workflow("{ push: { paths: ['apps/**'] } }", 'a/un-prepuller@v1'), []],
    ['of what is no YAML', `${workflow('{ push: { paths: [a] } }')}\t: [`, []],
  ])('%s', async (_, text, leftOut) => {
    await writeFiles(root, { '.forgejo/workflows/warm.yaml': text });
    const problems = await workflowPaths(root, () => ['apps/web.yaml', 'infra/source.yaml']);
    expect(problems.map(({ message, place }) => [place?.file, message])).toEqual(
      leftOut.map((file) => ['.forgejo/workflows/warm.yaml', expect.stringContaining(`leave out ${file},`)]),
    );
  });

  it('are not looked for where there is no workflow', async () => {
    expect(await workflowPaths(`${root}/nowhere`, () => [])).toEqual([]);
  });
});
