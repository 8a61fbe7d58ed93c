import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();

/**
 * A new folder under the runner's temporary one. It goes with `removeTemporaryFolder`, at the latest when the process
 * exits; a signal must therefore lead to an exit.
 */
export function createTemporaryFolder(): string {
  if (folders.size === 0) process.once('exit', removeAll);
  // At once, so that no signal finds a folder that is made and not yet known.
  const folder = mkdtempSync(path.join(process.env.RUNNER_TEMP || tmpdir(), 'prepuller-'));
  folders.add(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeAll);
}

/** More than one try, for what was begun may still be writing. */
function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}
