import '../support/isolate-git.js';
import { rm } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { detectChanges } from '../../src/changes/detect-changes.js';
import type { RunEvent } from '../../src/event.js';
import { openSource } from '../../src/git/open-source.js';
import type { Publish } from '../../src/git/options.js';
import { checkout, type Files, pushFiles } from '../support/checkout.js';
import { commit, commitOptions, generated, generateFromManifests, output, pushEvent } from '../support/commit.js';
import { type Forge, startForge } from '../support/forge.js';

/*
 * Repositories in which people push, merge and start runs, while forges cancel runs at any request. Whatever came
 * before, one run that nobody cancels, whatever started it, must leave the files that a full run would. The pipeline is
 * the real one but for the charts: each manifest becomes one generated file.
 */
const sequences = 200;
const seed = Number(process.env.PREPULLER_SIMULATION_SEED ?? 20_260_101);

type Random = (below: number) => number;

/** A linear congruential generator: the same sequences every time. */
function randomFrom(start: number): Random {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface World {
  forge: Forge;
  publish: Publish;
  random: Random;
  /** Events of runs that came before: each may be run again, on the commit that it was about. */
  past: { event: RunEvent; sha: string }[];
  /** What happened, for the report of a failure. */
  story: string[];
}

/** A run like the action's, with a token of its own, which the forge stops answering after so many requests. */
async function run({ forge, publish }: World, event: RunEvent, sha: string, requests = Number.POSITIVE_INFINITY) {
  const job = forge.issueToken();
  const root = await checkout(forge, { ref: sha, persistCredentials: false });
  job.cancelAfter(requests);
  const options = commitOptions(root, { publish, token: job.token, forgeToken: job.token });
  try {
    if (!(await detectChanges(options, event)).relevant) return 'skipped';
    let source = await openSource(options);
    for (;;) {
      const changes = await generateFromManifests(source.root, output);
      const result = await commit(changes, options, event, source);
      if (result.kind !== 'superseded') return result.kind;
      source = result;
    }
  } catch (error) {
    if (!job.isCancelled()) throw error;
    return 'cancelled';
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function pushed(world: World, files: Files): Promise<{ event: RunEvent; sha: string }> {
  const before = await world.forge.git('rev-parse', 'main');
  const sha = await pushFiles(world.forge, files);
  return { event: await pushEvent(world.forge, { before, after: sha, sha }), sha };
}

/** What starts a run. */
const causes: Record<string, (world: World) => Promise<{ event: RunEvent; sha: string }>> = {
  'a manifest': (world) => {
    const name = `apps/app-${world.random(3)}.yaml`;
    return pushed(world, { [name]: `app:${world.random(4)}\n` });
  },
  'a manifest less': async (world) => {
    const names = (await world.forge.git('ls-tree', '--name-only', 'main', 'apps/')).split('\n');
    const name = names[world.random(names.length)] ?? '';
    return pushed(world, names.length < 2 ? { 'notes.md': 'nothing to remove\n' } : { [name]: null });
  },
  'a document': (world) => pushed(world, { 'notes.md': `${world.random(1000)}\n` }),
  'a generated file, by hand': (world) =>
    pushed(world, { [`${output}/prepuller-app-${world.random(3)}.yaml`]: generated(`by hand:${world.random(3)}`) }),
  'a manual run': async ({ forge }) => {
    const sha = await forge.git('rev-parse', 'main');
    return { sha, event: await pushEvent(forge, { name: 'workflow_dispatch', sha }) };
  },
  'an old run again': async (world) => {
    const old = world.past[world.random(world.past.length)];
    return old ?? (await pushed(world, { 'notes.md': 'first\n' }));
  },
  'a merge of the pull request': async (world) => {
    const { forge } = world;
    const pull = forge.pulls.find(({ state }) => state === 'open');
    const before = await forge.git('rev-parse', 'main');
    if (pull === undefined) return pushed(world, { 'notes.md': 'nothing to merge\n' });
    // A squash: the files of the proposal on what is the tip by now.
    const files = await filesOf(forge, pull.head.ref);
    Object.assign(pull, { state: 'closed', merged_at: '2026-01-01T00:00:00Z' });
    const present = Object.keys(await filesOf(forge, 'main')).map((name): [string, null] => [name, null]);
    const sha = await pushFiles(forge, { ...Object.fromEntries(present), ...files });
    return { sha, event: await pushEvent(forge, { before, after: sha, sha }) };
  },
};
const names = Object.keys(causes);

async function filesOf(forge: Forge, branch: string): Promise<Record<string, string>> {
  const paths = (await forge.git('ls-tree', '-r', '--name-only', branch, `${output}/`)).split('\n').filter(Boolean);
  const texts = await Promise.all(paths.map((file) => forge.git('show', `${branch}:${file}`)));
  return Object.fromEntries(paths.map((file, index) => [file, `${texts[index]}\n`]));
}

/** What one full run makes of main. */
async function expected(forge: Forge): Promise<Record<string, string>> {
  const paths = (await forge.git('ls-tree', '--name-only', 'main', 'apps/')).split('\n').filter(Boolean);
  const texts = await Promise.all(paths.map((file) => forge.git('show', `main:${file}`)));
  return Object.fromEntries(
    paths.map((file, index) => [file.replace('apps/', `${output}/prepuller-`), generated(texts[index] ?? '')]),
  );
}

async function cause(world: World, name: string) {
  const started = await causes[name]?.(world);
  if (started === undefined) throw new Error(name);
  world.past.push(started);
  return started;
}

async function simulate(number: number): Promise<void> {
  const random = randomFrom(seed + number * 7919);
  const forge = await startForge();
  const world: World = { forge, random, publish: number % 2 === 0 ? 'push' : 'pull-request', past: [], story: [] };
  try {
    await pushFiles(forge, { 'apps/app-0.yaml': 'app:0\n', 'notes.md': 'notes\n' });
    for (let step = 1 + random(4); step > 0; step -= 1) {
      const name = names[random(names.length)] ?? '';
      const { event, sha } = await cause(world, name);
      // Most runs are cancelled, some while they are about to push; two may be at work at once.
      const other = random(4) === 0 ? run(world, event, sha, random(12)) : undefined;
      const requests = random(3) === 0 ? Number.POSITIVE_INFINITY : random(14);
      const outcomes = await Promise.all([run(world, event, sha, requests), other]);
      world.story.push(`${name} (${requests} requests): ${outcomes.filter(Boolean).join(' and ')}`);
    }
    const last = names[number % names.length] ?? '';
    const { event, sha } = await cause(world, last);
    world.story.push(`${last}, at last: ${await run(world, event, sha)}`);
    const proposal = forge.pulls.find(({ state }) => state === 'open');
    const branch = world.publish === 'pull-request' && proposal ? proposal.head.ref : 'main';
    const message = `sequence ${number}, ${world.publish}\n${world.story.join('\n')}`;
    expect(await filesOf(forge, branch), message).toEqual(await expected(forge));
  } finally {
    await forge.close();
  }
}

/** So many at once: each of their steps waits for processes. */
const together = 4;
const parts = 10;

it.each(Array.from({ length: parts }, (_, part) => part))(
  'one run that nobody cancels makes up for all before it (part %i)',
  async (part) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.001);
    const numbers = Array.from({ length: sequences / parts }, (_, index) => part + index * parts);
    const work = Array.from({ length: together }, async () => {
      for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) await simulate(number);
    });
    await Promise.all(work);
  },
  1_200_000,
);
