import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { packTar, type TarHeader, unpackTar } from 'modern-tar';

/** A regular file of an archive. */
export interface ArchivedFile {
  /** As in the archive, with `/`; never absolute and never with a `..` segment. */
  name: string;
  content: Buffer;
}

/** Bytes that may be unpacked. Archives that share one are bounded in sum: a small file can unpack to any size. */
export class UnpackBudget {
  private left: number;

  constructor(readonly bytes: number) {
    this.left = bytes;
  }

  /** @throws Error when that is more than is left. */
  take(bytes: number): void {
    if (bytes > this.left) throw this.exceeded();
    this.left -= bytes;
  }

  get remaining(): number {
    return this.left;
  }

  exceeded(): Error {
    return new Error(`unpacks to more than ${this.bytes} bytes${this.left < this.bytes ? ' in sum' : ''}`);
  }
}

/**
 * The regular files of a `.tar.gz`; folders and links are left out.
 * @param budget what the unpacked archive takes of it stays taken
 * @param isWanted leaves out files that need not be held in memory
 * @throws Error that continues "the archive ...": it is damaged, too large, or names a path outside of itself.
 */
export async function readTarGz(
  archive: Buffer,
  budget: UnpackBudget,
  isWanted: (name: string) => boolean = () => true,
): Promise<ArchivedFile[]> {
  const tar = await unzip(archive, budget);
  budget.take(tar.length);
  const filter = (header: TarHeader) => {
    if (hasUnreadSize(header))
      throw new UnreadableFile(`holds ${JSON.stringify(header.name)}, whose size cannot be told`);
    return header.type === 'file' && isWanted(safeName(header.name));
  };
  const entries = await inOurWords(unpackTar(withEnd(tar), { strict: true, filter }));
  return entries.map(({ header, data = new Uint8Array() }) => ({
    name: safeName(header.name),
    content: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  }));
}

async function unzip(archive: Buffer, budget: UnpackBudget): Promise<Buffer> {
  try {
    // At least a byte, for zlib takes zero for an error of ours.
    return await promisify(gunzip)(archive, { maxOutputLength: Math.max(1, budget.remaining) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'ERR_BUFFER_TOO_LARGE' ? budget.exceeded() : new Error('is damaged or no .tar.gz archive');
  }
}

/**
 * Go, and so helm, takes an archive whose two blocks of zeroes at the end are missing; the library does not. One that is
 * cut off stays so: what it lacks is taken from these blocks, and then there are fewer than two.
 */
function withEnd(tar: Buffer): Buffer {
  return Buffer.concat([tar, Buffer.alloc(1024)]);
}

/**
 * A `.tar.gz` of regular files that is written to be read at once: it is not worth the time to make it small.
 * @param folder in which all of them lie
 */
export async function writeTarGz(folder: string, files: readonly ArchivedFile[]): Promise<Buffer> {
  const entries = files.map(({ name, content }) => ({
    header: { name: `${folder}/${name}`, size: content.length },
    body: content,
  }));
  return await promisify(gzip)(await packTar(entries), { level: 1 });
}

class UnsafeName extends Error {}
class UnreadableFile extends Error {}

/**
 * Of a sparse file the archive holds pieces, which would be taken for the whole; a size that is no number is passed over.
 * https://www.gnu.org/software/tar/manual/html_node/PAX-1.html
 */
function hasUnreadSize({ pax = {} }: TarHeader): boolean {
  const { size = '0' } = pax;
  const isNumber = /^\d+$/.test(size) && Number.isSafeInteger(Number(size));
  return !isNumber || Object.keys(pax).some((key) => key.startsWith('GNU.sparse.'));
}

async function inOurWords<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnsafeName || error instanceof UnreadableFile) throw error;
    throw new Error(/truncated/.test(String(error)) ? 'is cut off' : 'has a damaged header');
  }
}

function safeName(name: string): string {
  const segments = name.split(/[/\\]/);
  const inside = segments.filter((segment) => segment !== '.' && segment !== '');
  const absolute = segments[0] === '' || /^[A-Za-z]:$/.test(segments[0] ?? '');
  if (absolute || inside.length === 0 || inside.includes('..') || name.includes('\0')) {
    throw new UnsafeName('holds a path that leads out of it');
  }
  return inside.join('/');
}
