import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { memoize } from './memoize.js';
import { isInSource } from './source-boundary.js';

/** What a path of a source is to Flux. Paths are relative to the root, with `/`; `.` is the root. */
export type SourceEntry =
  | { kind: 'file'; path: string }
  | { kind: 'folder'; path: string }
  | SourceLink
  /** `outside`: above the root, or in a `.git`. */
  | { kind: 'missing' | 'outside' };

/**
 * A symbolic link, or what would lie behind one: source-controller puts nothing but files and folders into an artifact
 * (fluxcd/pkg, artifact/storage/archive.go: Archive), and `flux push artifact` does the same (fluxcd/pkg, tar/tar.go: Tar).
 */
export interface SourceLink {
  kind: 'link';
  /** The link itself. */
  link: string;
  /** Where the path leads to; missing where that is nowhere in the source. */
  to?: string;
}

/** Continues "it names ..., and ...". */
export function linkFault({ link, to }: SourceLink): string {
  const otherwise = to === undefined ? '' : `, or name ${to}`;
  return `${link} is a symbolic link, which Flux leaves out of a source; commit what it leads to in its place${otherwise}`;
}

/**
 * Looks up paths below a root, over no link. Nothing is written there meanwhile: what was found stays.
 * @param root absolute, without links
 * @returns a function of a path from the root, with `/`
 */
export function sourceEntries(root: string): (relative: string) => SourceEntry {
  const kindOf = memoize((name: string) => kindAt(path.join(root, name)));
  return memoize((relative: string): SourceEntry => {
    const name = nameInSource(root, relative);
    if (name === undefined) return { kind: 'outside' };
    const end = endOfFolders(name, kindOf);
    if (end === undefined) return { kind: 'folder', path: name };
    if (end.kind === 'link') return linkTo(root, end.name, path.join(root, name));
    return end.kind === 'file' && end.name === name ? { kind: 'file', path: name } : { kind: 'missing' };
  });
}

/** Most paths are plain names, for which the ways through an absolute path and back took a fiftieth of a run. */
function nameInSource(root: string, relative: string): string | undefined {
  if (/^[\w-]+(?:[./][\w-]+)*$/.test(relative)) return relative;
  const absolute = path.resolve(root, relative);
  return isInSource(root, absolute) ? relativePath(root, absolute) : undefined;
}

function relativePath(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/') || '.';
}

type Kind = 'file' | 'folder' | 'link' | 'missing';

/** The first on the way that is no folder. */
function endOfFolders(name: string, kindOf: (name: string) => Kind): { kind: Kind; name: string } | undefined {
  for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
    const folder = name.slice(0, slash);
    const kind = kindOf(folder);
    if (kind !== 'folder') return { kind, name: folder };
  }
  const kind = kindOf(name);
  return kind === 'folder' ? undefined : { kind, name };
}

function kindAt(file: string): Kind {
  try {
    const status = lstatSync(file, { throwIfNoEntry: false });
    if (status === undefined) return 'missing';
    if (status.isSymbolicLink()) return 'link';
    return status.isDirectory() ? 'folder' : 'file';
  } catch {
    // A name that no file can have, or in a folder that must not be read.
    return 'missing';
  }
}

function linkTo(root: string, link: string, absolute: string): SourceLink {
  try {
    const real = realpathSync.native(absolute);
    if (!isInSource(root, real)) return { kind: 'link', link };
    return { kind: 'link', link, to: relativePath(root, real) };
  } catch {
    return { kind: 'link', link };
  }
}
