import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushFiles } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { type ImageRegistry, startImageRegistry } from '../support/image-registry.js';
import { buildImage, buildPlatforms } from '../support/images.js';
import { type Run, type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

const output = 'infrastructure/prepullers';
const web = 'infrastructure/controllers/web/helmrelease.yaml';
const files = ['kustomization.yaml', 'prepuller-cron.yaml', 'prepuller-operator.yaml', 'prepuller-web.yaml'];

let scenario: Scenario;
let registry: ImageRegistry;
let isSilent = false;
beforeAll(async () => {
  scenario = await startScenario(fixture('seed'));
  registry = await startImageRegistry({
    fault: (_, response) => isSilent && Boolean(response.writeHead(403).end()),
  });
  registry.publish('hub/library/nginx:1.27.3', buildImage({ layers: ['base', 5_000_000] }));
  registry.publish('hub/library/nginx:1.27.4', buildImage({ layers: ['base', 7_000_000] }));
  registry.publish('hub/library/postgres:16.4', buildPlatforms(['linux/amd64', 'linux/arm64']));
  for (const name of ['operator', 'config-reloader']) {
    registry.publish(`quay/example/${name}:v0.80.0`, buildPlatforms(['linux/amd64', 'linux/arm64']));
  }
});
afterAll(async () => {
  await scenario.close();
  await registry.close();
});

/** A pull request of a stranger: only the hosts of mirrors may be asked on loopback. */
async function pullRequest(inputs: Record<string, string> = {}): Promise<Run> {
  const head = { ref: 'renovate/web', sha: '1'.repeat(40), repo: { full_name: 'stranger/cluster' } };
  const payload = { pull_request: { number: 7, head, base: { ref: 'main' } } };
  const event = { name: 'pull_request', ref: 'refs/pull/7/merge', sha: head.sha, payload };
  const env = await eventEnvironment(scenario.forge, event);
  return await scenario.run({ inputs: { ...verified(), check: 'true', ...inputs }, env });
}

function verified(): Record<string, string> {
  return {
    'verify-images': 'error',
    platforms: 'linux/amd64\nlinux/arm64',
    'image-mirrors': `docker.io=http://${registry.host}/hub\nquay.io=http://${registry.host}/quay`,
  };
}

/** What somebody changes in the values of the release. */
async function edit(tag: string): Promise<void> {
  const values = `  values:\n    image:\n      repository: docker.io/library/nginx\n      tag: "${tag}"\n`;
  await pushFiles(scenario.forge, { [web]: (await scenario.read(web)).replace(/ {2}values:[\s\S]*/, values) });
}

describe.sequential('a repository whose images are verified', () => {
  it('has files for the nodes that can pull each image, and says how much that is', async () => {
    const run = await scenario.run({ inputs: verified() });
    expect(run.exitCode, run.log).toBe(0);
    expect(await scenario.list(output)).toEqual(files);
    expect(await scenario.read(`${output}/prepuller-web.yaml`)).toContain('kubernetes.io/arch: amd64');
    expect(await scenario.read(`${output}/prepuller-cron.yaml`)).not.toContain('kubernetes.io/arch');
    expect(run.log).toContain('lacks linux/arm64 (it has linux/amd64): its pre-puller leaves out these nodes.');
    expect(run.log).toContain('+5 MB on every amd64 node, of which 5 MB are new; 5 MB in all, compressed.');
    expect(run.summary).toContain('on every arm64 node');
    expect(JSON.parse(run.outputs.images ?? '')).toContainEqual(
      expect.objectContaining({
        name: 'web',
        size: { 'linux/amd64': { bytes: 5_000_004, unknown: 0 }, 'linux/arm64': { bytes: 0, unknown: 0 } },
        images: [expect.objectContaining({ platforms: ['linux/amd64'], size: { 'linux/amd64': 5_000_004 } })],
      }),
    );
  });

  it('keeps the nodes of a file where the registry cannot tell, and says so once', async () => {
    isSilent = true;
    const run = await pullRequest();
    isSilent = false;
    expect(run.exitCode, run.log).toBe(0);
    expect(run.log).toContain('up to date');
    expect(
      run.log.match(/^::notice.*forbids it \(403\): it cannot be told whether it exists \(4 images: /gm),
    ).toHaveLength(1);
  });

  it('stops a pull request that misspells a tag, at the line of the tag, with the tags that there are', async () => {
    await edit('1.27.E');
    const run = await pullRequest();
    expect(run.exitCode, run.log).toBe(1);
    const line = (await scenario.read(web)).split('\n').findIndex((text) => text.includes('tag:')) + 1;
    const error = run.log.split('\n').find((text) => text.startsWith('::error file='));
    expect(error).toContain(`::error file=${web},line=${line}::`);
    expect(error).toContain(
      'HelmRelease web/web: Deployment/web-web: spec.template.spec.containers[0].image: the image',
    );
    expect(error).toContain('does not exist');
    expect(error).toContain('has no tag 1.27.E; the nearest are 1.27.3, 1.27.4. Correct it here');
    expect(JSON.parse(run.outputs.failed ?? '')).toMatchObject([{ name: 'web', file: web, line }]);
    expect(run.log).not.toContain('out of date:');
  });

  it('passes a tag that exists, and says what it adds and takes away', async () => {
    await edit('1.27.4');
    const run = await pullRequest();
    expect(run.log).toContain('+7 MB on every amd64 node, of which 7 MB are new, and -5 MB; 7 MB in all, compressed.');
    expect(JSON.parse(run.outputs.failed ?? '')).toEqual([]);
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/^::error::.*out of date/m);
  });

  it('stops one that is too large for a node', async () => {
    const run = await pullRequest({ 'max-size-per-node': '6MiB' });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('on every linux/amd64 node: max-size-per-node allows 6 MiB');
  });
});
