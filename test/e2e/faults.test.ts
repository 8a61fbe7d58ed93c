import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout, temporaryFolder } from '../support/checkout.js';
import { eventEnvironment } from '../support/event.js';
import { runGit } from '../support/forge.js';
import { runStep, type StepOptions, type StepResult } from '../support/runner.js';
import { type Scenario, startScenario } from '../support/scenario.js';
import { fixture, mirrorsOf } from '../support/seed.js';
import { unpackTools } from '../support/tools.js';

const output = 'infrastructure/prepullers';

let scenario: Scenario;
let base: string;
let workspace: string;

beforeAll(async () => {
  scenario = await startScenario(fixture('seed'));
  base = await scenario.tip();
});
afterAll(() => scenario.close());

type Fault = Omit<StepOptions, 'workspace' | 'event'>;

async function runWith({ inputs, ...fault }: Fault): Promise<StepResult> {
  await scenario.forge.git('update-ref', 'refs/heads/main', base);
  workspace = await checkout(scenario.forge);
  return await runIn({ ...fault, inputs: { ...inputs } });
}

async function runIn({ inputs, ...fault }: Fault): Promise<StepResult> {
  return await runStep({
    ...fault,
    workspace,
    event: await eventEnvironment(scenario.forge, { name: 'workflow_dispatch', sha: base }),
    inputs: { 'chart-mirrors': mirrorsOf(scenario.charts), ...inputs },
  });
}

async function expectWholeCheckout(): Promise<void> {
  expect(await runGit(workspace, 'status', '--porcelain', '--untracked-files=all')).toBe('');
  expect(await runGit(workspace, 'fsck', '--strict', '--no-dangling')).toBe('');
}

/** Limits of a process and of all that it starts. No shell: it drops variables with a dash in their name. */
function limited(limit: string): string[] {
  return ['/usr/bin/prlimit', limit];
}

/** To root, permissions say nothing until it gives up the right to pass them by. */
const obedient =
  process.getuid?.() === 0
    ? ['/usr/bin/setpriv', '--bounding-set', '-dac_override,-dac_read_search', '--inh-caps', '-all']
    : [];

async function file(): Promise<string> {
  const name = path.join(await temporaryFolder('file'), 'file');
  await writeFile(name, '');
  return name;
}

/** A PATH with helm, kubectl and node and, in the place of git, what is given. */
async function pathWithGit(git: string | undefined): Promise<string> {
  const folder = await temporaryFolder('path');
  await symlink(process.execPath, path.join(folder, 'node'));
  if (git !== undefined) {
    await writeFile(path.join(folder, 'git'), git);
    await chmod(path.join(folder, 'git'), 0o755);
  }
  return [folder, ...Object.values(await unpackTools())].join(path.delimiter);
}

it.each<[string, () => Promise<Fault> | Fault, RegExp]>([
  [
    'RUNNER_TEMP is a file',
    async () => ({ env: { RUNNER_TEMP: await file() } }),
    /^::error::No temporary folder can be made in .*: a file is where a folder should be \(ENOTDIR\)/m,
  ],
  [
    'TMPDIR is not there',
    () => ({ env: { RUNNER_TEMP: '', TMPDIR: '/nowhere/at/all' } }),
    /^::error::No temporary folder can be made in \/nowhere\/at\/all/m,
  ],
  [
    'no file can be written',
    () => ({ launcher: limited('--fsize=0') }),
    /^::error::.*the file would be larger than this job may write/m,
  ],
  [
    'no large file can be written',
    () => ({ launcher: limited('--fsize=1500') }),
    /^::error::.*the file would be larger than this job may write/m,
  ],
  [
    'git is not there',
    async () => ({ env: { PATH: await pathWithGit(undefined) } }),
    /^::error::git could not be started: there is no git on the PATH; install it in a step before this one/m,
  ],
  [
    'working-directory is not there',
    () => ({ inputs: { 'working-directory': 'clusters/nowhere' } }),
    /^::error::There is no folder .*clusters\/nowhere: .*working-directory/m,
  ],
  [
    'working-directory is a file',
    () => ({ inputs: { 'working-directory': 'infrastructure/sources/examples.yaml' } }),
    /^::error::There is no folder /m,
  ],
])('when %s, the run says so, and the checkout is whole', async (_, fault, words) => {
  const run = await runWith(await fault());
  expect(run.exitCode, run.log).toBe(1);
  expect(run.log).toMatch(words);
  expect(run.log).not.toContain('should not have happened');
  await expectWholeCheckout();
  expect(await scenario.tip()).toBe(base);
});

it('when every git fails, the run says what it misses, and the checkout is whole', async () => {
  const run = await runWith({
    env: { PATH: await pathWithGit('#!/bin/sh\necho "fatal: out of order" >&2\nexit 128\n') },
  });
  expect(run.exitCode, run.log).toBe(1);
  expect(run.log).toMatch(/^::error::/m);
  expect(run.log).not.toContain('should not have happened');
  await expectWholeCheckout();
});

it.each([
  ['GITHUB_OUTPUT', '/dev/full', /The outputs of this step cannot be written .*no space is left on the device/],
  ['GITHUB_OUTPUT', '/nowhere/output', /The outputs of this step cannot be written .*Missing file/],
  ['GITHUB_STEP_SUMMARY', '/dev/full', /The summary of this step cannot be written .*no space is left on the device/],
  [
    'GITHUB_STEP_SUMMARY',
    '/nowhere/summary',
    /The summary of this step cannot be written .*open \/nowhere\/summary: it is not there/,
  ],
])('when %s is %s, all else is done', async (variable, value, words) => {
  const run = await runWith({ env: { [variable]: value } });
  expect(run.exitCode, run.log).toBe(1);
  expect(run.log).toMatch(words);
  expect(run.log).not.toContain('should not have happened');
  expect(await scenario.list(output)).toContain('prepuller-web.yaml');
  await expectWholeCheckout();
});

it('when the work tree cannot be written, the run says so and leaves it as it is', async () => {
  await scenario.forge.git('update-ref', 'refs/heads/main', base);
  workspace = await checkout(scenario.forge);
  await chmod(path.join(workspace, 'infrastructure'), 0o555);
  const run = await runIn({ launcher: obedient });
  await chmod(path.join(workspace, 'infrastructure'), 0o755);
  expect(run.exitCode, run.log).toBe(1);
  expect(run.log).toMatch(/^::error::The run cannot go on: mkdir .*infrastructure\/prepullers: permission is denied/m);
  await expectWholeCheckout();
});

it('when the cache cannot be written, the run does without it', async () => {
  const cache = await temporaryFolder('cache');
  await chmod(cache, 0o555);
  const run = await runWith({ launcher: obedient, inputs: { 'cache-path': path.join(cache, 'kept') } });
  expect(run.exitCode, run.log).toBe(0);
  expect(await readdir(cache)).toEqual([]);
  expect(await scenario.list(output)).toContain('prepuller-web.yaml');
});

it('fails where it waits for what never comes', async () => {
  const preload = await file();
  // It is waited for before the stages are loaded.
  await writeFile(preload, "require('node:timers/promises').setImmediate = () => new Promise(() => {});");
  const run = await runWith({ env: { NODE_OPTIONS: `--require=${preload}` } });
  expect(run.exitCode, run.log).toBe(1);
  expect(run.log).toContain('should not have happened, please report it: Error: the run ended before it was done');
});

it.each([20, 23, 26, 30, 40])('with %i file descriptors, the run does its work or says why not', async (count) => {
  const run = await runWith({ launcher: limited(`--nofile=${count}`) });
  expect(run.log).not.toContain('should not have happened');
  await expectWholeCheckout();
  if (run.exitCode === 0) expect(await scenario.list(output)).toContain('prepuller-web.yaml');
  else expect(run.log).toMatch(/no file descriptor left|EMFILE|too many open files|Too many open files/i);
});

it('finds the folder of a run that could not end, and goes on', async () => {
  await scenario.forge.git('update-ref', 'refs/heads/main', base);
  workspace = await checkout(scenario.forge);
  const folder = path.join(workspace, output);
  await mkdir(folder);
  await writeFile(path.join(folder, '.prepuller-web.yaml.0b5e3c1a-1111-4222-8333-444455556666.unfinished'), 'half');
  const run = await runIn({});
  expect(run.exitCode, run.log).toBe(0);
  await expectWholeCheckout();
});
