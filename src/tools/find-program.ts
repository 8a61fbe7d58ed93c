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
 * @returns a sentence without its end when it is not there, or is no program that tells its version
 */
export async function findProgram(
  name: string,
  versionArguments: readonly string[],
  notes: Cache | undefined,
): Promise<FoundProgram | string> {
  const command = await lookUp(name);
  if (command === undefined) return `${name} is not on the PATH`;
  const identity = await identityOf(command);
  const noted = notes?.read('programs', identity)?.toString('utf8');
  if (noted !== undefined) return { command, version: noted };
  const answer = await ask(command, versionArguments);
  if (answer instanceof ProcessError)
    return `${command} does not tell its version (${[answer.message, answer.stderr].join(' ').trim()})`;
  const version = /\d+\.\d+\.\d+/.exec(answer)?.[0];
  if (version === undefined) return `${command} does not tell its version`;
  notes?.write('programs', identity, Buffer.from(version));
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

async function ask(command: string, args: readonly string[]): Promise<string | ProcessError> {
  try {
    return await runProcess(command, args);
  } catch (error) {
    if (error instanceof ProcessError) return error;
    throw error;
  }
}
