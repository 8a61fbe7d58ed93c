import '../support/isolate-git.js';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkout, pushFiles, temporaryFolder } from '../support/checkout.js';
import { commit, commitOptions, generateFromManifests, output, pushEvent } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';
import { areInstalled } from '../support/installed.js';

const canSign = areInstalled(['ssh-keygen'], 'signing is not tested');

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n' });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await forge.close();
});

async function run(root: string) {
  return await commit(await generateFromManifests(root, output), commitOptions(root), await pushEvent(forge));
}

it.each([
  [
    'of the configuration',
    { 'user.name': 'Grace', 'user.email': 'grace@example.com' },
    {},
    'Grace <grace@example.com>',
  ],
  [
    'of the environment',
    { 'user.name': 'Grace', 'user.email': 'grace@example.com' },
    { GIT_AUTHOR_NAME: 'Alan', GIT_AUTHOR_EMAIL: 'alan@example.com' },
    'Alan <alan@example.com>',
  ],
  ['of a bot for what is missing', { 'user.name': 'Grace' }, {}, 'Grace <prepuller[bot]@users.noreply.127.0.0.1>'],
])('takes the identity %s', async (_what, configuration, environment, author) => {
  const root = await checkout(forge);
  for (const [key, value] of Object.entries(configuration)) await runGit(root, 'config', key, value);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('log', '-1', '--format=%an <%ae>', 'main')).toBe(author);
});

it.skipIf(!canSign)('signs when the user has configured it', async () => {
  const root = await checkout(forge);
  const key = path.join(await temporaryFolder('key'), 'id');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  for (const [name, value] of [
    ['gpg.format', 'ssh'],
    ['user.signingKey', key],
    ['commit.gpgSign', 'true'],
  ] as const) {
    await runGit(root, 'config', name, value);
  }
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('cat-file', 'commit', 'main')).toContain('gpgsig -----BEGIN SSH SIGNATURE-----');
});

it.skipIf(!canSign)('says what git said when it cannot sign, and leaves the checkout as it was', async () => {
  const root = await checkout(forge);
  await runGit(root, 'config', 'commit.gpgSign', 'true');
  await runGit(root, 'config', 'gpg.format', 'ssh');
  await runGit(root, 'config', 'user.signingKey', '/does/not/exist');
  await expect(run(root)).rejects.toMatchObject({
    message: 'git commit-tree failed with exit code 1.',
    detail: expect.stringContaining('/does/not/exist'),
  });
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});
