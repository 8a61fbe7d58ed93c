import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runProcess } from '../../src/tools/process.js';
import { isAlive, waitFor } from '../support/processes.js';
import { projectRoot } from '../support/render.js';

const node = process.execPath;

async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it('gives the standard output as it is, and hands over the input', async () => {
  const script = 'process.stdin.pipe(process.stdout)';
  expect(await runProcess(node, ['-e', script], { input: 'a\n\n' })).toBe('a\n\n');
});

it('does not mind a program that reads none of its input', async () => {
  expect(await runProcess(node, ['-e', 'console.log(1)'], { input: 'x'.repeat(1 << 20) })).toBe('1\n');
});

describe('the environment of a program', () => {
  it('is of named variables only, whatever the job has', async () => {
    for (const name of ['INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_TOKEN', 'STATE_x', 'AWS_SECRET_ACCESS_KEY']) {
      vi.stubEnv(name, 'secret');
    }
    vi.stubEnv('HTTPS_PROXY', 'http://user:secret@proxy.example.com');
    onTestFinished(() => void vi.unstubAllEnvs());
    const script = 'console.log(JSON.stringify(process.env))';
    const answer = await runProcess(node, ['-e', script], { env: { GOGC: undefined, MORE: 'yes' } });
    expect(answer).not.toContain('secret');
    const names = Object.keys(JSON.parse(answer)).filter((name) => name !== 'LD_LIBRARY_PATH');
    expect(names.sort()).toEqual(['GOMEMLIMIT', 'HOME', 'LC_ALL', 'MORE', 'PATH', 'TMPDIR']);
  });

  it.each([
    [undefined, 80],
    [1024, 80],
    [64, 48],
  ])('lets a program in Go have some memory before it collects garbage; of %j MiB, %i', async (bound, some) => {
    const script = 'console.log(process.env.GOGC, process.env.GOMEMLIMIT)';
    const options = bound === undefined ? {} : { memoryBytes: bound * 1024 * 1024 };
    expect(await runProcess(node, ['-e', script], options)).toBe(`off ${some * 1024 * 1024}\n`);
  });

  it('has a home that is empty, its working folder too, and goes with it', async () => {
    vi.stubEnv('RUNNER_TEMP', await scratchFolder());
    onTestFinished(() => void vi.unstubAllEnvs());
    const script = `
      const { HOME, TMPDIR } = process.env;
      console.log(JSON.stringify([process.cwd() === HOME, TMPDIR === HOME, fs.readdirSync(HOME), HOME]));
      fs.writeFileSync('left', 'over')`;
    const [isCwd, isTemporary, content, home] = JSON.parse(await runProcess(node, ['-e', script]));
    expect([isCwd, isTemporary, content]).toEqual([true, true, []]);
    expect(path.dirname(home)).toBe(process.env.RUNNER_TEMP);
    expect(await readdir(process.env.RUNNER_TEMP ?? '')).toEqual([]);
  });
});

it.each([
  [
    'fails',
    [node, '-e', 'console.error("why");process.exit(3)'],
    { exitCode: 3, stderr: 'why' },
    'failed with exit code 3',
  ],
  ['is not there', ['/nowhere/helm'], { code: 'ENOENT' }, '/nowhere/helm is not there'],
  ['is no program', ['/etc/passwd'], { code: 'EACCES' }, 'could not be started: permission is denied (EACCES)'],
  ['takes too long', [node, '-e', 'setInterval(() => {}, 9)'], { timedOut: true }, 'took longer than 0.7 s'],
  ['is ended', [node, '-e', 'process.kill(process.pid, "SIGKILL")'], { timedOut: false }, 'was ended by SIGKILL'],
])('says so when the program %s', async (_, [file = '', ...args], fields, message) => {
  const failed = runProcess(file, args, { timeoutMilliseconds: 700 });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.toMatchObject({ name: 'ProcessError', ...fields });
});

describe('a program that breaks a bound is ended and named', () => {
  const grow = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(8 << 20, 1)), 5)';

  it('of memory', async () => {
    await expect(runProcess(node, ['-e', grow], { memoryBytes: 256 << 20 })).rejects.toThrow(
      'took more than 256 MiB of memory, which is the input memory-limit, and was ended',
    );
  });

  it('of memory, also when another one that it started takes it', async () => {
    const parent = `child_process.spawn(process.execPath, ['-e', ${JSON.stringify(grow)}]); setInterval(() => {}, 1000)`;
    await expect(runProcess(node, ['-e', parent], { memoryBytes: 256 << 20 })).rejects.toThrow('MiB of memory');
  });

  it.each(['stdout', 'stderr'])('of what it writes to its %s', async (stream) => {
    const shout = `const chunk = 'x'.repeat(1 << 20); const go = () => process.${stream}.write(chunk, go); go()`;
    await expect(runProcess(node, ['-e', shout])).rejects.toThrow(/wrote more than \d+ MiB and was ended/);
  });

  it('with all that it has started', async () => {
    const note = path.join(await scratchFolder(), 'pid');
    const grandchild = `fs.writeFileSync(${JSON.stringify(note)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const parent = `
      child_process.spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
      setInterval(() => {}, 1000)`;
    const failed = expect(runProcess(node, ['-e', parent], { timeoutMilliseconds: 1500 })).rejects.toThrow(
      'took longer',
    );
    const pid = await waitFor(async () => Number(await readFile(note, 'utf8')));
    expect(isAlive(pid)).toBe(true);
    await failed;
    expect(await waitFor(async () => !isAlive(pid))).toBe(true);
  });
});

it('waits for no one that a program which is done has left behind', async () => {
  const note = path.join(await scratchFolder(), 'pid');
  const grandchild = `fs.writeFileSync(${JSON.stringify(note)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const parent = `
    child_process.spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
    const look = setInterval(() => {
      if (fs.existsSync(${JSON.stringify(note)})) { console.log('done'); process.exit(0) }
    }, 10)`;
  expect(await runProcess(node, ['-e', parent])).toBe('done\n');
  const pid = Number(await readFile(note, 'utf8'));
  expect(await waitFor(async () => !isAlive(pid))).toBe(true);
});

describe('a signal', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s ends the program, however often it comes, and then this process with %i', async (signal, code) => {
    const note = path.join(await scratchFolder(), 'pid');
    const child = `fs.writeFileSync(${JSON.stringify(note)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const [interruption, source] = ['src/interruption.ts', 'src/tools/process.ts'].map((file) =>
      JSON.stringify(path.join(projectRoot, file)),
    );
    const parent = `
      import { exitOnSignals } from ${interruption};
      import { runProcess } from ${source};
      exitOnSignals();
      await runProcess(process.execPath, ['-e', ${JSON.stringify(child)}]).catch(() => console.log('went on'))`;
    const running = spawn(node, ['--import', 'tsx', '--input-type=module', '-e', parent], { cwd: projectRoot });
    let output = '';
    running.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const pid = await waitFor(async () => Number(await readFile(note, 'utf8')));
    running.kill(signal);
    running.kill(signal);
    expect(await once(running, 'close')).toEqual([code, null]);
    expect(output).toBe('');
    expect(await waitFor(async () => !isAlive(pid))).toBe(true);
  });
});
