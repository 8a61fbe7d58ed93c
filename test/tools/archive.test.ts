// biome-ignore-all lint/style/noExcessiveLinesPerFile: the kinds of archives are cases of one function.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTarGz, UnpackBudget } from '../../src/tools/archive.js';
import { tar } from '../support/pack-chart.js';

const bound = 1024 * 1024;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'prepuller-archive-'));
});

afterEach(() => rm(folder, { recursive: true }));

function packed(files: Record<string, string>): Buffer {
  return gzipSync(tar(new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]))));
}

async function read(archive: Buffer, maxBytes = bound): Promise<Record<string, string>> {
  const files = await readTarGz(archive, new UnpackBudget(maxBytes));
  return Object.fromEntries(files.map(({ name, content }) => [name, content.toString('utf8')]));
}

/** A record of an extended header: its own length, a blank, key and value. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  return `${rest.length + String(rest.length + 2).length}${rest}`;
}

/** The same blocks, with the checksum of the first made anew (tar(5)). */
function withChecksum(blocks: Buffer): Buffer {
  blocks.fill(' ', 148, 156);
  const sum = blocks.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  blocks.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return blocks;
}

describe('the files of an archive', () => {
  it.each(['ustar', 'gnu', 'pax', 'v7'])('are read as tar writes them in the format %s', async (format) => {
    const long =
      format === 'v7' ? 'short' : `${'deep/'.repeat(format === 'ustar' ? 20 : 40)}ümlaut-${'x'.repeat(60)}.yaml`;
    await mkdir(path.join(folder, 'web', path.dirname(long)), { recursive: true });
    await writeFile(path.join(folder, 'web', long), 'long');
    await writeFile(path.join(folder, 'web/empty'), '');
    await writeFile(path.join(folder, 'web/big'), 'x'.repeat(70_000));
    await symlink('/etc/passwd', path.join(folder, 'web/link'));
    const archive = execFileSync('tar', ['-cz', `--format=${format}`, '-C', folder, 'web'], { maxBuffer: bound });
    expect(await read(archive)).toEqual({ 'web/empty': '', 'web/big': 'x'.repeat(70_000), [`web/${long}`]: 'long' });
  });

  it.each([
    ['./web/./a', 'web/a'],
    ['web//a', 'web/a'],
    ['web/..a', 'web/..a'],
  ])('with the name %j are named %j', async (name, expected) => {
    expect(Object.keys(await read(packed({ [name]: '' })))).toEqual([expected]);
  });
});

describe('a budget', () => {
  it('bounds several archives in sum', async () => {
    const budget = new UnpackBudget(10_000);
    const archive = packed({ a: 'x'.repeat(5000) });
    await readTarGz(archive, budget);
    await expect(readTarGz(archive, budget)).rejects.toThrow('unpacks to more than 10000 bytes in sum');
    await expect(readTarGz(packed({ a: 'x'.repeat(3000) }), budget, () => false)).rejects.toThrow('in sum');
  });

  it('is not spared by leaving files out', async () => {
    const archive = packed({ a: 'x'.repeat(5000), b: 'y' });
    const files = await readTarGz(archive, new UnpackBudget(10_000), (name) => name === 'b');
    expect(files.map(({ name }) => name)).toEqual(['b']);
    await expect(readTarGz(archive, new UnpackBudget(5000), (name) => name === 'b')).rejects.toThrow('5000 bytes');
  });
});

describe('an archive is refused', () => {
  it.each(['.', '../a', 'web/../../a', '/etc/a', 'web/..', '..\\a', 'C:\\a', 'C:/a', '\\a'])(
    'with the path %j',
    async (name) => {
      await expect(read(packed({ [name]: '' }))).rejects.toThrow('holds a path that leads out of it');
    },
  );

  it('with such a path as a long name', async () => {
    await mkdir(path.join(folder, 'web'));
    await writeFile(path.join(folder, 'web/a'), '');
    const transform = `--transform=s,^web/a$,../${'x'.repeat(200)},`;
    const archive = execFileSync('tar', ['-czP', '--format=pax', transform, '-C', folder, 'web']);
    await expect(read(archive)).rejects.toThrow('holds a path that leads out of it');
  });

  it('with a sparse file, of which it holds pieces', async () => {
    const file = path.join(folder, 'holes');
    await writeFile(file, 'end');
    await truncate(file, 1024 * 1024);
    const archive = execFileSync('tar', ['-cz', '--sparse', '--format=pax', '-C', folder, 'holes']);
    await expect(read(archive, 10 * bound)).rejects.toThrow(/^holds ".*holes", whose size cannot be told$/);
  });

  it.each(['99999999999999999999', '-512', 'many'])('with a file of the size %s', async (size) => {
    const extended = paxRecord('size', size);
    const parts = tar(new Map([['header', Buffer.from(extended)]])).subarray(0, 1024);
    parts[156] = 'x'.charCodeAt(0);
    const archive = gzipSync(Buffer.concat([withChecksum(parts), tar(new Map([['a', Buffer.alloc(0)]]))]));
    await expect(read(archive)).rejects.toThrow('holds "a", whose size cannot be told');
  });

  it('when it unpacks to more than the bound', async () => {
    await expect(read(packed({ a: 'x'.repeat(2 * bound) }))).rejects.toThrow(`unpacks to more than ${bound} bytes`);
  });

  it.each([
    ['no archive', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['cut off', packed({ a: 'x'.repeat(9000) }).subarray(0, -9)],
    ['cut off before it was packed', gzipSync(tar(new Map([['a', Buffer.alloc(9000)]])).subarray(0, 3000))],
    [
      'cut off by a byte before it was packed',
      gzipSync(tar(new Map([['a', Buffer.alloc(512, 'x')]])).subarray(0, 1023)),
    ],
    ['cut off within a header', gzipSync(tar(new Map([['a', Buffer.alloc(512, 'x')]])).subarray(0, 300))],
    ['damaged in a header', gzipSync(Buffer.alloc(1024, 'zz'))],
  ])('when it is %s', async (_, archive) => {
    await expect(read(archive)).rejects.toThrow(
      /^(is damaged or no \.tar\.gz archive|is cut off|has a damaged header)$/,
    );
  });

  it('or read, but never anything else, whatever is in it', async () => {
    const whole = tar(
      new Map([
        ['web/Chart.yaml', Buffer.from('name: web')],
        ['web/a', Buffer.alloc(600)],
      ]),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (position, byte) => {
        const changed = Buffer.from(whole);
        changed[position] = byte;
        const outcome = await readTarGz(gzipSync(changed, { level: 0 }), new UnpackBudget(bound)).catch(
          (error: Error) => error.message,
        );
        if (typeof outcome === 'string') expect(outcome).toMatch(/^(is|has|holds) /);
        else for (const { name } of outcome) expect(path.join('/root', name)).toMatch(/^\/root\/./);
      }),
      { numRuns: 300 },
    );
  });
});
