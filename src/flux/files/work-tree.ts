import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInSource } from '../../source-boundary.js';

/** What a path of the repository is, once symbolic links are followed. */
export type Target =
  | { kind: 'file' | 'folder' /** Relative to the root, without links; `.` is the root. */; path: string }
  | { kind: 'missing' | 'outside' };

/** Looks up paths below the root; what lies outside of it or in a `.git`, by name or by a link, is never given. */
export interface WorkTree {
  /** Absolute, without links. */
  root: string;
  /** @param relative From the root, with `/`. */
  resolve(relative: string): Target;
}

export function openWorkTree(root: string): WorkTree {
  const realRoot = realpathSync(root);
  return {
    root: realRoot,
    resolve(relative) {
      const absolute = path.resolve(realRoot, relative);
      if (!isInSource(realRoot, absolute)) return { kind: 'outside' };
      // Most of what is asked for is not there, and an exception takes ten times as long to say so.
      if (!existsSync(absolute)) return { kind: 'missing' };
      try {
        // The other one, which is written in JavaScript, looks at each part of the path.
        const real = realpathSync.native(absolute);
        if (!isInSource(realRoot, real)) return { kind: 'outside' };
        const kind = statSync(real).isDirectory() ? 'folder' : 'file';
        return { kind, path: path.relative(realRoot, real).split(path.sep).join('/') || '.' };
      } catch {
        return { kind: 'missing' };
      }
    },
  };
}
