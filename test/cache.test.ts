import { copyFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openCache } from '../src/cache.js';

const mebibyte = 1024 * 1024;
const hour = 60 * 60 * 1000;

let folder: string;

beforeEach(async () => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'prepuller-cache-'));
  folder = path.join(scratch, 'cache');
  onTestFinished(() => rm(scratch, { recursive: true }));
});

async function entries(): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Gives the file of the new entry. */
async function write(...entry: Parameters<ReturnType<typeof openCache>['write']>): Promise<string> {
  const before = new Set(await entries());
  await openCache(folder, 1).write(...entry);
  return (await entries()).find((file) => !before.has(file)) ?? '';
}

async function touch(file: string, hoursAgo: number): Promise<void> {
  const time = new Date(Date.now() - hoursAgo * hour);
  await utimes(file, time, time);
}

describe('an entry', () => {
  it.each(['', 'text', 'a\nb', '\0\uFFFD'])('comes back as it was written: %j', async (text) => {
    await write('renderings', 'key', Buffer.from(text));
    expect(openCache(folder, 1).read('renderings', 'key')).toEqual(Buffer.from(text));
  });

  it('is there under its own kind and key alone', async () => {
    await write('renderings', 'key', Buffer.from('content'));
    expect(openCache(folder, 1).read('builds', 'key')).toBeUndefined();
    expect(openCache(folder, 1).read('renderings', 'other')).toBeUndefined();
  });

  it.each<[string, (content: Buffer) => Buffer]>([
    ['is cut off', (content) => content.subarray(0, -1)],
    ['is empty', () => Buffer.alloc(0)],
    ['has another byte', (content) => Buffer.concat([content.subarray(0, -1), Buffer.from('x')])],
  ])('that %s is dropped', async (_, damage) => {
    const file = await write('renderings', 'key', Buffer.from('content'));
    await writeFile(file, damage(await readFile(file)));
    expect(openCache(folder, 1).read('renderings', 'key')).toBeUndefined();
    expect(await entries()).toEqual([]);
  });

  it('that was put in the place of another is dropped', async () => {
    const good = await write('renderings', 'one', Buffer.from('content of one'));
    const other = await write('renderings', 'other', Buffer.from('content of the other'));
    const kind = await write('builds', 'one', Buffer.from('a build'));
    await copyFile(good, other);
    await copyFile(good, kind);
    const cache = openCache(folder, 1);
    expect(cache.read('renderings', 'other')).toBeUndefined();
    expect(cache.read('builds', 'one')).toBeUndefined();
    expect(cache.read('renderings', 'one')?.toString()).toBe('content of one');
    expect(await entries()).toEqual([good]);
  });
});

describe('the folder', () => {
  it('can be read by its user alone', async () => {
    const file = await write('renderings', 'key', Buffer.from('content'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('keeps its bound by dropping what was not used for longest', async () => {
    const hoursUnused = { a: 5, b: 9, c: 7, d: 1 };
    for (const [key, hours] of Object.entries(hoursUnused)) {
      await touch(await write('renderings', key, Buffer.alloc(mebibyte, key)), hours);
    }
    const cache = openCache(folder, 4.5);
    expect(cache.read('renderings', 'b')).toHaveLength(mebibyte);
    await cache.write('renderings', 'e', Buffer.alloc(mebibyte));
    cache.trim();
    const kept = ['a', 'b', 'c', 'd', 'e'].filter((key) => cache.read('renderings', key) !== undefined);
    expect(kept).toEqual(['a', 'b', 'd', 'e']);
  });

  it('loses what a killed run has left half written, but not what a run is writing now', async () => {
    const file = await write('charts', 'key', Buffer.from('content'));
    await writeFile(`${file}.1.unfinished`, 'half');
    await touch(`${file}.1.unfinished`, 3);
    await writeFile(`${file}.2.unfinished`, 'half');
    const cache = openCache(folder, 1);
    await cache.write('charts', 'key', Buffer.from('content'));
    cache.trim();
    expect((await entries()).sort()).toEqual([file, `${file}.2.unfinished`]);
    expect(cache.read('charts', 'key')).toEqual(Buffer.from('content'));
  });

  it('may be one that cannot be written', async () => {
    await writeFile(folder, 'a file');
    const cache = openCache(path.join(folder, 'cache'), 1);
    await cache.write('charts', 'key', Buffer.from('content'));
    cache.trim();
    expect(cache.read('charts', 'key')).toBeUndefined();
  });
});
