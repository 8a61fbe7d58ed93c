import '../support/isolate-git.js';
import { expect, it, vi } from 'vitest';
import { checkout, pushFiles } from '../support/checkout.js';
import { commit, commitOptions, generate, generated, output, pushEvent, runUntilPublished } from '../support/commit.js';
import type { Forge } from '../support/forge.js';
import { eachOnItsOwnForge, expectClean } from './race-support.js';

let forge: Forge;

eachOnItsOwnForge((started) => {
  forge = started;
});

async function show(path: string): Promise<string> {
  return await forge.git('show', `main:${path}`);
}

it.each([2, 10])('%i runs that race for the same push make one commit and end well', async (count) => {
  const roots = await Promise.all(Array.from({ length: count }, () => checkout(forge)));
  const event = await pushEvent(forge);
  const results = await Promise.all(roots.map((root) => runUntilPublished(commitOptions(root), event)));
  const pushed = { kind: 'pushed', sha: await forge.git('rev-parse', 'main'), branch: 'main' };
  expect(results).toContainEqual(pushed);
  // Two that begin in the same second make the very same commit.
  for (const result of results) expect([pushed, { kind: 'unchanged' }]).toContainEqual(result);
  expect(await forge.git('rev-list', '--count', 'main')).toBe('2');
  for (const root of roots) await expectClean(root);
});

it('ten runs of pushes that follow each other lose nothing and leave the files of the last', async () => {
  const runs = [];
  for (let index = 0; index < 10; index++) {
    await pushFiles(forge, { [`apps/app-${index}.yaml`]: `app:${index}\n` });
    runs.push({ root: await checkout(forge), event: await pushEvent(forge) });
  }
  const results = await Promise.all(runs.map(({ root, event }) => runUntilPublished(commitOptions(root), event)));
  expect(results.every(({ kind }) => kind === 'pushed' || kind === 'unchanged')).toBe(true);
  const files = await forge.git('ls-tree', '-r', '--name-only', 'main', `${output}/`);
  expect(files.split('\n')).toHaveLength(11);
  // Two runs that make the same commit within a second make one and the same object.
  const pushed = new Set(results.flatMap((result) => (result.kind === 'pushed' ? result.sha : [])));
  expect(await forge.git('rev-list', '--count', 'main')).toBe(String(11 + pushed.size));
  for (const { root } of runs) await expectClean(root);
});

it('ten runs with an output folder each all get their commit in', async () => {
  const event = await pushEvent(forge);
  const clusters = Array.from({ length: 10 }, (_, index) => `clusters/${index}/prepullers`);
  const results = await Promise.all(
    clusters.map(async (outputPath) => {
      const options = commitOptions(await checkout(forge), { outputPath, watchPaths: ['apps/**'] });
      return await runUntilPublished(options, event);
    }),
  );
  expect(results.map(({ kind }) => kind)).toEqual(clusters.map(() => 'pushed'));
  expect(await forge.git('rev-list', '--count', 'main')).toBe('11');
  for (const cluster of clusters) expect(await show(`${cluster}/prepuller-podinfo.yaml`)).toContain('podinfo:1');
});

it('gives up on a branch that moves during every push', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.01);
  const root = await checkout(forge);
  // Somebody is always faster: the hook moves the branch while the push is on its way.
  const busy = 'git commit-tree -p refs/heads/main -m busy "refs/heads/main^{tree}"';
  const identity = 'GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a';
  await forge.hook('pre-receive', `unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main $(${identity} ${busy})`);
  const changes = await generate(root, { [`${output}/prepuller-a.yaml`]: generated('a') });
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow(
    'main moved 12 times while the commit was pushed',
  );
  await expectClean(root);
});
