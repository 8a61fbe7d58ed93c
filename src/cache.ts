import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { sha256 } from './sha256.js';

/**
 * - `charts`: packed charts; the key is the SHA-256 of the archive
 * - `sources`: what an exact version of a source was found to be
 * - `checkouts`: what a commit of a Git repository or a layer of an artifact holds, packed
 * - `indexes`: indexes of Helm repositories, with what their server needs to say that they have not changed
 * - `builds`: what kustomize made of a folder, by all that it reads
 * - `parsed`: what the last run parsed, of files and of builds
 * - `templates`: what helm made of the templates of ResourceSets
 * - `renderings`: manifests, by all that goes into them
 * - `readings`: what was read from manifests, by all that goes into these and into the reading
 * - `registries`: what registries said of images
 * - `runs`: what the last run said, with a digest of all that it was made with
 * - `programs`: versions of programs on the PATH, by the program's file
 */
type CacheKind = (typeof kinds)[number];

const kinds = [
  'charts',
  'sources',
  'checkouts',
  'indexes',
  'builds',
  'parsed',
  'templates',
  'renderings',
  'readings',
  'registries',
  'runs',
  'programs',
] as const;

export interface CacheOptions {
  /** Absolute path of the folder. */
  cachePath: string;
  /** Bound of the folder, in MiB. */
  cacheMaxSize: number;
}

/** A text is written in UTF-8. */
type Content = Buffer | string;

/**
 * Keeps what is costly to make between runs. It never fails: without it everything is made anew. Most entries are small
 * and read and written one after the other, which takes a quarter of the time of the asynchronous functions.
 */
export interface Cache {
  /** The content as it was written; an entry that is damaged is dropped. */
  read(kind: CacheKind, key: string): Buffer | undefined;
  write(kind: CacheKind, key: string, content: Content): void;
  /** The text that was kept, else the one that is made now, and then kept. */
  keep(kind: CacheKind, key: string, make: () => Promise<string>): Promise<string>;
  /** Removes what was not used for longest until the folder keeps its bound. */
  trim(): void;
}

const hashLength = 64;
/** An entry's time of use is exact to this, so that reading rarely writes. */
const useResolution = 60 * 60 * 1000;
const unfinished = /\.unfinished$/;

/**
 * Every entry is a file that begins with the SHA-256 of its key and the rest, and a line feed. It is written under another name and
 * then renamed, so that a run that is killed or one at the same time leaves whole entries only.
 * @param folder Absolute path; made when it is first needed.
 * @param maxMebibytes of all entries together
 */
export function openCache(folder: string, maxMebibytes: number): Cache {
  let grown = false;

  const cache: Cache = {
    read(kind, key) {
      const file = fileOf(folder, kind, key);
      const entry = attempt(() => readFileSync(file));
      if (entry === undefined) return undefined;
      const content = entry.subarray(hashLength + 1);
      if (entry.toString('latin1', 0, hashLength) !== seal(kind, key, content)) {
        attempt(() => rmSync(file));
        return undefined;
      }
      markUsed(file);
      return content;
    },
    write(kind, key, content) {
      grown = true;
      writeWhole(fileOf(folder, kind, key), [`${seal(kind, key, content)}\n`, content]);
    },
    async keep(kind, key, make) {
      const kept = cache.read(kind, key);
      if (kept !== undefined) return kept.toString('utf8');
      const made = await make();
      cache.write(kind, key, made);
      return made;
    },
    trim() {
      if (grown) trimFolder(folder, maxMebibytes * 1024 * 1024);
    },
  };
  return cache;
}

/** Binds a content to its key: an entry that was put in another's place is damaged. */
function seal(kind: CacheKind, key: string, content: Content): string {
  return createHash('sha256').update(`${kind}\0${key.length}\0${key}\0`).update(content).digest('hex');
}

/** Keys may be long and hold anything. */
function fileOf(folder: string, kind: CacheKind, key: string): string {
  return path.join(folder, kind, sha256(key));
}

/** Readable by the user alone: a rendering holds what the values say. */
function writeWhole(file: string, parts: readonly Content[]): void {
  const temporary = `${file}.${randomUUID()}.unfinished`;
  const write = () => {
    writeParts(temporary, parts);
    return true;
  };
  try {
    // Making the folder takes as long as the rest, and is needed once.
    if (!attempt(write)) {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      write();
    }
    renameSync(temporary, file);
  } catch {
    // A full disk or a folder that cannot be written costs time in the next run, nothing else.
    attempt(() => rmSync(temporary, { force: true }));
  }
}

/** One after the other: a rendering may have tens of MiB, and what joins parts holds all of them once more. */
function writeParts(file: string, parts: readonly Content[]): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    for (const part of parts) writeFileSync(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}

function markUsed(file: string): void {
  const now = new Date();
  attempt(() => {
    if (now.getTime() - statSync(file).mtimeMs > useResolution) utimesSync(file, now, now);
  });
}

function trimFolder(folder: string, maxBytes: number): void {
  const entries = kinds.flatMap((kind) => listEntries(path.join(folder, kind)));
  const leftOver = entries.filter(({ file, used }) => unfinished.test(file) && Date.now() - used > useResolution);
  const whole = entries.filter(({ file }) => !unfinished.test(file)).sort((one, other) => other.used - one.used);
  let total = 0;
  const surplus = whole.filter(({ size }) => {
    total += size;
    return total > maxBytes;
  });
  for (const { file } of [...leftOver, ...surplus]) attempt(() => rmSync(file));
}

interface CacheEntry {
  file: string;
  size: number;
  used: number;
}

function listEntries(folder: string): CacheEntry[] {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names.flatMap((name) => entryOf(path.join(folder, name)) ?? []);
}

function entryOf(file: string): CacheEntry | undefined {
  const found = attempt(() => statSync(file));
  return found && { file, size: found.size, used: found.mtimeMs };
}

/** What cannot be done is left: the folder may be missing, or another run may have removed the file. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
