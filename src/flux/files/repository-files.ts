import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import fastGlob from 'fast-glob';
import type { FluxOptions } from '../options.js';

/** The repository's YAML files; few of them hold a text that says that they can matter, and only those are parsed. */
export interface RepositoryFiles {
  /** Every YAML file, sorted; paths are relative to the root, with `/`. */
  all: readonly string[];
  /** Every `.sourceignore`. */
  sourceIgnores: readonly string[];
  /** Reads every file once. Gives for each text the files that hold it, in the order of `all`. */
  search(texts: readonly string[]): Map<string, string[]>;
  read(file: string): string;
}

type Options = Pick<FluxOptions, 'root' | 'outputPath'>;

/**
 * Lists the YAML files. Symbolic links are not followed: what they lead to inside of the tree is found where it is,
 * and what lies outside is no part of the repository.
 */
export function listRepository({ root, outputPath }: Options): RepositoryFiles {
  const found = fastGlob
    .globSync(['**/*.{yaml,yml}', '**/{Kustomization,.sourceignore}'], {
      cwd: root,
      dot: true,
      followSymbolicLinks: false,
      ignore: ['**/.git', '**/node_modules', fastGlob.escapePath(outputPath)],
      suppressErrors: true,
    })
    .sort();
  const isSourceIgnore = (file: string) => path.posix.basename(file) === '.sourceignore';
  const all = found.filter((file) => !isSourceIgnore(file));
  return {
    all,
    sourceIgnores: found.filter(isSourceIgnore),
    search: searchOnce((texts) => search(root, all, texts)),
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
  };
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

/** `undefined` when the file cannot be read: it may have gone since it was listed. */
function readInto(buffer: Buffer, file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    return length < buffer.length ? buffer.subarray(0, length) : readFileSync(file);
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
