import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Files, pushFiles } from '../support/checkout.js';
import { type EventOptions, none } from '../support/event.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture, mirrorsOf } from '../support/seed.js';
import { readWorkflow, runWorkflow, startsOn, type Workflow } from '../support/workflow.js';

const output = 'infrastructure/prepullers';
const web = 'apps/web.yaml';

let scenario: Scenario;

async function run(workflow: Workflow, event: EventOptions) {
  const { forge, charts } = scenario;
  return await runWorkflow(workflow, { forge, event, inputs: { 'chart-mirrors': mirrorsOf(charts) } });
}

/** A colleague's push, and the run that the workflow makes of it. */
async function push(workflow: Workflow, files: Files, before?: string) {
  const from = before ?? (await scenario.tip());
  const sha = await pushFiles(scenario.forge, files);
  expect(startsOn(workflow, 'push', 'main', Object.keys(files))).toBe(true);
  return await run(workflow, { sha, payload: { ref: 'refs/heads/main', before: from, after: sha } });
}

/** A pull request that takes another image, and the run that the workflow makes of it. */
async function propose(workflow: Workflow, { branch, tag, from = scenario.forge.repository }: Proposal) {
  const { forge } = scenario;
  if ((await forge.git('branch', '--list', branch)) === '') await forge.git('branch', branch, 'main');
  const text = (await forge.git('show', `${branch}:${web}`)).replace(/tag: .*/, `tag: ${tag}`);
  const sha = await pushFiles(forge, { [web]: `${text}\n` }, { branch });
  expect(startsOn(workflow, 'pull_request', 'main', [web])).toBe(true);
  const head = { ref: branch, sha, repo: { full_name: from } };
  const payload = { pull_request: { number: 1, head, base: { ref: 'main' } } };
  const [result] = await run(workflow, { name: 'pull_request', ref: 'refs/pull/1/head', sha, payload });
  return { sha, result };
}

interface Proposal {
  branch: string;
  tag: string;
  /** The repository of its branch. */
  from?: string;
}

describe.each(['forgejo', 'github'])('the examples for %s', (forge) => {
  beforeAll(async () => {
    scenario = await startScenario(fixture('flux-gated'));
  });
  afterAll(() => scenario.close());

  it('commit to the branch', async () => {
    const text = await scenario.read(web);
    const workflow = await readWorkflow(`${forge}/push.yml`);
    const [result] = await push(workflow, { [web]: `${text.replace(/tag: .*/, 'tag: 1.27.5')}\n` }, none);
    expect(result?.exitCode, result?.log).toBe(0);
    expect(await scenario.list(output)).toEqual(['kustomization.yaml', 'prepuller-cron.yaml', 'prepuller-web.yaml']);
    expect(await scenario.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.27.5']);
  });

  it('check pull requests, those of forks as well', async () => {
    const workflow = await readWorkflow(`${forge}/check.yml`);
    const { result } = await propose(workflow, { branch: 'checked', tag: '1.27.6', from: 'stranger/cluster' });
    expect(result?.exitCode).toBe(1);
    expect(result?.log).toMatch(/^::error::.*out of date/m);
    const back = await propose(workflow, { branch: 'checked', tag: '1.27.5' });
    expect(back.result?.exitCode, back.result?.log).toBe(0);
  });

  it('commit to pull requests of the repository, and check those of forks', async () => {
    const workflow = await readWorkflow(`${forge}/warm-before-the-rollout.yml`);
    const { sha, result } = await propose(workflow, { branch: 'renovate/web', tag: '1.27.7' });
    expect(result?.exitCode, result?.log).toBe(0);
    expect(await scenario.forge.git('rev-parse', 'renovate/web^')).toBe(sha);
    const generated = await scenario.forge.git('show', `renovate/web:${output}/prepuller-web.yaml`);
    expect(generated).toContain('nginx:1.27.7');
    const fork = await propose(workflow, { branch: 'of-a-fork', tag: '1.27.8', from: 'stranger/cluster' });
    expect(fork.result?.exitCode).toBe(1);
    expect(fork.result?.log).toMatch(/^::error::.*out of date/m);
    expect(await scenario.forge.git('rev-parse', 'of-a-fork')).toBe(fork.sha);
  });

  it('keep a pull request', async () => {
    const before = await scenario.read(`${output}/prepuller-web.yaml`);
    const workflow = await readWorkflow(`${forge}/pull-request.yml`);
    const text = (await scenario.read(web)).replace(/tag: .*/, 'tag: 1.27.9');
    const [result] = await push(workflow, { [web]: `${text}\n` });
    expect(result?.exitCode, result?.log).toBe(0);
    expect(await scenario.read(`${output}/prepuller-web.yaml`)).toBe(before);
    expect(scenario.forge.pulls).toHaveLength(1);
    const generated = await scenario.forge.git('show', `prepuller/production:${output}/prepuller-web.yaml`);
    expect(generated).toContain('nginx:1.27.9');
  });
});

/** A repository of clusters that share one source, each with a release of its own. */
async function clusterFiles(names: readonly string[]): Promise<Files> {
  const read = (file: string) => readFile(path.join(fixture('flux-gated'), file), 'utf8');
  const [source, release, kustomization] = await Promise.all([
    read('infrastructure/sources/examples.yaml'),
    read(web),
    read('clusters/production/apps.yaml'),
  ]);
  const applied = kustomization.replace(/^ {2}dependsOn:\n(?: {4}.*\n)+/m, '');
  return Object.fromEntries(
    names.flatMap((name, index) => [
      [`clusters/${name}/apps.yaml`, applied.replace('path: ./apps', `path: ./apps/${name}`)],
      [`apps/${name}/source.yaml`, source],
      [`apps/${name}/web.yaml`, release.replace(/tag: .*/, `tag: 1.27.${index}`)],
    ]),
  );
}

async function expectEachWarm(names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    const folder = `clusters/${name}/prepullers`;
    expect(await scenario.list(folder)).toEqual(['kustomization.yaml', 'prepuller-web.yaml']);
    expect(await scenario.read(`${folder}/prepuller-web.yaml`)).toContain(`# cluster: ${name}\n`);
    expect(await scenario.images(`${folder}/prepuller-web.yaml`)).toEqual([`docker.io/library/nginx:1.27.${index}`]);
  }
}

describe('several clusters, each by a job of a matrix', () => {
  const twelve = Array.from({ length: 12 }, (_, index) => `region-${index + 1}`);

  it.each([
    ['forgejo', 'the two of the example', ['production', 'staging']],
    ['github', 'twelve at once', twelve],
  ])('on %s: %s', async (forge, _, names) => {
    scenario = await startScenario(await clusterFiles(names));
    const workflow = await readWorkflow(`${forge}/several-clusters.yml`);
    for (const job of Object.values(workflow.jobs)) job.strategy = { matrix: { cluster: names } };
    const event = { name: 'workflow_dispatch', sha: await scenario.tip() };
    const results = await run(workflow, event);
    for (const { exitCode, log } of results) expect(exitCode, log).toBe(0);
    await expectEachWarm(names);
    // Every job made its one commit, and did its work once.
    expect(await scenario.forge.git('rev-list', '--count', 'main')).toBe(String(names.length + 1));
    for (const { log } of results) expect(log).not.toContain('running again on its new tip');
    const again = await run(workflow, { ...event, sha: await scenario.tip() });
    for (const { outputs } of again) expect(outputs).toMatchObject({ changed: 'false', 'commit-sha': '' });
    await scenario.close();
  });
});
