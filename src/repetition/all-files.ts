import { createHash } from 'node:crypto';
import {
  closeSync,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';

/** All that lies in a folder and below it. */
export interface AllFiles {
  /** SHA-256 of names, kinds and contents; of a `.git` only that it is there. */
  digest: string;
  /** When any of it was last changed in any way, as the file system knows it; milliseconds since 1970. */
  changed: number;
}

/** What repositories of manifests stay far below: reading more than this takes as long as what it is to save. */
const mostEntries = 10_000;
const mostBytes = 32 * 1024 * 1024;

/**
 * Reads the files themselves: git knows what it was told to overlook, and what filters make of a file, by other words than the
 * disk.
 * @param top Absolute path.
 * @returns `undefined` where there is too much of it, something that is no file, folder or link, a link that may lead out of it,
 * or something that cannot be read.
 */
export function readAllFiles(top: string): AllFiles | undefined {
  const reading = new Reading();
  try {
    reading.folder(top, '');
    return reading.result();
  } catch {
    return undefined;
  }
}

class Reading {
  readonly #hash = createHash('sha256');
  #changed = 0;
  #entries = 0;
  #bytes = 0;
  #room = Buffer.allocUnsafe(128 * 1024);

  /** @param prefix of the names in it: empty, or with a slash at its end */
  folder(folder: string, prefix: string): void {
    const entries = readdirSync(folder, { withFileTypes: true });
    this.#noteChange(lstatSync(folder));
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      this.#entries += 1;
      if (this.#entries > mostEntries) throw new Error('there is too much of it');
      this.#entry(entry, path.join(folder, entry.name), prefix + entry.name);
    }
    this.#add('end of', prefix);
  }

  result(): AllFiles {
    return { digest: this.#hash.digest('hex'), changed: this.#changed };
  }

  #entry(entry: Dirent, place: string, name: string): void {
    if (entry.name === '.git') this.#add('repository', name);
    else if (entry.isDirectory()) this.folder(place, `${name}/`);
    else if (entry.isFile()) this.#file(place, name);
    else if (entry.isSymbolicLink()) this.#link(place, name);
    else throw new Error(`${name} is no file`);
  }

  #link(place: string, name: string): void {
    const target = readlinkSync(place);
    if (!staysInside(name, target)) throw new Error(`${name} may lead elsewhere`);
    this.#noteChange(lstatSync(place));
    this.#add('link', name, Buffer.from(target));
  }

  /** A change while it was read is seen: when it was changed is asked last. */
  #file(place: string, name: string): void {
    const file = openSync(place, 'r');
    try {
      const { size } = fstatSync(file);
      this.#bytes += size;
      if (this.#bytes > mostBytes) throw new Error('there is too much of it');
      this.#add('file', name, this.#read(file, size));
      this.#noteChange(fstatSync(file));
    } finally {
      closeSync(file);
    }
  }

  #noteChange({ ctimeMs }: Stats): void {
    this.#changed = Math.max(this.#changed, ctimeMs);
  }

  #read(file: number, size: number): Buffer {
    if (size > this.#room.length) this.#room = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const read = readSync(file, this.#room, length, size - length, null);
      if (read === 0) throw new Error('it became shorter');
      length += read;
    }
    return this.#room.subarray(0, length);
  }

  #add(kind: string, name: string, content: Buffer = nothing): void {
    this.#hash.update(`${kind}\0${name}\0${content.length}\0`).update(content);
  }
}

const nothing = Buffer.alloc(0);

/**
 * As it is written, over no other link: what a link leads to is known only where it is a part of what is read. Up it goes by
 * its first steps alone, for behind the name of a link that would lead elsewhere.
 */
function staysInside(link: string, target: string): boolean {
  if (path.isAbsolute(target)) return false;
  const steps = target.split('/');
  const down = steps.findIndex((step) => step !== '..' && step !== '.');
  const below = down < 0 ? [] : steps.slice(down);
  const up = steps.slice(0, steps.length - below.length).filter((step) => step === '..').length;
  return up < link.split('/').length && below.every((step) => step !== '..' && step.toLowerCase() !== '.git');
}
