import { mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FatalError } from '../problem.js';
import { describeSystemFault } from '../system-fault.js';
import { ownerName, removeAbandoned } from './abandoned-folders.js';

const folders = new Set<string>();
const cleaned = new Set<string>();
let prefix: string | undefined;

/**
 * A new folder under the runner's temporary one, which only the user can read. It goes with `removeTemporaryFolder`, at the
 * latest when the process exits; a signal must therefore lead to an exit. What a run that was killed has left there is
 * removed on this occasion.
 * @throws FatalError when none can be made.
 */
export function createTemporaryFolder(): string {
  const base = process.env.RUNNER_TEMP || tmpdir();
  if (!cleaned.has(base)) removeAbandoned(base);
  cleaned.add(base);
  if (folders.size === 0) process.once('exit', removeAll);
  prefix ??= `${ownerName()}-`;
  // At once, so that no signal finds a folder that is made and not yet known.
  const folder = make(path.join(base, prefix));
  folders.add(folder);
  return folder;
}

function make(beginning: string): string {
  try {
    return mkdtempSync(beginning);
  } catch (error) {
    const fault = describeSystemFault(error);
    if (fault === undefined) throw error;
    throw new FatalError(
      `No temporary folder can be made in ${path.dirname(beginning)} (${fault}): RUNNER_TEMP, or else TMPDIR, must name a folder that this ` +
        'job can write.',
    );
  }
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  if (!removeEmpty(folder)) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeAll);
}

/** The same while the process goes on: there may be hundreds of files in it, and nobody waits for their end. */
export function discardTemporaryFolder(folder: string): void {
  // What is left of it goes when the process exits.
  removeTemporaryFolder(folder).catch(() => undefined);
}

/** Where nothing was done there is nothing in it, and `rm` takes 2 to 10 ms to see that. */
function removeEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** More than one try, for what was begun may still be writing. */
function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}
