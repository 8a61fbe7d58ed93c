import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkout, temporaryFolder, writeFiles } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { runGit } from '../support/forge.js';
import { isRepeated, saidBy } from '../support/repetition.js';
import { runStep, type StepOptions, type StepResult } from '../support/runner.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { mirrorsOf } from '../support/seed.js';

const output = 'infrastructure/prepullers';

function release(name: string, version: string): string {
  return `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: shop
  labels:
    prepuller: enabled
spec:
  interval: 1h
  chart:
    spec:
      chart: web
      version: "${version}"
      sourceRef:
        kind: HelmRepository
        name: charts
        namespace: flux-system
`;
}

const kustomization = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 1h
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

const charts = `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: charts
  namespace: flux-system
spec:
  interval: 1h
  url: https://charts.example.com
`;

let scenario: Scenario;
let workspace: string;
let temporary: string;
/** Where a run begins: what is kept, and main, after a run that is repeated by the next one. */
let known: string;
let tip: string;

beforeAll(async () => {
  scenario = await startScenario({
    'clusters/production/apps.yaml': kustomization,
    'apps/charts.yaml': charts,
    'apps/web.yaml': release('web', '1.2.0'),
  });
  known = await temporaryFolder('known');
  workspace = await checkout(scenario.forge);
  temporary = await temporaryFolder('runner');
  await run();
  await run();
  await cp(path.join(temporary, 'prepuller-cache'), known, { recursive: true });
  tip = await scenario.tip();
});
afterAll(() => scenario.close());

beforeEach(async () => {
  await scenario.forge.git('update-ref', 'refs/heads/main', tip);
  await runGit(workspace, 'reset', '--quiet', '--hard', tip);
  await runGit(workspace, 'clean', '--quiet', '-ffdx');
  await rm(path.join(temporary, 'prepuller-cache'), { recursive: true });
  await cp(known, path.join(temporary, 'prepuller-cache'), { recursive: true });
});

let jobs = 0;

/** For main as it is, or as it was at a commit. */
async function run({ inputs, ...options }: Partial<StepOptions> = {}, sha?: string): Promise<StepResult> {
  jobs += 1;
  return await runStep({
    workspace,
    temporary,
    event: await eventEnvironment(scenario.forge, { name: 'workflow_dispatch', sha: sha ?? (await scenario.tip()) }),
    // Another one for each job.
    jobToken: `token-${jobs}`,
    inputs: { 'chart-mirrors': mirrorsOf(scenario.charts), timing: 'true', ...inputs },
    ...options,
  });
}

it('says the same as the run before, and asks nobody for it', async () => {
  await rm(path.join(temporary, 'prepuller-cache/runs'), { recursive: true });
  const asked = scenario.charts.requests.length;
  const [found, repeated] = [await run(), await run()];
  expect([isRepeated(found), isRepeated(repeated)]).toEqual([false, true]);
  expect(saidBy(repeated)).toEqual(saidBy(found));
  expect(repeated.outputs).toMatchObject({ changed: 'false', releases: '1' });
  expect(repeated.log).toContain('shop/web: chart web 1.2.0, 1 image');
  expect(scenario.charts.requests).toHaveLength(asked);
});

describe('a run is made anew', () => {
  it.each<[string, () => Promise<unknown> | unknown, Partial<StepOptions>?]>([
    ['after a change of a manifest', () => writeFiles(workspace, { 'apps/web.yaml': release('web', '1.2.0 ') })],
    ['after a new manifest', () => writeFiles(workspace, { 'apps/api.yaml': release('api', '1.2.0') })],
    ['after a file that git ignores', () => writeFiles(workspace, { '.git/info/exclude': '*.txt\n', 'a.txt': '' })],
    ['after a change of a generated file', () => writeFile(path.join(workspace, output, 'kustomization.yaml'), '')],
    [
      'after the loss of a generated file',
      () => rm(path.join(workspace, output, 'prepuller-web.yaml'), { force: true }),
    ],
    ['with another input', () => undefined, { inputs: { 'exclude-images': 'nothing/*' } }],
    ['with another helm', () => undefined, { tools: 'v32' }],
  ])('%s', async (_, change, options) => {
    await change();
    expect(isRepeated(await run(options))).toBe(false);
  });
});

describe('no run repeats one', () => {
  it.each<[string, Record<string, string>, Partial<StepOptions>?]>([
    ['that asked which version a range means', { 'apps/web.yaml': release('web', '1.x') }],
    ['that failed for a release', { 'apps/api.yaml': release('api', '9.9.9') }],
    ['that is a check', {}, { inputs: { check: 'true' } }],
    ['that keeps its cache in the repository', {}, { inputs: { 'cache-path': 'cache' } }],
  ])('%s', async (_, files, options) => {
    await writeFiles(workspace, files);
    const runs = [await run(options), await run(options), await run(options)];
    expect(runs.map(isRepeated)).toEqual([false, false, false]);
  });
});

it('is made anew on the new tip of the branch where that has changed', async () => {
  await scenario.push({ 'apps/api.yaml': release('api', '1.2.0') }, { inputs: { check: 'true' } });
  const { exitCode, log } = await run({}, tip);
  expect([exitCode, log.includes(' repeating ')]).toEqual([0, true]);
  expect(log).toContain('The branch changed in the meantime: running again on its new tip.');
  expect(await scenario.list(output)).toEqual(['kustomization.yaml', 'prepuller-api.yaml', 'prepuller-web.yaml']);
});

it('says what is wrong with its inputs, although nobody is asked', async () => {
  const authority = path.join(await temporaryFolder('authority'), 'ca.pem');
  await writeFile(authority, '');
  const options = { inputs: { 'ca-file': authority } };
  expect([isRepeated(await run(options)), isRepeated(await run(options))]).toEqual([false, true]);
  await rm(authority);
  const { exitCode, log } = await run(options);
  expect(exitCode).toBe(1);
  expect(log).toMatch(/^::error::The certificate authority cannot be read: .* Check ca-file\./m);
});

it('commits what a run has left that could not publish it', async () => {
  await scenario.forge.git('update-ref', 'refs/heads/main', 'main^');
  await runGit(workspace, 'reset', '--quiet', 'HEAD^');
  const hook = path.join(scenario.forge.bare, 'hooks/pre-receive');
  await writeFile(hook, '#!/bin/sh\necho not now >&2\nexit 1\n', { mode: 0o755 });
  const refused = await run();
  await rm(hook);
  expect([refused.exitCode, isRepeated(refused), await scenario.list(output)]).toEqual([1, false, []]);
  const again = await run();
  expect([again.exitCode, isRepeated(again)]).toEqual([0, true]);
  expect(await scenario.list(output)).toEqual(['kustomization.yaml', 'prepuller-web.yaml']);
});
