import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { pushFiles, temporaryFolder } from '../support/checkout.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

/** Gives each test of a file a forge with a manifest and a document, and holds it to leaving nothing behind. */
export function eachOnItsOwnForge(use: (forge: Forge) => void): void {
  let forge: Forge;
  beforeEach(async () => {
    forge = await startForge();
    use(forge);
    vi.stubEnv('RUNNER_TEMP', await temporaryFolder('runner'));
    await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n', 'notes.md': 'notes\n' });
  });
  afterEach(async () => {
    // Whatever a race does, nothing may stay behind.
    expect(await readdir(process.env.RUNNER_TEMP ?? '')).toEqual([]);
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await forge.close();
  });
}

export async function expectClean(root: string): Promise<void> {
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
  expect(await runGit(root, 'fsck', '--strict', '--no-dangling')).toBe('');
  expect(await runGit(root, 'worktree', 'list', '--porcelain')).toMatch(/^worktree [^\n]+\nHEAD \w+\n[^\n]+$/);
}
