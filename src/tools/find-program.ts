import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from './process.js';

export interface FoundProgram {
  command: string;
  /** The first `1.2.3` that it says of itself. */
  version: string;
}

/**
 * Looks a program up on the PATH and asks for its version.
 * @param memory folder in which versions are kept between runs, so that an unchanged program is not started to ask again
 * @returns `undefined` when it is not there, or is no program that tells its version.
 */
export async function findProgram(
  name: string,
  versionArguments: readonly string[],
  memory: string | undefined,
): Promise<FoundProgram | undefined> {
  const command = await lookUp(name);
  if (command === undefined) return undefined;
  const note = memory && path.join(memory, await identityOf(command));
  const remembered = note && (await readNote(note));
  const version = remembered ?? (await askVersion(command, versionArguments));
  if (version === undefined) return undefined;
  if (note && remembered === undefined) await writeNote(note, version);
  return { command, version };
}

async function lookUp(name: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const file = path.join(folder, name);
    if (await isProgram(file)) return file;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Another program in its place has another size or another time. */
async function identityOf(command: string): Promise<string> {
  const file = await realpath(command);
  const { size, mtimeMs } = await stat(file);
  return createHash('sha256')
    .update(JSON.stringify([file, size, mtimeMs]))
    .digest('hex');
}

async function askVersion(command: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await runProcess(command, args, { timeoutMilliseconds: 30_000 }).catch(() => '');
  return /\d+\.\d+\.\d+/.exec(answer)?.[0];
}

async function readNote(note: string): Promise<string | undefined> {
  const version = await readFile(note, 'utf8').catch(() => '');
  return /^\d+\.\d+\.\d+$/.test(version) ? version : undefined;
}

async function writeNote(note: string, version: string): Promise<void> {
  try {
    await mkdir(path.dirname(note), { recursive: true, mode: 0o700 });
    await writeFile(note, version);
  } catch {
    // The next run asks again.
  }
}
