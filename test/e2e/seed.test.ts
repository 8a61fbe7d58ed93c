import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe.sequential('sources and releases in plain files, three opted in of five', () => {
  it('gives three files with exactly their images, pushed in one commit', async () => {
    const before = await scenario.tip();
    const run = await scenario.run();
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list(output)).toEqual([
      'kustomization.yaml',
      'prepuller-cron.yaml',
      'prepuller-operator.yaml',
      'prepuller-web.yaml',
    ]);
    expect(await scenario.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.27.3']);
    expect(await scenario.images(`${output}/prepuller-cron.yaml`)).toEqual(['docker.io/library/postgres:16.4']);
    expect(await scenario.images(`${output}/prepuller-operator.yaml`)).toEqual([
      'quay.io/example/operator:v0.80.0',
      'quay.io/example/config-reloader:v0.80.0',
    ]);
    expect(await scenario.forge.git('rev-parse', 'main^')).toBe(before);
    expect(await scenario.forge.git('show', '--no-patch', '--format=%s', 'main')).toBe(
      'chore: update prepuller images',
    );
    expect(await runGit(run.workspace, 'status', '--porcelain')).toBe('');
    expect(run.outputs).toMatchObject({
      changed: 'true',
      releases: '3',
      failed: '[]',
      'commit-sha': await scenario.tip(),
    });
    expect(JSON.parse(run.outputs.images ?? '')).toContainEqual({
      namespace: 'web',
      name: 'web',
      images: [
        {
          reference: 'docker.io/library/nginx:1.27.3',
          uses: [
            expect.objectContaining({ object: 'Deployment/web-web', path: 'spec.template.spec.containers[0].image' }),
          ],
        },
      ],
    });
  });

  it('lists exactly these files in the kustomization, and says above each image where it stands', async () => {
    expect(await scenario.read(`${output}/kustomization.yaml`)).toContain(
      'resources:\n  - prepuller-cron.yaml\n  - prepuller-operator.yaml\n  - prepuller-web.yaml',
    );
    expect(await scenario.read(`${output}/prepuller-web.yaml`)).toContain(
      '# Deployment/web-web: spec.template.spec.containers[0].image\n',
    );
  });

  it('makes no second commit when nothing changed', async () => {
    const before = await scenario.tip();
    const run = await scenario.run();
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.tip()).toBe(before);
    expect(run.outputs).toMatchObject({ changed: 'false', releases: '3', 'commit-sha': '' });
  });

  it('leaves at once when a push changed only a document, without a helm process and without tools at all', async () => {
    const requests = scenario.charts.requests.length;
    const run = await scenario.push({ 'docs/runbook.md': 'Changed.\n' }, { tools: 'none' });
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).toContain('Nothing to do');
    expect(run.outputs).toMatchObject({ changed: 'false' });
    expect(scenario.charts.requests.length).toBe(requests);
  });

  it('puts back a generated file that was edited by hand', async () => {
    const file = `${output}/prepuller-web.yaml`;
    const generated = await scenario.read(file);
    const run = await scenario.push({ [file]: `${generated}# edited by hand\n` });
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.read(file)).toBe(generated);
  });

  it('follows a changed value', async () => {
    const text = await scenario.read(web);
    await scenario.forge.git('update-ref', 'refs/heads/main', 'main^');
    const run = await scenario.push({ [web]: text.replace('replicas: 2', 'image: {tag: "1.10"}') });
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.10']);
    expect(await scenario.forge.git('show', '--name-only', '--format=', 'main')).toBe(`${output}/prepuller-web.yaml`);
  });

  it('removes the file and its line when the label is taken away', async () => {
    const run = await scenario.push({
      [web]: (await scenario.read(web)).replace('prepuller: enabled', 'other: label'),
    });
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list(output)).toEqual([
      'kustomization.yaml',
      'prepuller-cron.yaml',
      'prepuller-operator.yaml',
    ]);
    expect(await scenario.read(`${output}/kustomization.yaml`)).not.toContain('prepuller-web');
  });
});

describe('the same with helm 3.17', () => {
  it('finds the same images', async () => {
    const older = await startScenario(fixture('seed'));
    const run = await older.run({ tools: 'v32' });
    expect(run.exitCode, run.log).toBe(0);
    expect(await older.images(`${output}/prepuller-web.yaml`)).toEqual(['docker.io/library/nginx:1.27.3']);
    expect(await older.images(`${output}/prepuller-operator.yaml`)).toContain('quay.io/example/operator:v0.80.0');
    await older.close();
  });
});
