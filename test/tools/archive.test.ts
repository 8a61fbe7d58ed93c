// biome-ignore-all lint/style/noExcessiveLinesPerFile: the kinds of archives are cases of one function.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
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

/** A header of a file as an old program writes it, with `changes` put into it before its checksum. */
function header(name: string, size: string, changes: Record<number, string | Buffer> = {}): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(size, 124);
  block.write('00000000000\0', 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  for (const [at, value] of Object.entries(changes)) Buffer.from(value).copy(block, Number(at));
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(content: string): Buffer {
  return Buffer.concat([Buffer.from(content), Buffer.alloc(-Buffer.byteLength(content) & 511)]);
}

const end = Buffer.alloc(1024);
const octal = (size: number) => `${size.toString(8).padStart(11, '0')}\0`;

/** A record of a pax header, whose length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  const length = [bytes + 1, bytes + 2, bytes + 3].find((total) => String(total).length + bytes === total);
  return `${length}${rest}`;
}

function pax(...records: [string, string][]): Buffer {
  const content = records.map(([key, value]) => paxRecord(key, value)).join('');
  const magic = { 156: 'x', 257: 'ustar\u000000' };
  return Buffer.concat([header('PaxHeaders/a', octal(Buffer.byteLength(content)), magic), padded(content)]);
}

const ustar = { 257: 'ustar\u000000' };
const oldGnu = { 257: 'ustar  \0' };

describe('an archive that helm takes is taken:', () => {
  it.each<[string, Buffer, Record<string, string>]>([
    [
      'old GNU headers, with times where POSIX has the beginning of the name',
      Buffer.concat([
        header('web/a', octal(1), { ...oldGnu, 345: '14371573432', 357: '14371573432' }),
        padded('x'),
        end,
      ]),
      { 'web/a': 'x' },
    ],
    [
      'a size in the binary form of GNU',
      Buffer.concat([
        header('web/a', '', { ...oldGnu, 124: Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]) }),
        padded('xy'),
        end,
      ]),
      { 'web/a': 'xy' },
    ],
    [
      'a size filled with blanks',
      Buffer.concat([header('web/a', '         2  ', ustar), padded('xy'), end]),
      { 'web/a': 'xy' },
    ],
    [
      'a size of pax, which counts',
      Buffer.concat([pax(['size', '600']), header('web/a', octal(0), ustar), padded('x'.repeat(600)), end]),
      { 'web/a': 'x'.repeat(600) },
    ],
    [
      'a comment of pax with a line feed and what looks like a record',
      Buffer.concat([
        pax(['comment', 'one\n17 path=web/evil\n'], ['path', 'web/good']),
        header('web/a', octal(1), ustar),
        padded('x'),
        end,
      ]),
      { 'web/good': 'x' },
    ],
    [
      'a path of pax with a line feed',
      Buffer.concat([pax(['path', 'web/a\nb']), header('web/a', octal(1), ustar), padded('x'), end]),
      { 'web/a\nb': 'x' },
    ],
    [
      'a global header of pax, as git archive writes it',
      Buffer.concat([
        header('pax_global_header', octal(52), { ...ustar, 156: 'g' }),
        padded(paxRecord('comment', 'c'.repeat(40))),
        header('web/a', octal(1), ustar),
        padded('x'),
        end,
      ]),
      { 'web/a': 'x' },
    ],
    [
      'POSIX names in two parts',
      Buffer.concat([header('a', octal(1), { ...ustar, 345: 'web/deep' }), padded('x'), end]),
      { 'web/deep/a': 'x' },
    ],
    ['no blocks at the end', Buffer.concat([header('web/a', octal(1), ustar), padded('x')]), { 'web/a': 'x' }],
    [
      'one block at the end',
      Buffer.concat([header('web/a', octal(1), ustar), padded('x'), Buffer.alloc(512)]),
      { 'web/a': 'x' },
    ],
    [
      'many blocks at the end',
      Buffer.concat([header('web/a', octal(1), ustar), padded('x'), Buffer.alloc(10_240)]),
      { 'web/a': 'x' },
    ],
    [
      'folders and links with a size that is none',
      Buffer.concat([
        header('web/', octal(0), { ...ustar, 156: '5' }),
        header('web/link', octal(700), { ...ustar, 156: '2', 157: '/etc/passwd' }),
        header('web/a', octal(1), ustar),
        padded('x'),
        end,
      ]),
      { 'web/a': 'x' },
    ],
    [
      'the separators of Windows',
      Buffer.concat([header('web\\templates\\a', octal(1), ustar), padded('x'), end]),
      { 'web/templates/a': 'x' },
    ],
  ])('%s', async (_, archive, expected) => {
    expect(await read(gzipSync(archive))).toEqual(expected);
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
    [
      'of another checksum',
      gzipSync(Buffer.concat([header('web/a', octal(1), ustar).fill('b', 4, 5), padded('x'), end])),
    ],
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
