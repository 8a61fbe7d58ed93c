import { afterAll, beforeAll, expect, it } from 'vitest';
import { documents, gitRepository, kustomization } from '../flux/objects.js';
import { chartOf, helmRelease, helmRepository } from '../flux/repository.js';
import { type Scenario, startScenario } from '../support/scenario.js';

const output = 'infrastructure/prepullers';

let scenario: Scenario;

const web = (name: string) => helmRelease(name, { chart: chartOf({ version: '' }) });

/** The cluster's own address is the forge's, which closes its repository to all who have no token. */
beforeAll(async () => {
  scenario = await startScenario({
    'apps/kustomization.yaml': 'resources: [shop.yaml]\n',
    'apps/shop.yaml': web('shop'),
  });
  await scenario.forge.git('tag', 'v1', 'main');
  const { forge } = scenario;
  const url = `${forge.url}/${forge.repository}`;
  await scenario.push({
    'apps/shop.yaml': null,
    'clusters/live/flux-system/gotk-sync.yaml': documents(
      gitRepository('flux-system', { url, ref: '{branch: main}' }),
      kustomization('flux-system', './clusters/live'),
    ),
    'clusters/live/apps.yaml': documents(
      helmRepository,
      gitRepository('released', { url, ref: '{tag: v1}' }),
      kustomization('apps', './apps', { source: 'released' }),
      kustomization('bases', './bases'),
    ),
    'bases/kustomization.yaml': `resources: ["${url}//apps?ref=v1", "http://127.0.0.1:1/missing.yaml"]\nnamePrefix: base-\n`,
  });
});

afterAll(() => scenario.close());

it('Another tag of this repository is followed with the job’s token, as a source and as a base', async () => {
  const run = await scenario.run();
  expect(run.exitCode, run.log).toBe(0);
  expect(await scenario.list(output)).toEqual([
    'kustomization.yaml',
    'prepuller-base-shop.yaml',
    'prepuller-shop.yaml',
  ]);
  expect(await scenario.read(`${output}/prepuller-shop.yaml`)).toContain(
    'from GitRepository flux-system/released:apps/shop.yaml',
  );
  expect(run.log).toContain('The remote resource http://127.0.0.1:1/missing.yaml cannot be fetched');
});

it('and where sources are not followed, they are said, and their files stay', async () => {
  const run = await scenario.run({ inputs: { 'follow-sources': 'false' } });
  expect(run.exitCode, run.log).toBe(0);
  expect(run.log).toContain('GitRepository flux-system/released (apps)');
  expect(run.log).toContain('Remote resources are not fetched');
  expect(await scenario.list(output)).toHaveLength(3);
});
