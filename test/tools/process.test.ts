import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { runProcess } from '../../src/tools/process.js';
import { projectRoot } from '../support/render.js';

const node = process.execPath;

it('gives the standard output as it is, and hands over the input', async () => {
  const script = 'process.stdin.pipe(process.stdout)';
  expect(await runProcess(node, ['-e', script], { input: 'a\n\n' })).toBe('a\n\n');
});

it('keeps the inputs of the action from the program, and nothing else', async () => {
  vi.stubEnv('INPUT_REGISTRY-CREDENTIALS', 'host user password');
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', 'token');
  vi.stubEnv('SOMETHING_ELSE', 'here');
  onTestFinished(() => void vi.unstubAllEnvs());
  const script = 'console.log(JSON.stringify(process.env))';
  const env = JSON.parse(await runProcess(node, ['-e', script], { env: { HOME: undefined, MORE: 'yes' } }));
  expect(env).toMatchObject({ SOMETHING_ELSE: 'here', MORE: 'yes' });
  expect(Object.keys(env).filter((name) => /^(INPUT|ACTIONS)_|^HOME$/.test(name))).toEqual([]);
});

it.each([
  [
    'fails',
    [node, '-e', 'console.error("why");process.exit(3)'],
    { exitCode: 3, stderr: 'why' },
    'failed with exit code 3',
  ],
  ['is not there', ['/nowhere/helm'], { code: 'ENOENT' }, '/nowhere/helm is not there'],
  ['is no program', ['/etc/passwd'], { code: 'EACCES' }, 'could not be started (EACCES)'],
  ['takes too long', [node, '-e', 'setInterval(() => {}, 9)'], { timedOut: true }, 'took longer than'],
  ['is ended', [node, '-e', 'process.kill(process.pid, "SIGKILL")'], { timedOut: false }, 'was ended by SIGKILL'],
])('says so when the program %s', async (_, [file = '', ...args], fields, message) => {
  const failed = runProcess(file, args, { timeoutMilliseconds: 700 });
  await expect(failed).rejects.toThrow(message);
  await expect(failed).rejects.toMatchObject({ name: 'ProcessError', ...fields });
});

it('ends the program when this process is ended', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-process-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const note = path.join(folder, 'pid');
  const child = `require('fs').writeFileSync(${JSON.stringify(note)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const source = JSON.stringify(path.join(projectRoot, 'src/tools/process.ts'));
  const parent = `import { runProcess } from ${source}; runProcess(process.execPath, ['-e', ${JSON.stringify(child)}])`;
  const running = spawn(node, ['--import', 'tsx', '--input-type=module', '-e', parent], { cwd: projectRoot });
  const pid = await waitFor(async () => Number(await readFile(note, 'utf8')));
  running.kill('SIGTERM');
  await once(running, 'exit');
  expect(await waitFor(async () => !isAlive(pid))).toBe(true);
});

async function waitFor<T>(look: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    await sleep(50);
  }
  throw new Error('it did not come about');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
