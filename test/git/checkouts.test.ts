// biome-ignore-all lint/style/noExcessiveLinesPerFile: each kind of checkout is one case of one subject.
import '../support/isolate-git.js';
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkout, type Files, pushFiles, temporaryFolder, writeFiles } from '../support/checkout.js';
import {
  commit,
  commitOptions,
  generate,
  generated,
  generateFromManifests,
  output,
  pushEvent,
  runUntilPublished,
} from '../support/commit.js';
import { type Forge, runGit, startForge } from '../support/forge.js';

let forge: Forge;

beforeEach(async () => {
  forge = await startForge();
  await pushFiles(forge, { 'apps/podinfo.yaml': 'podinfo:1\n', [`${output}/prepuller-old.yaml`]: generated('old') });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await forge.close();
});

const file = `${output}/prepuller-podinfo.yaml`;

async function run(root: string, overrides = {}) {
  const options = commitOptions(root, overrides);
  const changes = await generateFromManifests(root, options.outputPath);
  return await commit(changes, options, await pushEvent(forge));
}

async function expectCleanOnTip(root: string): Promise<void> {
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'main'));
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
}

it.each([
  ['core.autocrlf', 'true'],
  ['core.autocrlf', 'input'],
  ['core.eol', 'crlf'],
  ['core.fileMode', 'false'],
  ['core.quotePath', 'true'],
  ['push.default', 'matching'],
  ['push.followTags', 'true'],
  ['status.showUntrackedFiles', 'no'],
  ['index.version', '4'],
])('commits LF and ends clean with %s=%s', async (key, value) => {
  const root = await checkout(forge);
  await runGit(root, 'config', key, value);
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('cat-file', 'blob', `main:${file}`)).toBe(generated('podinfo:1').trim());
  await expectCleanOnTip(root);
  expect((await run(root)).kind).toBe('unchanged');
});

it('follows .gitattributes: CRLF in the work tree is LF in the commit, and no change', async () => {
  await pushFiles(forge, { '.gitattributes': '*.yaml text eol=crlf\n' });
  const root = await checkout(forge);
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('cat-file', 'blob', `main:${file}`)).not.toContain('\r');
  await expectCleanOnTip(root);
  const again = await checkout(forge);
  expect(await readFile(path.join(again, file), 'utf8')).toContain('\r\n');
  expect((await run(again)).kind).toBe('unchanged');
  expect(await forge.git('rev-list', '--count', 'main')).toBe('3');
});

it('names a generated file that git cannot be told of, and says what to do', async () => {
  await pushFiles(forge, { [`${output}/prepuller-a\nb.yaml`]: generated('old') });
  const root = await checkout(forge);
  const reason = `${output}/prepuller-a\\nb.yaml". Rename or remove it.`;
  await expect(run(root)).rejects.toThrow(reason);
});

it('leaves a repository that lies in the output folder alone', async () => {
  const root = await checkout(forge);
  const nested = path.join(root, output, 'nested');
  await mkdir(nested);
  await runGit(nested, 'init', '--quiet');
  await writeFile(path.join(nested, 'file'), '');
  expect((await run(root)).kind).toBe('pushed');
  expect(await readdir(nested)).toEqual(['.git', 'file']);
});

it('commits a plain file whatever the mode of the one before', async () => {
  const root = await checkout(forge);
  await chmod(path.join(root, `${output}/prepuller-old.yaml`), 0o755);
  await runGit(root, 'commit', '--quiet', '--all', '--message=Make it executable');
  await runGit(root, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  await generate(root, { [`${output}/prepuller-old.yaml`]: null });
  const changes = await generate(root, { [`${output}/prepuller-old.yaml`]: generated('new') });
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await forge.git('ls-tree', 'main', `${output}/`)).toMatch(/^100644 /);
  await expectCleanOnTip(root);
});

it('takes paths with blanks, umlauts, quotes and what git could take for a pattern', async () => {
  const outputPath = 'infra "x"/für [alle] *';
  const root = await checkout(forge);
  expect((await run(root, { outputPath })).kind).toBe('pushed');
  expect(await forge.git('-c', 'core.quotePath=false', 'ls-tree', '-r', '-z', '--name-only', 'main')).toContain(
    `${outputPath}/prepuller-podinfo.yaml\0`,
  );
  await expectCleanOnTip(root);
});

it('works in a folder below the top of the repository', async () => {
  await pushFiles(forge, { 'gitops/apps/podinfo.yaml': 'podinfo:2\n' });
  const root = await checkout(forge);
  expect((await run(path.join(root, 'gitops'))).kind).toBe('pushed');
  expect(await forge.git('show', `main:gitops/${file}`)).toBe(generated('podinfo:2').trim());
  await expectCleanOnTip(root);
});

it('works in a linked work tree', async () => {
  const main = await checkout(forge);
  const root = path.join(await temporaryFolder('linked'), 'tree');
  await runGit(main, 'worktree', 'add', '--quiet', '--detach', root);
  await pushFiles(forge, { 'notes.md': 'a race\n' });
  const changes = await generateFromManifests(root, output);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  await expectCleanOnTip(root);
  expect(await runGit(main, 'status', '--porcelain')).toBe('');
});

it('works in a sparse checkout that leaves the output folder out', async () => {
  const root = await checkout(forge);
  await runGit(root, 'sparse-checkout', 'set', '--cone', 'apps');
  expect((await runUntilPublished(commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await forge.git('ls-tree', '--name-only', 'main', `${output}/`)).toBe(file);
  await expectCleanOnTip(root);
});

it('leaves submodules alone, and refuses to write into one', async () => {
  const root = await checkout(forge);
  const module = await temporaryFolder('module');
  await runGit(module, 'init', '--quiet');
  await runGit(module, 'commit', '--quiet', '--allow-empty', '--message=Begin');
  await runGit(root, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', module, 'modules/lib');
  await runGit(root, 'commit', '--quiet', '--all', '--message=Add a submodule');
  await runGit(root, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  await expect(run(root, { outputPath: 'modules/lib/out' })).rejects.toThrow('in the submodule modules/lib');
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('ls-tree', 'main', 'modules/lib')).toMatch(/^160000 commit/);
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(await forge.git('rev-parse', 'main'));
});

it('says which pattern hides the output folder from git, and takes the files back', async () => {
  await pushFiles(forge, { '.gitignore': 'node_modules\nprepuller-p*.yaml\n' });
  const root = await checkout(forge);
  await expect(run(root)).rejects.toThrow(
    `${file} is hidden from git by .gitignore:2:prepuller-p*.yaml: take the pattern away`,
  );
  expect(await runGit(root, 'status', '--porcelain', '--ignored')).toBe('');
});

it('commits what an interrupted run wrote, and nothing that is not generated', async () => {
  const root = await checkout(forge);
  await writeFiles(root, { [`${output}/own.yaml`]: 'mine\n', 'apps/other.txt': 'mine\n' });
  await generateFromManifests(root, output);
  const deeper = `${output}/staging/prepuller-a.yaml`;
  await writeFiles(root, { [`${output}/own.yaml`]: 'mine\n', [deeper]: generated('of another run') });
  expect((await commit([], commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect(await forge.git('ls-tree', '--name-only', 'main', `${output}/`)).toBe(file);
  expect(await runGit(root, 'status', '--porcelain')).toBe(
    `?? apps/other.txt\n?? ${output}/own.yaml\n?? ${output}/staging/`,
  );
});

it('commits one file among 3000', async () => {
  const many: Files = {};
  for (let index = 0; index < 3000; index++) many[`data/${index % 50}/${index}.txt`] = `${index}\n`;
  await pushFiles(forge, many);
  const root = await checkout(forge);
  expect((await run(root)).kind).toBe('pushed');
  expect(await forge.git('diff', '--name-only', '--no-renames', 'main^', 'main')).toBe(
    `${output}/prepuller-old.yaml\n${file}`,
  );
  await expectCleanOnTip(root);
});

it('commits 900 generated files at once', async () => {
  const many: Files = {};
  for (let index = 0; index < 900; index++) many[`${output}/prepuller-${index}.yaml`] = generated(String(index));
  const root = await checkout(forge);
  const changes = await generate(root, many);
  expect((await commit(changes, commitOptions(root), await pushEvent(forge))).kind).toBe('pushed');
  expect((await forge.git('diff', '--name-only', 'main^', 'main')).split('\n')).toHaveLength(900);
  await expectCleanOnTip(root);
});

it('trusts the checkout of another user for its own commands only', async () => {
  const root = await checkout(forge);
  const event = await pushEvent(forge);
  const changes = await generateFromManifests(root, output);
  const home = await temporaryFolder('home');
  // What git itself uses to test this.
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  vi.stubEnv('GIT_CONFIG_GLOBAL', path.join(home, 'gitconfig'));
  await expect(runGit(root, 'status')).rejects.toThrow('dubious ownership');
  expect((await commit(changes, commitOptions(root), event)).kind).toBe('pushed');
  expect(await readdir(home)).toEqual([]);
  expect(await readFile(path.join(root, '.git/config'), 'utf8')).not.toContain('safe');
});

it('pushes while another process holds the index, and leaves the checkout as it was', async () => {
  const root = await checkout(forge);
  const head = await runGit(root, 'rev-parse', 'HEAD');
  await writeFile(path.join(root, '.git/index.lock'), '');
  expect((await run(root)).kind).toBe('pushed');
  await rm(path.join(root, '.git/index.lock'));
  expect(await runGit(root, 'rev-parse', 'HEAD')).toBe(head);
  expect(await runGit(root, 'status', '--porcelain')).toBe('');
});

it('follows no symbolic link that took the place of a generated file', async () => {
  const root = await checkout(forge);
  const outside = path.join(await temporaryFolder('outside'), 'victim');
  await writeFile(outside, 'untouched\n');
  await mkdir(path.join(root, output), { recursive: true });
  const changes = await generate(root, { [`${output}/prepuller-old.yaml`]: generated('new') });
  await runGit(root, 'config', 'commit.gpgSign', 'true');
  await runGit(root, 'config', 'gpg.format', 'ssh');
  const replaced = path.join(root, `${output}/prepuller-old.yaml`);
  await rm(replaced);
  await symlink(outside, replaced);
  await expect(commit(changes, commitOptions(root), await pushEvent(forge))).rejects.toThrow();
  expect(await readFile(outside, 'utf8')).toBe('untouched\n');
});
