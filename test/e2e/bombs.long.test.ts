import { afterAll, beforeAll, expect, it } from 'vitest';
import { bombs, laughs, quietRelease, startBombScenario } from '../support/bombs.js';
import { watchDescendants } from '../support/memory.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

const gibibyte = 1024 ** 3;

let scenario: Scenario;
beforeAll(async () => {
  scenario = await startBombScenario();
});
afterAll(() => scenario.close());

it.each(Object.keys(bombs))(
  '%s is one error of its release, and the one beside it is committed',
  { timeout: 180_000 },
  async (name) => {
    const memory = watchDescendants();
    const good = `good-${name}`;
    const run = await scenario.push(
      { ...bombs[name], [`good/${name}.yaml`]: quietRelease(good) },
      { inputs: { 'memory-limit': '1GiB', concurrency: '2' } },
    );
    memory.stop();
    expect(run.exitCode, run.log).toBe(1);
    const failed = JSON.parse(run.outputs.failed ?? '[]') as { file: string }[];
    expect(failed.map(({ file }) => file)).toEqual([`bombs/${name}.yaml`]);
    expect(memory.peakBytes()).toBeLessThan(3 * gibibyte);
    expect(await scenario.list('infrastructure/prepullers')).toContain(`prepuller-${good}.yaml`);
    await scenario.push({ [`bombs/${name}.yaml`]: null });
  },
);

it('laughs in a file that kustomize builds are one error of its folder, and the releases beside it are committed', async () => {
  const gated = await startScenario(fixture('flux-gated'));
  const memory = watchDescendants();
  const kustomization = await gated.read('apps/kustomization.yaml');
  const run = await gated.push(
    {
      'apps/laughs.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: laughs, namespace: web}\nx:${laughs(9)}\n`,
      'apps/kustomization.yaml': kustomization.replace('resources:', 'resources:\n  - laughs.yaml'),
    },
    { inputs: { 'memory-limit': '1GiB', concurrency: '2' } },
  );
  memory.stop();
  expect(run.exitCode, run.log).toBe(1);
  expect(JSON.parse(run.outputs.failed ?? '[]'), run.log).toHaveLength(1);
  expect(memory.peakBytes()).toBeLessThan(3 * gibibyte);
  expect(await gated.list('infrastructure/prepullers'), run.log).toContain('prepuller-web.yaml');
  await gated.close();
});
