import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { memoize } from '../../memoize.js';
import { isInSource } from '../../source-boundary.js';
import { isWithin } from './folders.js';

/** What a path of the repository is, once symbolic links are followed. */
export type Target =
  | { kind: 'file' | 'folder' /** Relative to the root, without links; `.` is the root. */; path: string }
  | { kind: 'missing' | 'outside' };

/** Looks up paths below the root; what lies outside of it or in a `.git`, by name or by a link, is never given. */
export interface WorkTree {
  /** @param relative From the root, with `/`. */
  resolve(relative: string): Target;
  /** Absolute path of what `resolve` gave. */
  absolute(real: string): string;
  /**
   * Lets the files of a folder elsewhere stand below a path of the tree. What is there leads out of it no more than out of
   * the tree.
   * @param name From the root, with `/`; nothing of the tree may have it.
   * @param folder Absolute.
   */
  mount(name: string, folder: string): void;
  /** The name that a path was mounted by; empty for what is of the tree itself. */
  mountOf(relative: string): string;
}

export function openWorkTree(root: string): WorkTree {
  const ofRoot = resolver(root);
  const mounts = new Map<string, ReturnType<typeof resolver>>();
  const mountOf = (relative: string) => [...mounts.keys()].find((name) => isWithin(relative, name)) ?? '';
  const split = (relative: string) => {
    const name = mountOf(relative);
    return { name, within: path.posix.relative(name, relative) || '.', folder: mounts.get(name) ?? ofRoot };
  };
  return {
    resolve(relative) {
      if (mounts.size === 0) return ofRoot.resolve(relative);
      const { name, within, folder } = split(path.posix.normalize(relative));
      if (name === '') return ofRoot.resolve(relative);
      const target = folder.resolve(within);
      return 'path' in target ? { ...target, path: path.posix.join(name, target.path) } : target;
    },
    absolute(real) {
      const { within, folder, name } = split(real);
      return path.join(folder.root, name === '' ? real : within);
    },
    mount: (name, folder) => void mounts.set(name, resolver(folder)),
    mountOf,
  };
}

function resolver(folder: string): { root: string; resolve(relative: string): Target } {
  const root = realpathSync(folder);
  // The same folders and files are named again and again, and nothing is written here meanwhile.
  return { root, resolve: memoize((relative: string) => resolveBelow(root, relative)) };
}

function resolveBelow(root: string, relative: string): Target {
  const absolute = path.resolve(root, relative);
  if (!isInSource(root, absolute)) return { kind: 'outside' };
  // Most of what is asked for is not there, and an exception takes ten times as long to say so.
  if (!existsSync(absolute)) return { kind: 'missing' };
  try {
    // The other one, which is written in JavaScript, looks at each part of the path.
    const real = realpathSync.native(absolute);
    if (!isInSource(root, real)) return { kind: 'outside' };
    const kind = statSync(real).isDirectory() ? 'folder' : 'file';
    return { kind, path: path.relative(root, real).split(path.sep).join('/') || '.' };
  } catch {
    return { kind: 'missing' };
  }
}
