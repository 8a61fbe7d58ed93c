import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAllFiles } from '../../src/repetition/all-files.js';
import { temporaryFolder, writeFiles } from '../support/checkout.js';

let top: string;

beforeEach(async () => {
  top = await temporaryFolder('all-files');
  await writeFiles(top, {
    'apps/web.yaml': 'web\n',
    'apps/empty.yaml': '',
    '.gitignore': 'ignored\n',
    ignored: 'a\n',
    '.git/HEAD': 'ref: refs/heads/main\n',
    'vendor/chart/.git': 'gitdir: elsewhere\n',
  });
  await mkdir(path.join(top, 'nothing'));
  await symlink('web.yaml', path.join(top, 'apps/link.yaml'));
});

function digest(): string | undefined {
  return readAllFiles(top)?.digest;
}

const inTop = (name: string) => path.join(top, name);

async function replaceLink(target: string): Promise<void> {
  await rm(inTop('apps/link.yaml'));
  await symlink(target, inTop('apps/link.yaml'));
}

describe('the digest of all files', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a content of the same length', () => writeFile(inTop('apps/web.yaml'), 'wep\n')],
    [
      'a content that moves to the next file',
      () => writeFiles(top, { 'apps/web.yaml': '', 'apps/empty.yaml': 'web\n' }),
    ],
    ['a file that git ignores', () => writeFile(inTop('ignored'), 'b\n')],
    ['a new file', () => writeFile(inTop('apps/new'), '')],
    ['a file less', () => rm(inTop('apps/empty.yaml'))],
    ['another name', () => rename(inTop('apps/web.yaml'), inTop('apps/wea.yaml'))],
    ['another folder', () => rename(inTop('apps/web.yaml'), inTop('nothing/web.yaml'))],
    ['a folder in the place of a file', () => rm(inTop('ignored')).then(() => mkdir(inTop('ignored')))],
    ['an empty folder less', () => rm(inTop('nothing'), { recursive: true })],
    ['another target of a link', () => replaceLink('empty.yaml')],
    [
      'a file in the place of a link',
      () => rm(inTop('apps/link.yaml')).then(() => writeFile(inTop('apps/link.yaml'), 'web.yaml')),
    ],
    ['a submodule less', () => rm(inTop('vendor/chart/.git'))],
  ])('is another one with %s', async (_, change) => {
    const before = digest();
    await change();
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).not.toBe(before);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['nothing', async () => undefined],
    ['times', () => utimes(inTop('apps/web.yaml'), 1, 1)],
    ['what git keeps for itself', () => writeFile(inTop('.git/HEAD'), 'ref: refs/heads/other\n')],
  ])('is the same with another %s', async (_, change) => {
    const before = digest();
    await change();
    expect(digest()).toBe(before);
  });

  it('is the same in another place', async () => {
    const before = digest();
    const other = path.join(await temporaryFolder('elsewhere'), 'copy');
    await rename(top, other);
    top = other;
    expect(digest()).toBe(before);
  });
});

it.each<[string, () => Promise<unknown>]>([
  ['a file', () => writeFile(inTop('apps/web.yaml'), 'other\n')],
  ['the times of a file', () => utimes(inTop('apps/web.yaml'), 1, 1)],
  ['a link', () => replaceLink('other.yaml')],
  ['a file less', () => rm(inTop('apps/web.yaml'))],
])('says when something was changed last: %s', async (_, change) => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = readAllFiles(top)?.changed ?? 0;
  await change();
  expect(readAllFiles(top)?.changed).toBeGreaterThan(before);
  expect(readAllFiles(top)?.changed).toBe(Math.max((await stat(inTop('apps'))).ctimeMs, (await newest()) ?? 0));
});

async function newest(): Promise<number | undefined> {
  return await stat(inTop('apps/web.yaml')).then(
    ({ ctimeMs }) => ctimeMs,
    () => undefined,
  );
}

describe('a link', () => {
  it.each([
    ['apps/link', 'web.yaml'],
    ['apps/link', './web.yaml'],
    ['apps/link', '../vendor/chart'],
    ['apps/link', 'missing/file'],
    ['link', '.'],
    ['vendor/chart/link', '../..'],
    ['link', 'apps/.gitignore'],
  ])('%s -> %s is known by what is read', async (link, target) => {
    const before = digest();
    await symlink(target, inTop(link));
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).not.toBe(before);
  });

  it.each([
    ['link', '/etc/hostname'],
    ['link', '..'],
    ['apps/link', '../../elsewhere'],
    ['apps/link', './../../elsewhere'],
    ['link', 'apps/../vendor'],
    ['link', 'apps/..'],
    ['link', '.git/HEAD'],
    ['apps/link', '../.GIT/HEAD'],
    ['link', 'vendor/chart/.git'],
  ])('%s -> %s may lead to what is not', async (link, target) => {
    await symlink(target, inTop(link));
    expect(readAllFiles(top)).toBeUndefined();
  });
});

describe('is not told', () => {
  it.each<[string, () => Promise<unknown> | unknown]>([
    ['where there is no folder', () => rm(top, { recursive: true })],
    ['of a pipe', () => execFileSync('mkfifo', [inTop('apps/pipe')])],
    ['of a name that is no text', () => execFileSync('sh', ['-c', 'touch "$(printf "bad\\377name")"'], { cwd: top })],
    ['of more than 32 MiB', () => truncate(inTop('ignored'), 32 * 1024 * 1024)],
    [
      'of more than 10,000 entries',
      () => execFileSync('sh', ['-c', 'seq 10000 | xargs -n 1000 mkdir'], { cwd: inTop('nothing') }),
    ],
  ])('%s', async (_, change) => {
    expect(readAllFiles(top)).toBeDefined();
    await change();
    expect(readAllFiles(top)).toBeUndefined();
  });
});
