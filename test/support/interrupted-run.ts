import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { checkout, temporaryFolder } from './checkout.js';
import { eventEnvironment } from './event.js';
import { runGit } from './forge.js';
import { processesIn, waitFor } from './processes.js';
import { runStep, type StepOptions, type StepResult } from './runner.js';
import { type Scenario, startScenario } from './scenario.js';
import { fixture, mirrorsOf } from './seed.js';
import { unpackTools } from './tools.js';

const output = 'infrastructure/prepullers';

/** When a signal comes: after a part of the time that a whole run takes, or so long after a tool was started. */
export type Moment = { part: number } | { tool: 'helm' | 'kubectl'; milliseconds: number };

export interface Interruption {
  moment: Moment;
  signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL';
  /** How often it comes. */
  times: number;
}

/** A repository whose runs are ended at some moment, and what must hold after that. */
export interface InterruptedRuns {
  /** Ends a run, looks at all that it could have left, and lets the next run do the work. */
  expectSound(interruption: Interruption): Promise<void>;
  close(): Promise<void>;
}

export async function startInterruptedRuns(): Promise<InterruptedRuns> {
  const scenario = await startScenario(fixture('flux-gated'));
  const base = await scenario.tip();
  const step = (workspace: string, options: Partial<StepOptions> = {}) => stepOf(scenario, base, workspace, options);
  const begin = performance.now();
  const whole = await step(await checkout(scenario.forge));
  expect(whole.exitCode, whole.log).toBe(0);
  const wholeRun = performance.now() - begin;
  const complete = await scenario.forge.git('rev-parse', 'main^{tree}');

  return {
    async expectSound({ moment, signal, times }) {
      await scenario.forge.git('update-ref', 'refs/heads/main', base);
      const workspace = await checkout(scenario.forge);
      const temporary = await temporaryFolder('runner');
      const bin = await wrappedTools(temporary);
      const started = async (end: (signal: NodeJS.Signals) => void) => {
        await comeAbout(moment, wholeRun, bin);
        for (let time = 0; time < times; time += 1) end(signal);
      };
      const env = { PATH: `${bin}:${process.env.PATH}` };
      const { exitCode, log } = await step(workspace, { temporary, env, started: (end) => void started(end) });

      if (signal !== 'SIGKILL') {
        // The run may have been over by then; or Node itself had not got as far as to run a line of it.
        const code = exitCode ?? (log === '' ? 'not begun' : 'ended by the signal');
        expect([{ SIGTERM: 143, SIGINT: 130 }[signal], 0, 'not begun'], log).toContain(code);
        expect(log).not.toContain('::error');
        await expectNothingLeft(temporary, workspace);
      }
      await expectSoundForge(scenario, base, complete);
      await expectSoundCheckout(workspace, [base, await scenario.tip()]);

      const next = await step(workspace, { temporary });
      expect(next.exitCode, next.log).toBe(0);
      expect(await scenario.forge.git('rev-parse', 'main^{tree}')).toBe(complete);
      expect(await runGit(workspace, 'status', '--porcelain')).toBe('');
      expect(await runGit(workspace, 'rev-parse', 'HEAD')).toBe(await scenario.tip());
      await expectNothingLeft(temporary, workspace);
    },
    close: () => scenario.close(),
  };
}

/** Nothing is in its cache, so that helm and kustomize are started. */
async function stepOf(
  { forge, charts }: Scenario,
  base: string,
  workspace: string,
  options: Partial<StepOptions>,
): Promise<StepResult> {
  return await runStep({
    workspace,
    event: await eventEnvironment(forge, { name: 'workflow_dispatch', sha: base }),
    inputs: { 'chart-mirrors': mirrorsOf(charts), 'cache-path': await temporaryFolder('cache') },
    ...options,
  });
}

/** helm and kubectl that tell when they do their work. */
async function wrappedTools(temporary: string): Promise<string> {
  const bin = path.join(temporary, 'bin');
  await mkdir(bin);
  const { helm, kubectl } = await unpackTools();
  for (const [name, real, work] of [
    ['helm', `${helm}/helm`, 'template'],
    ['kubectl', `${kubectl}/kubectl`, 'kustomize'],
  ]) {
    const script = `#!/bin/sh\n[ "$1" != ${work} ] || : > '${bin}/${name}.started'\nexec '${real}' "$@"\n`;
    await writeFile(path.join(bin, name ?? ''), script);
    await chmod(path.join(bin, name ?? ''), 0o755);
  }
  return bin;
}

async function comeAbout(moment: Moment, wholeRun: number, bin: string): Promise<void> {
  if ('part' in moment) return await sleep(moment.part * wholeRun);
  await waitFor(async () => (await readdir(bin)).includes(`${moment.tool}.started`));
  await sleep(moment.milliseconds);
}

/** No folder, no child, no lock. */
async function expectNothingLeft(temporary: string, workspace: string): Promise<void> {
  expect((await readdir(temporary)).filter((name) => /^prepuller-(?!cache$)/.test(name))).toEqual([]);
  await waitFor(async () => (await processesIn([temporary, workspace])).length === 0);
  const names = await readdir(path.join(workspace, '.git'), { recursive: true });
  expect(names.filter((name) => name.endsWith('.lock'))).toEqual([]);
}

/** The origin is as it was, or complete. */
async function expectSoundForge({ forge }: Scenario, base: string, complete: string): Promise<void> {
  expect(await forge.git('fsck', '--strict', '--no-dangling')).toBe('');
  expect([await forge.git('rev-parse', `${base}^{tree}`), complete]).toContain(
    await forge.git('rev-parse', 'main^{tree}'),
  );
  expect(Number(await forge.git('rev-list', '--count', `${base}..main`))).toBeLessThanOrEqual(1);
}

/** So is the checkout, but for generated files that wait for the next run. */
async function expectSoundCheckout(workspace: string, commits: readonly string[]): Promise<void> {
  expect(await runGit(workspace, 'fsck', '--strict', '--no-dangling')).toBe('');
  expect(commits).toContain(await runGit(workspace, 'rev-parse', 'HEAD'));
  const status = await runGit(workspace, 'status', '--porcelain', '--untracked-files=all');
  const changed = status.split('\n').filter(Boolean);
  expect(changed.filter((line) => !line.slice('XY '.length).startsWith(`${output}/`))).toEqual([]);
}
