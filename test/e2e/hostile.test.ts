import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Files } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

const output = 'infrastructure/prepullers';
const folder = 'infrastructure/controllers';

/** A labelled HelmRelease of a chart that lies in the repository; JSON, so that a name may hold anything. */
function release(metadata: Record<string, unknown>, chart = 'charts/shouting'): string {
  return JSON.stringify({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { namespace: 'web', labels: { prepuller: 'enabled' }, ...metadata },
    spec: {
      chart: { spec: { chart, sourceRef: { kind: 'GitRepository', name: 'flux-system', namespace: 'flux-system' } } },
    },
  });
}

const words = '::add-mask::nginx\n::set-output name=changed::false\n##[error]forged\n\u001b[2Jcleared';
const hostile: Files = {
  'flux-system/sync.yaml':
    'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: flux-system, namespace: flux-system}\nspec: {url: "https://forge.example.com/platform/cluster"}\n',
  [`${folder}/climber.yaml`]: release({ name: '../../x' }, 'charts/quiet'),
  [`${folder}/talker.yaml`]: release({ name: `talker\n${words}` }, 'charts/quiet'),
  [`${folder}/quiet.yaml`]: release({ name: 'quiet' }, 'charts/quiet'),
  [`${folder}/shouting.yaml`]: release({ name: 'shouting' }),
  [`${folder}/annotated.yaml`]: release(
    {
      name: 'annotated',
      annotations: {
        'prepuller-include': `${words}\nregistry.example.com/included:1`,
        'prepuller-patch': `a: [1\n${words}`,
        'prepuller-strategy': words,
      },
    },
    'charts/quiet',
  ),
  [`${folder}/labelled.yaml`]: release({ name: 'labelled', labels: { prepuller: `enabled\n${words}` } }),
  [`${folder}/prototype.yaml`]: release({ name: '__proto__', namespace: 'constructor' }, 'charts/quiet'),
  'charts/shouting/Chart.yaml': 'apiVersion: v2\nname: shouting\nversion: 1.0.0\n',
  'charts/shouting/templates/fail.yaml': `{{ fail ${JSON.stringify(words)} }}`,
  'charts/quiet/Chart.yaml': 'apiVersion: v2\nname: quiet\nversion: 1.0.0\n',
  'charts/quiet/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: "a\\n::add-mask::b"}\nspec: {containers: [{name: a, image: "registry.example.com/quiet:1"}, {name: b, image: "x\\n::add-mask::c"}]}\n',
};

let scenario: Scenario;
let before: string;
let run: Run;
beforeAll(async () => {
  scenario = await startScenario(fixture('seed'));
  before = await scenario.tip();
  run = await scenario.push(hostile);
});
afterAll(() => scenario.close());

it('changes nothing outside of the output folder, and the releases beside it are served', async () => {
  expect(run.exitCode, run.log).toBe(1);
  const changed = await scenario.forge.git('diff', '--name-only', 'main^', 'main');
  expect(changed.split('\n').filter((file) => !file.startsWith(`${output}/`))).toEqual([]);
  expect(await scenario.list(output)).toEqual([
    'kustomization.yaml',
    'prepuller-cron.yaml',
    'prepuller-operator.yaml',
    'prepuller-quiet.yaml',
    'prepuller-web.yaml',
  ]);
  expect(await runGit(run.workspace, 'status', '--porcelain')).toBe('');
  expect(await scenario.forge.git('rev-parse', 'main^^')).toBe(before);
  expect((await readdir(run.workspace)).sort()).toEqual(['.git', 'charts', 'docs', 'flux-system', 'infrastructure']);
});

it('keeps a comment of a generated file a comment', async () => {
  const text = await scenario.read(`${output}/prepuller-quiet.yaml`);
  expect(text).toContain('# Pod/a ::add-mask::b: spec.containers[0].image\n');
  expect(await scenario.images(`${output}/prepuller-quiet.yaml`)).toEqual(['registry.example.com/quiet:1']);
});

it('begins no line of the log with a command that it has made up, and forges none', () => {
  expect(run.log).toContain('set-output name=changed');
  expect(run.log).not.toMatch(/^\s*::(?:add-mask|set-output)/m);
  expect(run.log).not.toContain('##[');
  expect(run.log).not.toContain('\u001b');
  expect(run.log).not.toMatch(/^forged/m);
});

it('sets no output but those of the action, to their true values', async () => {
  const action = parse(await readFile('action.yml', 'utf8')) as { outputs: Record<string, unknown> };
  expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(Object.keys(run.outputs)));
  expect(run.outputs).toMatchObject({ changed: 'true', 'commit-sha': await scenario.tip() });
  const failed = JSON.parse(run.outputs.failed ?? '') as Array<{ name: string }>;
  expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(['../../x', 'shouting', 'annotated']));
});
