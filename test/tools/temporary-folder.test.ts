import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readlinkSync } from 'node:fs';
import { chown, lutimes, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createTemporaryFolder, removeTemporaryFolder } from '../../src/tools/temporary-folder.js';
import { isAlive, waitFor } from '../support/processes.js';
import { projectRoot } from '../support/render.js';

let base: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'prepuller-base-'));
  vi.stubEnv('RUNNER_TEMP', base);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(base, { recursive: true, force: true });
  });
});

it('lies in the runner’s temporary folder until it is removed', async () => {
  const folder = createTemporaryFolder();
  expect(path.dirname(folder)).toBe(base);
  await removeTemporaryFolder(folder);
  expect(await readdir(base)).toEqual([]);
});

it.each([
  ['is not there', async () => rm(base, { recursive: true }), 'it is not there (ENOENT)'],
  [
    'is a file',
    async () => {
      await rm(base, { recursive: true });
      await writeFile(base, '');
    },
    'a file is where a folder should be (ENOTDIR)',
  ],
])('cannot be made when that %s, and the error says what to do', async (_, breakIt, reason) => {
  await breakIt();
  expect(createTemporaryFolder).toThrow(`No temporary folder can be made in ${base}`);
  expect(createTemporaryFolder).toThrow(reason);
  expect(createTemporaryFolder).toThrow('RUNNER_TEMP, or else TMPDIR, must name a folder that this job can write');
});

it.skipIf(!existsSync('/proc/self/stat'))(
  'of a run that was killed goes with the next one, and with it what still works there',
  async () => {
    const [interruption, tools] = ['src/interruption.ts', 'src/tools/process.ts'].map((file) =>
      JSON.stringify(path.join(projectRoot, file)),
    );
    const child = 'console.error(process.pid); setInterval(() => {}, 1000)';
    const script = `
    import { exitOnSignals } from ${interruption};
    import { runProcess } from ${tools};
    exitOnSignals();
    await runProcess(process.execPath, ['-e', ${JSON.stringify(child)}])`;
    const run = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: projectRoot });
    const left = await waitFor(async () => (await readdir(base))[0]);
    const worker = await waitFor(async () => processIn(path.join(base, left)));
    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(await readdir(base)).toEqual([left]);
    expect(isAlive(worker)).toBe(true);

    const folder = createTemporaryFolder();
    expect(await readdir(base)).toEqual([path.basename(folder)]);
    expect(await waitFor(async () => !isAlive(worker))).toBe(true);
    await removeTemporaryFolder(folder);
  },
);

it('of a run that lives, of another machine, or of another program stays', async () => {
  const start = new Date();
  const old = new Date(Date.now() - 48 * 3_600_000);
  const own = path.basename(createTemporaryFolder());
  const others: [string, Date, boolean][] = [
    [own, old, true],
    ['prepuller-00000000-1-1-abcdef', start, true],
    ['prepuller-00000000-1-1-ghijkl', old, false],
    ['prepuller-cache', old, true],
    ['prepuller-tools', old, true],
  ];
  for (const [name, time] of others) {
    await mkdir(path.join(base, name), { recursive: true });
    await utimes(path.join(base, name), time, time);
  }
  await symlink(base, path.join(base, 'prepuller-00000000-1-1-mnopqr'));
  await lutimes(path.join(base, 'prepuller-00000000-1-1-mnopqr'), old, old);
  others.push(['prepuller-00000000-1-1-mnopqr', old, true]);
  vi.resetModules();
  const another = await import('../../src/tools/temporary-folder.js');
  const folder = another.createTemporaryFolder();
  const stay = others.flatMap(([name, , stays]) => (stays ? [name] : []));
  expect((await readdir(base)).sort()).toEqual([...stay, path.basename(folder)].sort());
});

it.skipIf(process.getuid?.() !== 0)('of another user stays', async () => {
  const [name, old] = ['prepuller-00000000-1-1-abcdef', new Date(Date.now() - 48 * 3_600_000)];
  await mkdir(path.join(base, name));
  await chown(path.join(base, name), 65534, 65534);
  await utimes(path.join(base, name), old, old);
  vi.resetModules();
  const another = await import('../../src/tools/temporary-folder.js');
  another.createTemporaryFolder();
  expect(await readdir(base)).toContain(name);
});

async function processIn(folder: string): Promise<number | undefined> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = ids.find((id) => {
    try {
      return readlinkSync(`/proc/${id}/cwd`) === folder;
    } catch {
      return false;
    }
  });
  return found === undefined ? undefined : Number(found);
}
