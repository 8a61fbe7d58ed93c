import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from '../cache.js';
import { ProcessError, runProcess } from './process.js';

export interface FoundProgram {
  command: string;
  /** The first `1.2.3` that it says of itself. */
  version: string;
}

/**
 * Looks a program up on the PATH and asks for its version.
 * @param notes keep versions between runs, so that an unchanged program is not started to ask again
 * @returns `undefined` when it is not there, or is no program that tells its version.
 */
export async function findProgram(
  name: string,
  versionArguments: readonly string[],
  notes: Cache | undefined,
): Promise<FoundProgram | undefined> {
  const command = await lookUp(name);
  if (command === undefined) return undefined;
  const identity = await identityOf(command);
  const noted = notes?.read('programs', identity)?.toString('utf8');
  const version = noted ?? (await askVersion(command, versionArguments));
  if (version === undefined) return undefined;
  if (noted === undefined) await notes?.write('programs', identity, Buffer.from(version));
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
  return JSON.stringify([file, size, mtimeMs]);
}

async function askVersion(command: string, args: readonly string[]): Promise<string | undefined> {
  const answer = await runProcess(command, args).catch(withoutAnswer);
  return /\d+\.\d+\.\d+/.exec(answer)?.[0];
}

/** Whatever keeps it from answering; what keeps this process from asking is said. */
function withoutAnswer(error: unknown): string {
  if (error instanceof ProcessError) return '';
  throw error;
}
