import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { memoize } from '../../memoize.js';
import { isInSource } from '../../source-boundary.js';
import { type SourceEntry, sourceEntries } from '../../source-entry.js';
import { isWithin } from './folders.js';

/** Looks up paths below the root; what lies outside of it or in a `.git`, by name or by a link, is never given. */
export interface WorkTree {
  /** @param relative From the root, with `/`. */
  resolve(relative: string): SourceEntry;
  /** Absolute path of what `resolve` gave. */
  absolute(real: string): string;
  /**
   * Lets the files of a folder elsewhere stand below a path of the tree. What is there leads out of it no more than out of
   * the tree. It is no source of Flux but what kustomize fetches itself, and so links in it are followed.
   * @param name From the root, with `/`; nothing of the tree may have it.
   * @param folder Absolute.
   */
  mount(name: string, folder: string): void;
  /** The name that a path was mounted by; empty for what is of the tree itself. */
  mountOf(relative: string): string;
}

export function openWorkTree(root: string): WorkTree {
  const own = realpathSync(root);
  const inOwn = sourceEntries(own);
  const mounts = new Map<string, MountedFolder>();
  const mountOf = (relative: string) => [...mounts.keys()].find((name) => isWithin(relative, name)) ?? '';
  return {
    resolve(relative) {
      if (mounts.size === 0) return inOwn(relative);
      const normal = path.posix.normalize(relative);
      const name = mountOf(normal);
      const target = mounts.get(name)?.resolve(path.posix.relative(name, normal));
      if (target === undefined) return inOwn(relative);
      return 'path' in target ? { ...target, path: path.posix.join(name, target.path) } : target;
    },
    absolute(real) {
      const name = mountOf(real);
      const mount = mounts.get(name);
      return mount === undefined ? path.join(own, real) : path.join(mount.root, path.posix.relative(name, real));
    },
    mount: (name, folder) => void mounts.set(name, mountedFolder(folder)),
    mountOf,
  };
}

interface MountedFolder {
  root: string;
  /** @param relative From the folder, with `/`. */
  resolve(relative: string): Exclude<SourceEntry, { kind: 'link' }>;
}

function mountedFolder(folder: string): MountedFolder {
  const root = realpathSync(folder);
  // The same folders and files are named again and again, and nothing is written here meanwhile.
  return { root, resolve: memoize((relative: string) => followBelow(root, relative)) };
}

function followBelow(root: string, relative: string): ReturnType<MountedFolder['resolve']> {
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
