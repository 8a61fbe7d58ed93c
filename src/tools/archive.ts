import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A regular file of an archive. */
export interface ArchivedFile {
  /** As in the archive, with `/`; never absolute and never with a `..` segment. */
  name: string;
  content: Buffer;
}

const blockSize = 512;

/**
 * The regular files of a `.tar.gz`; folders and links are left out.
 * @param maxBytes of the unpacked archive: a small file can unpack to any size.
 * @throws Error when it is damaged, too large, or names a path outside of itself.
 */
export async function readTarGz(archive: Buffer, maxBytes: number): Promise<ArchivedFile[]> {
  return readTar(await unzip(archive, maxBytes));
}

async function unzip(archive: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(archive, { maxOutputLength: maxBytes });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new Error(`unpacks to more than ${maxBytes} bytes`);
    throw new Error('is damaged or no .tar.gz archive');
  }
}

/** POSIX ustar with the long names of pax and GNU tar. */
function readTar(tar: Buffer): ArchivedFile[] {
  const files: ArchivedFile[] = [];
  let longName: string | undefined;
  for (const { header, content } of entries(tar)) {
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'x') longName = paxPath(content) ?? longName;
    else if (type === 'L') longName = text(content, 0, content.length);
    else {
      if (type === '0' || type === '\0') files.push({ name: safeName(longName ?? shortName(header)), content });
      longName = undefined;
    }
  }
  return files;
}

/** A block of zeroes ends the archive. */
function* entries(tar: Buffer): Generator<{ header: Buffer; content: Buffer }> {
  for (let at = 0; at + blockSize <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + blockSize);
    const size = readSize(header);
    const content = tar.subarray(at + blockSize, at + blockSize + size);
    if (content.length < size) throw new Error('is cut off');
    yield { header, content };
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
  }
}

function text(buffer: Buffer, start: number, length: number): string {
  const field = buffer.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

function shortName(header: Buffer): string {
  const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Octal; the binary form of sizes above 8 GiB is not needed here. */
function readSize(header: Buffer): number {
  const octal = text(header, 124, 12).trim();
  if (!/^[0-7]{1,11}$/.test(octal)) throw new Error('has a damaged header');
  return Number.parseInt(octal, 8);
}

/** Records are `<length> <key>=<value>\n`. */
function paxPath(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}

function safeName(name: string): string {
  const segments = name.split(/[/\\]/);
  const inside = segments.filter((segment) => segment !== '.' && segment !== '');
  const absolute = segments[0] === '' || /^[A-Za-z]:$/.test(segments[0] ?? '');
  if (absolute || inside.length === 0 || inside.includes('..') || name.includes('\0')) {
    throw new Error('holds a path that leads out of it');
  }
  return inside.join('/');
}
