import './support/isolate-git.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectChanges } from '../src/changes/detect-changes.js';
import { commitChanges } from '../src/git/commit-changes.js';
import { openSource } from '../src/git/open-source.js';
import type { CommitOptions } from '../src/git/options.js';
import { checkout, type Files, pushFiles } from './support/checkout.js';
import {
  commitOptions,
  generated,
  generateFromManifests,
  output,
  pushEvent,
  runUntilPublished,
} from './support/commit.js';
import { type Forge, startForge } from './support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n' });
});
afterEach(() => forge.close());

const file = `${output}/prepuller-podinfo.yaml`;

/** A push, and what the run that it starts thinks of it, in a clone of this depth. */
async function relevanceOf(files: Files, overrides: Partial<CommitOptions> = {}, depth = 1) {
  const before = await forge.git('rev-parse', 'main');
  const after = await pushFiles(forge, files);
  const event = await pushEvent(forge, { before, after, sha: after });
  return await detectChanges(commitOptions(await checkout(forge, { depth }), overrides), event);
}

/** A run that nobody cancels. */
async function run(overrides: Partial<CommitOptions> = {}) {
  return await runUntilPublished(commitOptions(await checkout(forge), overrides), await pushEvent(forge));
}

describe.each([1, 0])('in a clone of depth %i', (depth) => {
  it('a push of a document is skipped after a run has done its work', async () => {
    await run();
    const requests = forge.requests.length;
    const relevance = await relevanceOf({ 'notes.md': 'words\n' }, {}, depth);
    expect(relevance.reason).toMatch(/^Nothing to do: /);
    expect(forge.requests.slice(requests).some(({ url }) => url.includes('git-receive-pack'))).toBe(false);
  });

  it('a push of a document makes up for the run before, which was cancelled', async () => {
    await run();
    await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
    expect((await relevanceOf({ 'notes.md': 'words\n' }, {}, depth)).reason).toMatch(/^A full run: .*cancelled/);
    await run();
    expect((await relevanceOf({ 'notes.md': 'more words\n' }, {}, depth)).relevant).toBe(false);
  });

  it('so does a push of generated files alone, such as the merge of a pull request', async () => {
    await run();
    await pushFiles(forge, { 'apps/redis.yaml': 'redis:7\n' });
    expect((await relevanceOf({ [file]: generated('podinfo:old') }, {}, depth)).relevant).toBe(true);
  });
});

it('a manifest that changes no image costs no commit, and the next push is skipped', async () => {
  await run();
  await pushFiles(forge, { 'apps/notes.txt': 'no manifest\n', 'clusters/production.yaml': 'kind: ConfigMap\n' });
  expect(await run()).toEqual({ kind: 'unchanged' });
  expect((await relevanceOf({ 'notes.md': 'words\n' })).relevant).toBe(false);
});

it('what somebody makes of a generated file is put right', async () => {
  await run();
  expect((await relevanceOf({ [file]: generated('by hand') })).relevant).toBe(true);
});

it('the commit of a run itself is no reason for another one', async () => {
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
  await run();
  const [before, after] = [await forge.git('rev-parse', 'main^'), await forge.git('rev-parse', 'main')];
  const event = await pushEvent(forge, { before, after });
  expect((await detectChanges(commitOptions(await checkout(forge)), event)).relevant).toBe(false);
});

it('a run in which something failed is made up for', async () => {
  const options = commitOptions(await checkout(forge));
  const source = await openSource(options);
  const changes = await generateFromManifests(source.root, output);
  await commitChanges({ changes, describe: () => '', isComplete: false }, options, await pushEvent(forge), source);
  expect((await relevanceOf({ 'notes.md': 'words\n' })).relevant).toBe(true);
});

it('each output folder and each branch has its own', async () => {
  await run();
  expect((await relevanceOf({ 'notes.md': 'words\n' }, { outputPath: 'clusters/staging/prepullers' })).relevant).toBe(
    true,
  );
  await forge.git('branch', 'staging', 'main');
  const [before, after] = [
    await forge.git('rev-parse', 'main'),
    await pushFiles(forge, { 'a.md': 'a\n' }, { branch: 'staging' }),
  ];
  const event = await pushEvent(forge, { ref: 'refs/heads/staging', before, after, sha: after });
  const root = await checkout(forge, { ref: 'refs/heads/staging' });
  expect((await detectChanges(commitOptions(root), event)).relevant).toBe(true);
});

it('the run of an old push that is run again asks for the tip, and works on it', async () => {
  await run();
  const before = await forge.git('rev-parse', 'main');
  const after = await pushFiles(forge, { 'notes.md': 'words\n' });
  const old = await checkout(forge);
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
  const event = await pushEvent(forge, { before, after, sha: after });
  expect((await detectChanges(commitOptions(old), event)).relevant).toBe(true);
  expect((await runUntilPublished(commitOptions(old), event)).kind).toBe('pushed');
  expect(await forge.git('show', `main:${file}`)).toBe(generated('podinfo:2').trim());
  expect((await detectChanges(commitOptions(old), event)).relevant).toBe(false);
});

it.each<Partial<CommitOptions>>([{ check: true }, { commitChanges: false }])(
  'a workflow that commits nothing goes by the push alone: %o',
  async (overrides) => {
    expect((await relevanceOf({ 'notes.md': 'words\n' }, overrides)).relevant).toBe(false);
  },
);

it('a forge that does not take it costs full runs, and is named', async () => {
  await forge.hook('update', 'case $1 in refs/prepuller/*) echo "refs are restricted" >&2; exit 1;; esac');
  expect(await run()).toMatchObject({
    kind: 'pushed',
    notices: [
      expect.stringMatching(
        /^The forge does not take the ref refs\/prepuller\/[0-9a-f]{32}, .*every push means a full run/,
      ),
    ],
  });
  expect((await relevanceOf({ 'notes.md': 'words\n' })).relevant).toBe(true);
});

it('a pull request is kept up to date, and a skipped push leaves it alone', async () => {
  const proposing = { publish: 'pull-request', forgeToken: forge.token } as const;
  await run(proposing);
  expect((await relevanceOf({ 'notes.md': 'words\n' }, proposing)).relevant).toBe(false);
  // The merge is the end of its branch.
  const [before, after] = [
    await forge.git('rev-parse', 'main'),
    await pushFiles(forge, { [file]: generated('podinfo:1') }),
  ];
  const event = await pushEvent(forge, { before, after, sha: after });
  expect((await detectChanges(commitOptions(await checkout(forge), proposing), event)).relevant).toBe(true);
});
