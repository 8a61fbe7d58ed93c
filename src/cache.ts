import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from './sha256.js';

/**
 * - `charts`: packed charts; the key is the SHA-256 of the archive
 * - `sources`: what an exact version of a source was found to be
 * - `indexes`: indexes of Helm repositories, with what their server needs to say that they have not changed
 * - `builds`: what kustomize made of a folder, by all that it reads
 * - `renderings`: manifests, by all that goes into them
 * - `readings`: what was read from manifests, by all that goes into these and into the reading
 */
type CacheKind = (typeof kinds)[number];

const kinds = ['charts', 'sources', 'indexes', 'builds', 'renderings', 'readings'] as const;

/** Keeps what is costly to make between runs. It never fails: without it everything is made anew. */
export interface Cache {
  /** The content as it was written; an entry that is damaged is dropped. */
  read(kind: CacheKind, key: string): Promise<Buffer | undefined>;
  write(kind: CacheKind, key: string, content: Buffer): Promise<void>;
  /** Removes what was not used for longest until the folder keeps its bound. */
  trim(): Promise<void>;
}

const hashLength = 64;
/** An entry's time of use is exact to this, so that reading rarely writes. */
const useResolution = 60 * 60 * 1000;
const unfinished = /\.unfinished$/;

/**
 * Every entry is a file that begins with the SHA-256 of the rest and a line feed. It is written under another name and
 * then renamed, so that a run that is killed or one at the same time leaves whole entries only.
 * @param folder Absolute path; made when it is first needed.
 * @param maxMebibytes of all entries together
 */
export function openCache(folder: string, maxMebibytes: number): Cache {
  let grown = false;

  return {
    async read(kind, key) {
      const file = fileOf(folder, kind, key);
      const entry = await readFile(file).catch(() => undefined);
      if (entry === undefined) return undefined;
      const content = entry.subarray(hashLength + 1);
      if (entry.toString('latin1', 0, hashLength) !== sha256(content)) {
        await rm(file, { force: true });
        return undefined;
      }
      await markUsed(file);
      return content;
    },
    async write(kind, key, content) {
      grown = true;
      await writeWhole(fileOf(folder, kind, key), Buffer.concat([Buffer.from(`${sha256(content)}\n`), content]));
    },
    async trim() {
      if (grown) await trimFolder(folder, maxMebibytes * 1024 * 1024);
    },
  };
}

/** Keys may be long and hold anything. */
function fileOf(folder: string, kind: CacheKind, key: string): string {
  return path.join(folder, kind, sha256(key));
}

/** Readable by the user alone: a rendering holds what the values say. */
async function writeWhole(file: string, entry: Buffer): Promise<void> {
  const temporary = `${file}.${randomUUID()}.unfinished`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(temporary, entry, { mode: 0o600 });
    await rename(temporary, file);
  } catch {
    // A full disk or a folder that cannot be written costs time in the next run, nothing else.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function markUsed(file: string): Promise<void> {
  const now = new Date();
  const used = await stat(file).catch(() => undefined);
  if (used && now.getTime() - used.mtimeMs > useResolution) await utimes(file, now, now).catch(() => undefined);
}

async function trimFolder(folder: string, maxBytes: number): Promise<void> {
  const entries = await listEntries(folder);
  const leftOver = entries.filter(({ file, used }) => unfinished.test(file) && Date.now() - used > useResolution);
  const whole = entries.filter(({ file }) => !unfinished.test(file)).sort((one, other) => other.used - one.used);
  let total = 0;
  const surplus = whole.filter(({ size }) => {
    total += size;
    return total > maxBytes;
  });
  await Promise.all([...leftOver, ...surplus].map(({ file }) => rm(file, { force: true })));
}

interface CacheEntry {
  file: string;
  size: number;
  used: number;
}

async function listEntries(folder: string): Promise<CacheEntry[]> {
  const listed = kinds.map(async (kind) => {
    const names = await readdir(path.join(folder, kind)).catch(() => []);
    return await Promise.all(names.map((name) => entryOf(path.join(folder, kind, name))));
  });
  return (await Promise.all(listed)).flat().filter((entry) => entry !== undefined);
}

async function entryOf(file: string): Promise<CacheEntry | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && { file, size: found.size, used: found.mtimeMs };
}
