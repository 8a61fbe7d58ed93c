import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTarGz, UnpackBudget } from '../../src/tools/archive.js';

async function read(archive: Buffer): Promise<Record<string, string>> {
  const files = await readTarGz(archive, new UnpackBudget(1024 * 1024));
  return Object.fromEntries(files.map(({ name, content }) => [name, content.toString('utf8')]));
}

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

it('a header whose checksum is another is refused', async () => {
  const damaged = header('web/a', octal(1), ustar).fill('b', 4, 5);
  await expect(read(gzipSync(Buffer.concat([damaged, padded('x'), end])))).rejects.toThrow('has a damaged header');
});
