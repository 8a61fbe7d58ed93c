import '../support/isolate-git.js';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { detectChanges } from '../../src/changes/detect-changes.js';
import type { CommitOptions } from '../../src/git/options.js';
import { checkout, pushFiles, temporaryFolder } from '../support/checkout.js';
import { commitOptions, output, pushEvent, runUntilPublished } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;
let scratch: string;
let log: string;

beforeEach(async () => {
  forge = await startForge();
  scratch = await temporaryFolder('scratch');
  log = '';
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n' });
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    log += chunk;
    return true;
  });
  vi.stubEnv('RUNNER_TEMP', path.join(await temporaryFolder('runner')));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await forge.close();
});

/** The token as it is, and as it stands in a header. */
function secrets(): string[] {
  return [forge.token, Buffer.from(`x-access-token:${forge.token}`).toString('base64')];
}

async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

it.each<[string, Partial<CommitOptions>]>([
  ['a push', {}],
  ['a pull request', { publish: 'pull-request' }],
])('the token of %s is in no argument, log or file', async (_what, overrides) => {
  const before = await forge.git('rev-parse', 'main');
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:2\n' });
  const root = await checkout(forge, { persistCredentials: false });
  const event = await pushEvent(forge, { before, after: await forge.git('rev-parse', 'main') });
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:3\n' });
  // Every git process says with which arguments it starts; while the hook runs, all those of the push are alive.
  vi.stubEnv('GIT_TRACE2_EVENT', path.join(scratch, 'trace'));
  vi.stubEnv('INPUT_TOKEN', forge.token);
  await forge.hook('pre-receive', `cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' > '${scratch}/processes'; true`);
  const options = commitOptions(root, { token: forge.token, forgeToken: forge.token, ...overrides });
  expect((await detectChanges(options, event)).relevant).toBe(true);
  const result = await runUntilPublished(options, event);
  expect(result.kind).toBe(overrides.publish ?? 'pushed');

  const trace = await readFile(path.join(scratch, 'trace'), 'utf8');
  const processes = await readFile(path.join(scratch, 'processes'), 'utf8');
  expect(trace).toContain('remote-http');
  if (existsSync('/proc/self/cmdline')) expect(processes).toContain('git push --porcelain');
  const stored = (await readAll(path.join(root, '.git'))) + (await readAll(process.env.RUNNER_TEMP ?? ''));
  expect(log).toContain('[command]git push');
  for (const secret of secrets()) {
    for (const place of [trace, processes, log, stored, await readAll(root)]) expect(place).not.toContain(secret);
  }
});

it('the token takes the place of the header that the checkout has set, for these commands only', async () => {
  const root = await checkout(forge);
  const key = `http.${forge.url}/.extraheader`;
  await runGit(root, 'config', key, 'AUTHORIZATION: basic c3RhbGU6c3RhbGU=');
  expect((await runUntilPublished(commitOptions(root, { token: forge.token }), await pushEvent(forge))).kind).toBe(
    'pushed',
  );
  expect(await runGit(root, 'config', '--get-all', key)).toBe('AUTHORIZATION: basic c3RhbGU6c3RhbGU=');
  expect(
    forge.requests.filter(({ url }) => url.includes('git-receive-pack')).every(({ headers }) => headers === 1),
  ).toBe(true);
});

it('configuration that the job gives through the environment stays in force', async () => {
  const root = await checkout(forge, { persistCredentials: false });
  vi.stubEnv('GIT_CONFIG_COUNT', '1');
  vi.stubEnv('GIT_CONFIG_KEY_0', 'user.name');
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'Grace');
  expect((await runUntilPublished(commitOptions(root, { token: forge.token }), await pushEvent(forge))).kind).toBe(
    'pushed',
  );
  expect(await forge.git('log', '-1', '--format=%an', 'main')).toBe('Grace');
});

it('what the forge says cannot run a workflow command or forge a line', async () => {
  const root = await checkout(forge);
  const words = '::set-output name=x::y\\n\\r::add-mask::a\\n##[error]forged\\n\\033[2Jcleared';
  await forge.hook('pre-receive', `printf '${words}' >&2; exit 1`);
  await expect(runUntilPublished(commitOptions(root), await pushEvent(forge))).rejects.toThrow('refuses the push');
  expect(log).toContain('set-output');
  expect(log.split(/[\r\n]/).filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
  expect(log).not.toContain('\u001b');
});

it('neither does the name of a file', async () => {
  const root = await checkout(forge);
  const outputPath = `${output}/::add-mask::a`;
  expect((await runUntilPublished(commitOptions(root, { outputPath }), await pushEvent(forge))).kind).toBe('pushed');
  expect(log.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
  const broken = commitOptions(root, { outputPath: `${output}/a\n::add-mask::b` });
  await expect(runUntilPublished(broken, await pushEvent(forge))).rejects.toThrow('holds a control character');
  expect(log.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
});
