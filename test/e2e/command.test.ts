import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChartServer } from '../support/chart-server.js';
import { temporaryFolder } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { fixture, mirrorsOf, serveFixtureCharts } from '../support/seed.js';
import { unpackTools } from '../support/tools.js';

const program = fileURLToPath(new URL('../../bin/prepuller.js', import.meta.url));

let charts: ChartServer;
let clone: string;
beforeAll(async () => {
  charts = await serveFixtureCharts();
  clone = await temporaryFolder('clone');
  await cp(fixture('seed'), clone, { recursive: true });
  await runGit(clone, 'init', '--quiet');
  await runGit(clone, 'add', '--all');
  await runGit(clone, 'commit', '--quiet', '--message=Begin');
});
afterAll(() => charts.close());

interface Run {
  folder?: string;
  /** A pseudo-terminal, as `script` of Debian's bsdutils makes one; standard error goes to it, too. */
  isTerminal?: boolean;
  env?: Record<string, string>;
}

/** As a person starts it, with nothing in the environment that a runner would set. */
async function prepuller(args: string[], { folder = clone, isTerminal = false, env: more = {} }: Run = {}) {
  const { helm, kubectl } = await unpackTools();
  const home = await temporaryFolder('home');
  const command = [process.execPath, program, ...args];
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const [file = '', ...rest] = isTerminal ? ['script', '-qec', quoted, '/dev/null'] : command;
  const env = { PATH: [helm, kubectl, process.env.PATH].join(path.delimiter), HOME: home, TERM: 'xterm', ...more };
  const { exitCode, stdout, stderr } = await execa(file, rest, { cwd: folder, env, extendEnv: false, reject: false });
  return { exitCode, stdout, stderr };
}

function mirrors(): string {
  return `--chart-mirrors=${mirrorsOf(charts)}`;
}

describe('the command, on a repository with three releases', () => {
  it('plans in a pipe, from any folder of the clone, and touches nothing', async () => {
    const folder = path.join(clone, 'infrastructure/controllers');
    const { exitCode, stdout, stderr } = await prepuller(['plan', mirrors()], { folder });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('Found 3 HelmReleases with the label prepuller=enabled');
    expect(stdout).toMatch(/^web\/web +web +1\.2\.0 +1 +infrastructure\/prepullers\/prepuller-web\.yaml$/m);
    expect(stdout).toContain('+          image: docker.io/library/nginx:1.27.3');
    expect(stdout).toContain('4 generated files would change');
    for (const mark of ['\u001b', '\n::', 'charts rendered']) expect(stdout + stderr).not.toContain(mark);
    expect(await runGit(clone, 'status', '--porcelain')).toBe('');
  });

  it('plans in a terminal with colours and a line that says how far it is, after what was found', async () => {
    const { exitCode, stdout } = await prepuller([mirrors()], { isTerminal: true });
    expect(exitCode, stdout).toBe(0);
    const found = stdout.indexOf('Found 3 HelmReleases');
    const progress = stdout.indexOf('0 of 3 charts rendered; ');
    const table = stdout.indexOf('RELEASE');
    expect([found >= 0, found < progress, progress < table]).toEqual([true, true, true]);
    expect(stdout).toContain('\u001b[32m+kind: DaemonSet\u001b[0m');
  });

  it('fails where it waits for what never comes', async () => {
    const preload = path.join(await temporaryFolder('preload'), 'preload.cjs');
    await writeFile(preload, "require('node:timers/promises').setImmediate = () => new Promise(() => {});");
    const env = { NODE_OPTIONS: `--require=${preload}` };
    const { exitCode, stdout, stderr } = await prepuller(['check', '--json', mirrors()], { env });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('the run ended before it was done');
  });

  it('explains, lists, writes and checks', async () => {
    const explained = await prepuller(['explain', 'nginx', mirrors()]);
    expect(explained.stdout).toContain('pulled: docker.io/library/nginx:1.27.3');
    const listed = await prepuller(['images', '--json', mirrors()]);
    expect(JSON.parse(listed.stdout)).toHaveLength(4);
    expect((await prepuller(['check', mirrors()])).exitCode).toBe(1);
    expect((await prepuller(['write', mirrors()])).exitCode).toBe(0);
    expect((await prepuller(['check', mirrors()])).exitCode).toBe(0);
    expect(await runGit(clone, 'status', '--porcelain')).toBe('?? infrastructure/prepullers/');
  });
});

describe('the command, where there is nothing', () => {
  it.each([true, false])('says so, in a terminal (%s) and in a pipe', async (isTerminal) => {
    const empty = await temporaryFolder('empty');
    await runGit(empty, 'init', '--quiet');
    const { exitCode, stdout, stderr } = await prepuller(['plan'], { folder: empty, isTerminal });
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout + stderr).toContain('Found 0 HelmReleases');
    expect(stdout).toContain('The generated files are up to date.');
    expect(await readdir(empty)).toEqual(['.git']);
  });

  it('ends quietly when nobody reads on', async () => {
    const { exitCode, stderr } = await execa('sh', ['-c', `'${process.execPath}' '${program}' --help | head -n 1`]);
    expect([exitCode, stderr]).toEqual([0, '']);
  });
});

describe('npx', () => {
  it('takes the command out of the repository of the action: no build, no packages, node and git alone', async () => {
    // The repository as it is committed, less what a package does not hold, with the bundle at hand.
    const repository = await temporaryFolder('action');
    const project = path.dirname(path.dirname(program));
    for (const name of ['bin', 'dist', 'package.json']) {
      await cp(path.join(project, name), path.join(repository, name), { recursive: true });
    }
    await runGit(repository, 'init', '--quiet');
    await runGit(repository, 'add', '--all');
    await runGit(repository, 'commit', '--quiet', '--message=Release');
    const home = await temporaryFolder('home');
    await mkdir(path.join(home, 'empty'));
    // A registry that is none: whatever npm would fetch fails.
    await writeFile(path.join(home, '.npmrc'), 'registry=http://127.0.0.1:9/\nupdate-notifier=false\n');
    const { stdout } = await execa('npx', ['--yes', `git+file://${repository}`, '--version'], {
      cwd: path.join(home, 'empty'),
      env: { PATH: process.env.PATH, HOME: home },
      extendEnv: false,
    });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
