import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();

/**
 * A new folder under the runner's temporary one. It goes with `removeTemporaryFolder`, at the latest when the process
 * exits; a signal must therefore lead to an exit.
 */
export async function createTemporaryFolder(): Promise<string> {
  if (folders.size === 0) process.once('exit', removeAll);
  const folder = await mkdtemp(path.join(process.env.RUNNER_TEMP || tmpdir(), 'prepuller-'));
  folders.add(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeAll);
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
