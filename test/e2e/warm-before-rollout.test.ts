import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProcess } from '../../src/tools/process.js';
import { checkout, pushFiles, temporaryFolder, writeFiles } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { runGit } from '../support/forge.js';
import { runStep } from '../support/runner.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture, mirrorsOf } from '../support/seed.js';
import { unpackTools } from '../support/tools.js';

const output = 'infrastructure/prepullers';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario(fixture('flux-gated'));
});
afterAll(() => scenario.close());

/** The run of a pull request whose head is a branch of the repository, on the commit that the forge checks out. */
async function runPullRequest(branch: string, inputs: Record<string, string>) {
  const { forge, charts } = scenario;
  const sha = await forge.git('rev-parse', branch);
  const head = { ref: branch, sha, repo: { full_name: forge.repository } };
  const payload = { pull_request: { number: 1, head, base: { ref: 'main' } } };
  const event = await eventEnvironment(forge, { name: 'pull_request', ref: 'refs/pull/1/head', sha, payload });
  const workspace = await checkout(forge, { ref: sha });
  return await runStep({ workspace, event, inputs: { 'chart-mirrors': mirrorsOf(charts), ...inputs } });
}

describe.sequential('a repository whose applications wait for the pre-pullers', () => {
  it('is generated for the first time although the folder of the gate is not there yet', async () => {
    const run = await scenario.run({ inputs: { 'cluster-name': 'production' } });
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list(output)).toEqual(['kustomization.yaml', 'prepuller-cron.yaml', 'prepuller-web.yaml']);
  });

  it('gets chart and pre-puller in one merge', async () => {
    const { forge } = scenario;
    await forge.git('branch', 'renovate/web', 'main');
    const text = await scenario.read('apps/web.yaml');
    const bump = await pushFiles(
      forge,
      { 'apps/web.yaml': `${text.replace('1.27.3', '1.27.4')}\n` },
      { branch: 'renovate/web' },
    );

    const checked = await runPullRequest('renovate/web', { check: 'true' });
    expect(checked.exitCode, checked.log).toBe(1);
    expect(await forge.git('rev-parse', 'renovate/web')).toBe(bump);

    const run = await runPullRequest('renovate/web', { 'commit-to-pull-request': 'true' });
    expect(run.exitCode, run.log).toBe(0);
    expect(await forge.git('rev-parse', 'renovate/web^')).toBe(bump);
    await forge.git('update-ref', 'refs/heads/main', 'refs/heads/renovate/web');
    expect(await scenario.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.27.4']);

    const after = await scenario.run();
    expect(after.outputs).toMatchObject({ changed: 'false', 'commit-sha': '' });
  });

  it('has nothing in the output that another tool would not build, namespaces included', async () => {
    const folder = await checkout(scenario.forge);
    const { kubectl } = await unpackTools();
    const built = await runProcess(`${kubectl}/kubectl`, ['kustomize', `${folder}/${output}`]);
    const namespaces = [...built.matchAll(/^ {2}namespace: (\S+)$/gm)].map((match) => match[1]);
    expect(namespaces.sort()).toEqual(['jobs', 'web']);
    const gate = await runProcess(`${kubectl}/kubectl`, ['kustomize', `${folder}/infrastructure/namespaces`]);
    for (const namespace of namespaces) expect(gate).toContain(`name: ${namespace}\n`);
  });
});

it('runs again with the whole pipeline when a colleague was faster, and both changes are warm', async () => {
  const fresh = await startScenario(fixture('flux-gated'));
  const workspace = await checkout(fresh.forge);
  const event = await eventEnvironment(fresh.forge, { name: 'workflow_dispatch', sha: await fresh.tip() });
  const text = await fresh.read('apps/web.yaml');
  // The first push of the run finds that the release changed while it was rendered.
  const other = await temporaryFolder('colleague');
  await runGit(other, 'clone', '--quiet', fresh.forge.bare, '.');
  await writeFiles(other, { 'apps/web.yaml': `${text.replace('1.27.3', '1.27.9')}\n` });
  await runGit(other, 'commit', '--quiet', '--all', '--message=Faster');
  await runGit(other, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  const faster = await fresh.tip();
  const temporary = await temporaryFolder('runner');
  const run = await runStep({ workspace, event, temporary, inputs: { 'chart-mirrors': mirrorsOf(fresh.charts) } });
  expect(run.exitCode, run.log).toBe(0);
  expect(run.log).toContain('running again on its new tip');
  expect(await fresh.forge.git('rev-parse', 'main^')).toBe(faster);
  expect(await fresh.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.27.9']);
  expect(await runGit(workspace, 'rev-parse', 'HEAD')).toBe(await fresh.tip());
  expect(await runGit(workspace, 'status', '--porcelain')).toBe('');
  await fresh.close();
});
