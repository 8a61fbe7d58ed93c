import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a file is to hold; `null` for none. */
export interface FileText {
  /** Absolute path. */
  file: string;
  text: string | null;
}

const unfinished = /^\..+\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.unfinished$/;

/**
 * Brings all files to what they are to hold. All of it is written under other names first, so that a full disk changes
 * nothing; and readers of a file see its old text or its new one, never a part.
 */
export async function writeFiles(files: readonly FileText[]): Promise<void> {
  const written: { temporary: string; file: string }[] = [];
  try {
    for (const { file, text } of files) {
      if (text === null) continue;
      const temporary = unfinishedName(file);
      written.push({ temporary, file });
      await mkdir(path.dirname(file), { recursive: true });
      // `wx` never opens what is there, and so follows no link.
      await writeFile(temporary, text, { flag: 'wx' });
    }
    for (const { temporary, file } of written) await rename(temporary, file);
    for (const { file, text } of files) if (text === null) await rm(file, { force: true });
  } finally {
    for (const { temporary } of written) await rm(temporary, { force: true });
  }
}

/** Puts a file back to an earlier text, if need be in the room that the present one takes up. */
export async function putBack({ file, text }: FileText): Promise<void> {
  try {
    await writeFiles([{ file, text }]);
  } catch {
    await rm(file, { force: true });
    if (text !== null) await writeFile(file, text, { flag: 'wx' });
  }
}

/** Removes what a run that was killed has left half written in a folder. */
export function removeUnfinished(folder: string): void {
  for (const name of namesIn(folder)) if (unfinished.test(name)) rmSync(path.join(folder, name), { force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function unfinishedName(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.unfinished`);
}
