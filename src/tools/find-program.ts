import { accessSync, constants, realpathSync, statSync } from 'node:fs';
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
  const command = lookUp(name);
  if (command === undefined) return `${name} is not on the PATH`;
  const identity = identityOf(command);
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

/** Without the asynchronous functions, one after the other: these took a run in which nothing changed 13 ms, and all waits for them. */
function lookUp(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What the name stands for on the PATH; nothing where there is no such program. */
export function identityOnPath(name: string): string {
  const command = lookUp(name);
  return command === undefined ? '' : identityOf(command);
}

/** Another program in its place has another size or another time. */
function identityOf(command: string): string {
  const file = realpathSync.native(command);
  const { size, mtimeMs } = statSync(file);
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
