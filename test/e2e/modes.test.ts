import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventEnvironment } from '../support/event.js';
import { runGit } from '../support/forge.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

const output = 'infrastructure/prepullers';
const web = 'infrastructure/controllers/web/helmrelease.yaml';

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startScenario(fixture('seed'));
});
afterAll(() => scenario.close());

describe.sequential('check', () => {
  it('fails on files that are out of date and shows how, and writes and pushes nothing', async () => {
    const before = await scenario.tip();
    const run = await scenario.run({ inputs: { check: 'true' } });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/^::error::.*out of date/m);
    expect(run.log).not.toMatch(/Nothing to commit|\[command\]/);
    expect(run.log).toContain('+          image: docker.io/library/nginx:1.27.3');
    expect(run.log).toMatch(
      /^::error file=infrastructure\/prepullers\/prepuller-web\.yaml,line=1::.*is missing: HelmRelease web\/web: new/m,
    );
    expect(run.outputs).toMatchObject({ changed: 'true', 'commit-sha': '' });
    expect(run.summary).toMatch(/^## Prepuller: out of date\n/);
    expect(await scenario.tip()).toBe(before);
    expect(await runGit(run.workspace, 'status', '--porcelain')).toBe('');
    await runGit(run.workspace, 'apply', run.outputs.patch ?? '');
    expect(await readFile(path.join(run.workspace, output, 'prepuller-web.yaml'), 'utf8')).toContain('nginx:1.27.3');
  });

  it('passes when they are up to date', async () => {
    await scenario.run();
    const run = await scenario.run({ inputs: { check: 'true' } });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.outputs).toMatchObject({ changed: 'false', patch: '' });
  });
});

describe('a pull request', () => {
  const head = { ref: 'renovate/web', sha: '1'.repeat(40), repo: { full_name: 'stranger/cluster' } };
  const payload = { pull_request: { number: 7, head, base: { ref: 'main' } } };

  it('is commented on, in check mode too', async () => {
    const fresh = await startScenario(fixture('seed'));
    const { forge } = fresh;
    const event = await eventEnvironment(forge, {
      name: 'pull_request',
      ref: 'refs/pull/7/merge',
      sha: head.sha,
      payload,
    });
    const run = await fresh.run({ inputs: { check: 'true', comment: 'true', 'forge-token': forge.token }, env: event });
    expect(run.exitCode, run.log).toBe(1);
    expect(forge.comments).toMatchObject([
      { issue: 7, body: expect.stringContaining('**web/web**: new, chart web 1.2.0') },
    ]);
    expect(forge.comments[0]?.body).toContain(run.summary.trim());
    await fresh.close();
  });

  it.each([
    ['of a fork is served by check mode', { check: 'true' }, 0, /up to date/],
    ['is not committed to without leave', {}, 1, /Pull request #7.*check: true/],
    ['of a fork is not committed to with leave', { 'commit-to-pull-request': 'true' }, 1, /Pull request #7.*fork/],
  ])('%s', async (_, inputs, exitCode, expected) => {
    const fresh = await startScenario(fixture('seed'));
    await fresh.run();
    const event = await eventEnvironment(fresh.forge, {
      name: 'pull_request',
      ref: 'refs/pull/7/merge',
      sha: head.sha,
      payload,
    });
    const run = await fresh.run({ inputs: inputs as Record<string, string>, env: event });
    expect(run.exitCode, run.log).toBe(exitCode);
    expect(run.log).toMatch(expected);
    await fresh.close();
  });
});

describe.sequential('commit-changes: false', () => {
  it('writes the files and leaves the rest to the next step', async () => {
    const text = await scenario.read(web);
    const before = await scenario.tip();
    const run = await scenario.push(
      { [web]: text.replace('replicas: 2', 'image: {tag: "3"}') },
      { inputs: { 'commit-changes': 'false' } },
    );
    expect(run.exitCode, run.log).toBe(0);
    expect(await readFile(path.join(run.workspace, output, 'prepuller-web.yaml'), 'utf8')).toContain('nginx:3');
    expect(await scenario.forge.git('rev-parse', 'main^')).toBe(before);
  });
});

describe('a push that the forge refuses', () => {
  it('fails the step with the reason, and the outputs and the summary say what was found', async () => {
    const fresh = await startScenario(fixture('seed'));
    await fresh.forge.hook('pre-receive', 'echo "Not allowed to push to protected branch main" >&2; exit 1');
    const run = await fresh.run();
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/^::error::.*refuses the push to main/m);
    expect(run.outputs).toMatchObject({ changed: 'true', releases: '3', failed: '[]', 'commit-sha': '' });
    expect(run.outputs.images).toContain('docker.io/library/nginx:1.27.3');
    expect(run.summary).toContain('docker.io/library/nginx:1.27.3');
    expect(run.summary).toContain('refuses the push to main');
    await fresh.close();
  });
});

describe('a release that gets no pre-puller', () => {
  it('is among the failed ones alone', async () => {
    const fresh = await startScenario(fixture('seed'));
    const text = await fresh.read(web);
    const annotated = text.replace(/^ {2}labels:/m, '  annotations: {prepuller-strategy: magic}\n  labels:');
    const run = await fresh.push({ [web]: annotated });
    expect(run.exitCode).toBe(1);
    expect(run.outputs.releases).toBe('3');
    const names = (json = '') => (JSON.parse(json) as { name: string }[]).map(({ name }) => name);
    expect(names(run.outputs.failed)).toEqual(['web']);
    expect(names(run.outputs.images)).toHaveLength(2);
    expect(names(run.outputs.images)).not.toContain('web');
    expect(run.summary).not.toContain('nginx:1.27.3');
    await fresh.close();
  });
});

describe.sequential('the folder and the label', () => {
  it('are inputs', async () => {
    const text = await scenario.read(web);
    const run = await scenario.push(
      { [web]: text.replace('prepuller: enabled', 'example.com/warm: enabled') },
      { inputs: { 'prepuller-label': 'example.com/warm', 'prepuller-output-path': 'warm' } },
    );
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list('warm')).toEqual(['kustomization.yaml', 'prepuller-web.yaml']);
  });
});

describe('the log', () => {
  it('says what was found, each release with chart, version and images, and what changed', async () => {
    const fresh = await startScenario(fixture('seed'));
    const { log } = await fresh.run({ inputs: { timing: 'true' } });
    for (const text of [
      '::group::Found 3 HelmReleases with the label prepuller=enabled',
      '::group::jobs/cron: chart cron 0.4.2, 1 image',
      'docker.io/library/postgres:16.4',
      '::group::4 generated files changed',
      `added: ${output}/prepuller-web.yaml`,
      `Pushed ${await fresh.tip()} to main.`,
    ]) {
      expect(log).toContain(text);
    }
    expect(log).toMatch(/^Time by stage: changes \d+ ms, .*git \d+ ms.*$/m);
    // git's commands are folded, all into one group.
    const folded = /^::group::git\n([\s\S]*?)^::endgroup::$/m.exec(log)?.[1] ?? '';
    expect(folded).toContain('[command]git push');
    expect(log.replace(folded, '')).not.toContain('[command]');
    await fresh.close();
  });

  it('of a skipped run is one line', async () => {
    const fresh = await startScenario(fixture('seed'));
    await fresh.run();
    const run = await fresh.push({ 'docs/notes.md': 'words\n' });
    expect(run.log.trim()).toMatch(/^Nothing to do: .*$/);
    expect(run.outputs).toMatchObject({ skipped: 'true', changed: 'false', 'commit-sha': '' });
    await fresh.close();
  });

  it('leaves no temporary file behind', async () => {
    const fresh = await startScenario(fixture('seed'));
    const temporary = await mkdtemp(path.join(tmpdir(), 'prepuller-runner-'));
    const { workspace } = await fresh.run({ temporary });
    expect((await readdir(workspace)).sort()).toEqual(['.git', 'docs', 'infrastructure']);
    const left = (await readdir(temporary)).filter((name) => !['home', 'prepuller-cache'].includes(name));
    // The runner's own folder of the step.
    expect(left).toEqual([expect.stringMatching(/^step-/)]);
    await fresh.close();
  });
});
