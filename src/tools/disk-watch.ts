import { type Dirent, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What a program may write into a folder. */
export interface DiskBound {
  /** Absolute; it may not be there yet. */
  folder: string;
  bytes: number;
}

const intervalMilliseconds = 200;

/**
 * Calls back once when the files of a folder are larger in sum than the bound: git has no bound of its own for what a server
 * sends. Few files are looked at, for git keeps what it fetches in one.
 * @returns what ends the watch
 */
export function watchDisk({ folder, bytes }: DiskBound, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    if (sizeOf(folder) <= bytes) return;
    clearInterval(timer);
    exceeded();
  }, intervalMilliseconds);
  return () => clearInterval(timer);
}

/** Of all files below a folder; those that go while it is looked at count for nothing. */
function sizeOf(folder: string): number {
  let sum = 0;
  for (const entry of entriesOf(folder)) {
    const file = path.join(folder, entry.name);
    sum += entry.isDirectory() ? sizeOf(file) : sizeOfFile(file);
  }
  return sum;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function sizeOfFile(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
