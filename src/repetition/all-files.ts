import { createHash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import path from 'node:path';

/** All that lies in a folder and below it. */
export interface AllFiles {
  /** SHA-256 of names, kinds and contents; of a `.git` only that it is there. */
  digest: string;
  /** When any of it was last changed in any way, as the file system knows it; milliseconds since 1970. */
  changed: number;
}

/** What repositories of manifests stay far below: reading more than this takes as long as what it is to save. */
const mostFiles = 10_000;
const mostBytes = 32 * 1024 * 1024;

/**
 * Reads the files themselves: git knows what it was told to overlook, and what filters make of a file, by other words than the
 * disk.
 * @param top Absolute path.
 * @returns `undefined` where there is too much of it, something that is no file, folder or link, or something that cannot be
 * read.
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
  #files = 0;
  #bytes = 0;
  #room = Buffer.allocUnsafe(128 * 1024);

  folder(folder: string, prefix: string): void {
    this.#changed = Math.max(this.#changed, lstatSync(folder).ctimeMs);
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      const [place, name] = [path.join(folder, entry.name), prefix + entry.name];
      if (entry.name === '.git') this.#add('repository', name);
      else if (entry.isDirectory()) this.folder(place, `${name}/`);
      else if (entry.isFile()) this.#file(place, name);
      else if (entry.isSymbolicLink()) this.#link(place, name);
      else throw new Error(`${name} is no file`);
    }
    this.#add('end of', prefix);
  }

  result(): AllFiles {
    return { digest: this.#hash.digest('hex'), changed: this.#changed };
  }

  #link(place: string, name: string): void {
    this.#changed = Math.max(this.#changed, lstatSync(place).ctimeMs);
    this.#add('link', name, Buffer.from(readlinkSync(place)));
  }

  #file(place: string, name: string): void {
    const file = openSync(place, 'r');
    try {
      const { size, ctimeMs } = fstatSync(file);
      this.#changed = Math.max(this.#changed, ctimeMs);
      this.#bound(size);
      this.#add('file', name, this.#read(file, size));
    } finally {
      closeSync(file);
    }
  }

  #bound(size: number): void {
    this.#files += 1;
    this.#bytes += size;
    if (this.#files > mostFiles || this.#bytes > mostBytes) throw new Error('there is too much of it');
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
