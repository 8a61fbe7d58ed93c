import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, holdsNoManifests } from '../../files-below.js';
import { FatalError } from '../../problem.js';
import { isIgnoreFile, readIgnoreFile } from '../../source-ignore/ignore-files.js';
import { describeSystemFault } from '../../system-fault.js';
import type { FluxOptions } from '../options.js';

/** The repository's YAML files; few of them hold a text that says that they can matter, and only those are parsed. */
export interface RepositoryFiles {
  /** Every YAML file, sorted; paths are relative to the root, with `/`. */
  all: readonly string[];
  /** Every `.sourceignore`, with its text. */
  sourceIgnores(): Map<string, string>;
  /** Reads every file once. Gives for each text the files that hold it, in the order of `all`. */
  search(texts: readonly string[]): Map<string, string[]>;
  read(file: string): string;
}

type Options = Pick<FluxOptions, 'root' | 'outputPath'>;

/**
 * Lists the YAML files. Symbolic links are not followed: Flux has none of them, and what they lead to inside of the tree is
 * found where it is.
 */
export function listRepository({ root, outputPath }: Options): RepositoryFiles {
  const found = whole(() => filesBelow(root, (file, name) => holdsNoManifests(name) || file === outputPath));
  const sourceIgnores = found.filter(isIgnoreFile).map((file) => file.path);
  const files = found.filter(({ dirent }) => isManifestName(dirent.name) && dirent.isFile());
  const all = files.map((file) => file.path).sort();
  return {
    all,
    sourceIgnores: () => whole(() => new Map(sourceIgnores.map((file) => [file, readIgnoreFile(root, file)]))),
    search: searchOnce((texts) => search(root, all, texts)),
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
  };
}

function isManifestName(name: string): boolean {
  return /\.ya?ml$/.test(name) || name === 'Kustomization';
}

/** What was looked for is known from then on. */
function searchOnce(find: RepositoryFiles['search']): RepositoryFiles['search'] {
  const known = new Map<string, string[]>();
  return (texts) => {
    const unknown = texts.filter((text) => !known.has(text));
    if (unknown.length > 0) for (const [text, files] of find(unknown)) known.set(text, files);
    return new Map(texts.map((text) => [text, known.get(text) ?? []]));
  };
}

function search(root: string, files: readonly string[], texts: readonly string[]): Map<string, string[]> {
  const needles = texts.map((text) => ({ text, bytes: Buffer.from(text), hits: [] as string[] }));
  for (const [file, content] of readEach(root, files)) {
    for (const { bytes, hits } of needles) if (content.includes(bytes)) hits.push(file);
  }
  return new Map(needles.map(({ text, hits }) => [text, hits]));
}

/**
 * The files' bytes, in a buffer that the next one overwrites. Reading one after the other like this takes a quarter
 * of the time of the asynchronous functions: 20,000 small files in 0.15 s.
 */
function* readEach(root: string, files: readonly string[]): Generator<[string, Buffer]> {
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (const file of files) {
    const content = readInto(buffer, path.join(root, file));
    if (content) yield [file, content];
  }
}

/** `undefined` when the file is not there: it may have gone since it was listed. */
function readInto(buffer: Buffer, file: string): Buffer | undefined {
  return whole(() => {
    const descriptor = openIfThere(file);
    if (descriptor === undefined) return undefined;
    try {
      const length = readSync(descriptor, buffer, 0, buffer.length, 0);
      return length < buffer.length ? buffer.subarray(0, length) : readFileSync(file);
    } finally {
      closeSync(descriptor);
    }
  });
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What cannot be read may declare what Flux runs, and would look as if it had been removed.
 * @throws FatalError when the system refuses it
 */
function whole<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new FatalError(`The repository cannot be read (${fault}): all of it must be readable for this job.`);
  }
}
