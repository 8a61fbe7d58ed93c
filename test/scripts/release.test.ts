import '../support/isolate-git.js';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sectionsOf } from '../../scripts/changelog.js';
import { type ReleaseOptions, release } from '../../scripts/release.js';
import { type Files, temporaryFolder, writeFiles } from '../support/checkout.js';
import { runGit } from '../support/forge.js';
import { projectRoot } from '../support/render.js';

/** A project whose bundle is its source in capitals. */
const project: Files = {
  'package.json': JSON.stringify({ version: '1.2.0', scripts: { bundle: 'node build.cjs' } }),
  'package-lock.json': JSON.stringify({ version: '1.2.0' }),
  'build.cjs': `const fs = require('node:fs');
fs.mkdirSync('dist', { recursive: true });
fs.writeFileSync('dist/index.js', fs.readFileSync('source.js', 'utf8').toUpperCase());
`,
  'source.js': 'words\n',
  'dist/index.js': 'WORDS\n',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 1.2.0\n\n- New words.\n\n# of more\n\n## 1.1.0\n\n- Old words.\n',
};

let bare: string;
let folder: string;

beforeEach(async () => {
  [bare, folder] = [await temporaryFolder('forge'), await temporaryFolder('checkout')];
  await runGit(bare, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
  await runGit(folder, 'init', '--quiet', '--initial-branch=main');
  await runGit(folder, 'config', 'user.name', 'Ada Example');
  await runGit(folder, 'config', 'user.email', 'ada@example.com');
  await runGit(folder, 'remote', 'add', 'origin', bare);
  await push(project);
});

async function push(files: Files): Promise<void> {
  await writeFiles(folder, files);
  await runGit(folder, 'add', '--all');
  await runGit(folder, 'commit', '--quiet', '--message=Change something');
  await runGit(folder, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main');
}

function make(options: Partial<ReleaseOptions> = {}): Promise<string> {
  return release({ version: '1.2.0', folder, say: () => {}, ...options });
}

async function tags(): Promise<string[]> {
  return (await runGit(bare, 'tag', '--list')).split('\n').filter(Boolean);
}

const tip = () => runGit(bare, 'rev-parse', 'main');

describe('a release', () => {
  it('is a tag with the notes of the changelog, and the tag of the major version, moved', async () => {
    await runGit(folder, 'push', '--quiet', 'origin', 'HEAD~0:refs/tags/v1', 'HEAD~0:refs/tags/v1.1.0');
    await push({ 'README.md': 'words\n' });
    expect(await make()).toBe('- New words.\n\n# of more');
    expect(await tags()).toEqual(['v1', 'v1.1.0', 'v1.2.0']);
    expect(await runGit(bare, 'rev-parse', 'v1^{commit}')).toBe(await tip());
    expect(await runGit(bare, 'rev-parse', 'v1.2.0^{commit}')).toBe(await tip());
    expect(await runGit(bare, 'rev-parse', 'v1.1.0^{commit}')).not.toBe(await tip());
    expect(await runGit(bare, 'tag', '--list', '--format=%(contents)', 'v1.2.0')).toBe(
      'v1.2.0\n\n- New words.\n\n# of more',
    );
    expect(await runGit(folder, 'status', '--porcelain')).toBe('');
  });

  it('moves no tag of another major version', async () => {
    await runGit(folder, 'push', '--quiet', 'origin', 'HEAD:refs/tags/v1', 'HEAD:refs/tags/v1.2.0');
    const version = '2.0.0';
    const packages = { 'package.json': project['package.json']?.replace('1.2.0', version) ?? null };
    const lock = JSON.stringify({ version });
    await push({ ...packages, 'package-lock.json': lock, 'CHANGELOG.md': '## 2.0.0\n\n- Other words.\n' });
    await make({ version });
    expect(await tags()).toEqual(['v1', 'v1.2.0', 'v2', 'v2.0.0']);
    expect(await runGit(bare, 'rev-parse', 'v1^{commit}')).not.toBe(await tip());
  });

  it('is made on a detached and shallow checkout, as a workflow has it', async () => {
    const clone = await temporaryFolder('clone');
    await runGit(clone, 'clone', '--quiet', '--depth=1', `file://${bare}`, '.');
    await runGit(clone, 'checkout', '--quiet', '--detach');
    await runGit(clone, 'config', 'user.name', 'Ada Example');
    await runGit(clone, 'config', 'user.email', 'ada@example.com');
    await make({ folder: clone });
    expect(await tags()).toEqual(['v1', 'v1.2.0']);
  });

  it('is only proved, if that is asked for', async () => {
    await make({ isProof: true });
    expect(await tags()).toEqual([]);
    expect(await runGit(folder, 'tag', '--list')).toBe('');
  });
});

const lock = (version: string) => ({ 'package-lock.json': JSON.stringify({ version }) });

describe('a release is refused, and nothing is tagged, when', () => {
  it.each<[string, Files, RegExp]>([
    ['dist/ is stale', { 'source.js': 'other\n' }, /^dist\/ is stale.*\n M dist\/index\.js$/],
    ['dist/ lacks a file', { 'dist/index.js': null, 'dist/old.js': '' }, /^dist\/ is stale.*\n\?\? dist\/index\.js$/],
    ['the changelog lacks it', { 'CHANGELOG.md': '## 1.1.0\n\n- Old.\n' }, /no section "## 1\.2\.0"/],
    ['the changelog says nothing of it', { 'CHANGELOG.md': '## 1.2.0\n\n## 1.1.0\n\n- Old.\n' }, /says nothing/],
    ['changes wait', { 'CHANGELOG.md': '## Unreleased\n\n- New.\n\n## 1.2.0\n\n- Old.\n' }, /below "## Unreleased"/],
    [
      'the version is another one',
      { 'package.json': '{"version": "1.1.0"}' },
      /^package\.json has the version 1\.1\.0/,
    ],
    ['that of the lock file is', lock('1.1.0'), /^package-lock\.json has the version 1\.1\.0/],
  ])('%s', async (_, files, message) => {
    await push(files);
    await expect(make()).rejects.toThrow(message);
    expect(await tags()).toEqual([]);
    expect(await runGit(folder, 'tag', '--list')).toBe('');
  });

  it.each(['1.2', 'v1.2.0', '1.2.0-rc.1', '01.2.0', '--force'])('its version is %s', async (version) => {
    await expect(make({ version })).rejects.toThrow('is no version such as 1.2.0');
  });

  it('the checkout has changes', async () => {
    await writeFiles(folder, { 'new.txt': 'new\n' });
    await expect(make()).rejects.toThrow(/^The checkout has changes.*\n\?\? new\.txt$/);
  });

  it('the checkout is behind, or on another branch', async () => {
    await push({ 'README.md': 'words\n' });
    await runGit(folder, 'checkout', '--quiet', '--detach', 'HEAD^');
    await expect(make()).rejects.toThrow(/^A release is made of the tip of main, which is \w{40}; this is \w{40}\.$/);
    await runGit(folder, 'checkout', '--quiet', '-b', 'other', 'main');
    await writeFiles(folder, { 'README.md': 'other\n' });
    await runGit(folder, 'commit', '--quiet', '--all', '--message=Other');
    await expect(make()).rejects.toThrow('A release is made of the tip of main');
    expect(await tags()).toEqual([]);
  });

  it('the tag is there', async () => {
    await make();
    await push({ 'README.md': 'words\n' });
    await expect(make()).rejects.toThrow('The tag v1.2.0 is there already.');
    expect(await runGit(bare, 'rev-parse', 'v1^{commit}')).not.toBe(await tip());
  });

  it('a newer one is there, and the major tag would move back', async () => {
    await runGit(folder, 'push', '--quiet', 'origin', 'HEAD:refs/tags/v1.10.0', 'HEAD:refs/tags/v2.0.0');
    await expect(make()).rejects.toThrow('v1.10.0 is newer, and v1 would move back.');
  });

  it('the forge refuses one of the tags: then there is neither', async () => {
    await writeFiles(bare, { 'hooks/update': '#!/bin/sh\ntest "$1" != refs/tags/v1\n' });
    await execa('chmod', ['+x', 'hooks/update'], { cwd: bare });
    await expect(make()).rejects.toThrow(/hook declined/);
    expect(await tags()).toEqual([]);
  });
});

describe('the forge', () => {
  let server: Server;
  let status: number;
  const calls: { url: string | undefined; authorization: string | undefined; body: unknown }[] = [];
  const forge = () => {
    const { port } = server.address() as AddressInfo;
    return { apiUrl: `http://127.0.0.1:${port}/api/v1`, repository: 'platform/prepuller', token: 'secret' };
  };

  beforeEach(async () => {
    status = 201;
    calls.length = 0;
    server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      const body = JSON.parse(Buffer.concat(chunks).toString());
      calls.push({ url: request.url, authorization: request.headers.authorization, body });
      response.writeHead(status).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is told of the release, with its notes', async () => {
    await make({ forge: forge() });
    const body = { tag_name: 'v1.2.0', name: 'v1.2.0', body: '- New words.\n\n# of more' };
    const url = '/api/v1/repos/platform/prepuller/releases';
    expect(calls).toEqual([{ url, authorization: 'token secret', body }]);
  });

  it('may refuse that: the tags stay, and it is said what is left to do', async () => {
    status = 403;
    await expect(make({ forge: forge() })).rejects.toThrow(/v1\.2\.0 is tagged.*\(403\): add them.*\n\n- New words\./);
    expect(await tags()).toEqual(['v1', 'v1.2.0']);
  });
});

describe('npm run release', () => {
  const run = (...args: string[]) =>
    execa(
      path.join(projectRoot, 'node_modules/.bin/tsx'),
      [path.join(projectRoot, 'scripts/make-release.ts'), ...args],
      {
        cwd: folder,
        reject: false,
        all: true,
      },
    );

  it('makes the release, and says so', async () => {
    const { exitCode, all } = await run('1.2.0');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('Tagged v1.2.0, and moved v1 to it.\n\n- New words.');
    expect(await tags()).toEqual(['v1', 'v1.2.0']);
  });

  it('says in one line what is stale', async () => {
    const { exitCode, all } = await run('1.3.0');
    expect(exitCode).toBe(1);
    expect(all).toBe('package.json has the version 1.2.0, and not 1.3.0.');
    expect((await run()).all).toBe('Usage: npm run release -- [--prove] VERSION');
  });
});

describe('the changelog of this project', () => {
  it('has something to say of every version', async () => {
    const sections = sectionsOf(await readFile(path.join(projectRoot, 'CHANGELOG.md'), 'utf8'));
    const { version } = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8'));
    const versions = sections.filter(({ heading }) => heading !== 'Unreleased');
    expect(versions.map(({ heading }) => heading)).toContain(version);
    for (const { text } of versions) expect(text).not.toBe('');
  });
});
