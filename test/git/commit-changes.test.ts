import '../support/isolate-git.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommitOptions } from '../../src/git/options.js';
import type { FileChange } from '../../src/prepullers/contract.js';
import { checkout, type Files, pushFiles, writeFiles } from '../support/checkout.js';
import { commit, commitOptions, generate, output, pushEvent } from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, {
    'apps/podinfo.yaml': 'a: 1\n',
    [`${output}/prepuller-old.yaml`]: 'old\n',
    'notes.md': 'n\n',
  });
});
afterEach(() => forge.close());

const newFiles: Files = {
  [`${output}/kustomization.yaml`]: 'resources: [prepuller-new.yaml]\n',
  [`${output}/prepuller-new.yaml`]: 'new\n',
  [`${output}/prepuller-old.yaml`]: null,
};

async function commitFiles(root: string, files: Files = newFiles, overrides: Partial<CommitOptions> = {}) {
  return await commit(await generate(root, files), commitOptions(root, overrides), await pushEvent(forge));
}

describe.each([
  ['a shallow checkout', { depth: 1 }],
  ['a whole checkout', { depth: 0 }],
])('from %s', (_name, how) => {
  it('pushes one commit with exactly the changes and leaves the checkout clean on it', async () => {
    const before = await forge.git('rev-parse', 'main');
    const root = await checkout(forge, how);
    const result = await commitFiles(root);
    const tip = await forge.git('rev-parse', 'main');
    expect(result).toEqual({ kind: 'pushed', sha: tip, branch: 'main' });
    expect(await forge.git('rev-parse', 'main^')).toBe(before);
    expect(await forge.git('diff', '--name-status', '--no-renames', before, tip)).toBe(
      `A\t${output}/kustomization.yaml\nA\t${output}/prepuller-new.yaml\nD\t${output}/prepuller-old.yaml`,
    );
    expect(await forge.git('log', '-1', '--format=%an <%ae>|%cn|%B', tip)).toMatch(
      /^prepuller\[bot] <prepuller\[bot]@users\.noreply\.127\.0\.0\.1>\|prepuller\[bot]\|chore: update prepuller images/,
    );
    expect(await runGit(root, 'rev-parse', 'HEAD', 'origin/main')).toBe(`${tip}\n${tip}`);
    expect(await runGit(root, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    expect(await runGit(root, 'status', '--porcelain')).toBe('');
    expect(await runGit(root, 'fsck', '--strict', '--no-dangling')).toBe('');
  });
});

it('pushes from a detached HEAD to the branch of the event', async () => {
  const root = await checkout(forge, { ref: await forge.git('rev-parse', 'main') });
  expect(await commitFiles(root)).toMatchObject({ kind: 'pushed', branch: 'main' });
  expect(await runGit(root, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('HEAD');
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('makes no commit when nothing changed, or nothing but line ends that git takes for the same', async () => {
  const root = await checkout(forge);
  expect(await commit([], commitOptions(root), await pushEvent(forge))).toEqual({ kind: 'unchanged' });
  await runGit(root, 'config', 'core.autocrlf', 'true');
  expect(await commitFiles(root, { [`${output}/prepuller-old.yaml`]: 'old\r\n' })).toEqual({ kind: 'unchanged' });
  expect(await forge.git('rev-list', '--count', 'main')).toBe('1');
});

it('only writes when committing is switched off', async () => {
  const root = await checkout(forge);
  expect(await commitFiles(root, newFiles, { commitChanges: false })).toEqual({ kind: 'written' });
  expect(forge.requests.some(({ url }) => url.includes('git-receive-pack'))).toBe(false);
});

it('does nothing in check mode, on a pull request of a fork neither', async () => {
  const root = await checkout(forge);
  const changes: FileChange[] = [{ path: `${output}/a.yaml`, kind: 'added', before: null, after: 'a\n' }];
  const head = { number: 7, headBranch: 'topic', baseBranch: 'main', headSha: 'a'.repeat(40), headRepository: 'a/b' };
  const event = await pushEvent(forge, { name: 'pull_request', ref: 'refs/pull/7/merge', pullRequest: head });
  const before = forge.requests.length;
  expect(await commit(changes, commitOptions(root, { check: true }), event)).toEqual({ kind: 'checked' });
  expect(forge.requests).toHaveLength(before);
});

it('neither commits nor loses what is staged, modified and untracked', async () => {
  const root = await checkout(forge);
  await writeFiles(root, {
    'staged.txt': 's\n',
    'apps/podinfo.yaml': 'a: 2\n',
    'untracked.txt': 'u\n',
    'notes.md': null,
  });
  await runGit(root, 'add', 'staged.txt', 'notes.md');
  const before = await runGit(root, 'status', '--porcelain');
  expect((await commitFiles(root)).kind).toBe('pushed');
  expect(await runGit(root, 'status', '--porcelain')).toBe(before);
  expect(await forge.git('ls-tree', '-r', '--name-only', 'main')).toBe(
    `apps/podinfo.yaml\n${output}/kustomization.yaml\n${output}/prepuller-new.yaml\nnotes.md`,
  );
});
