import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer. */
export async function waitFor<T>(look: () => Promise<T>): Promise<NonNullable<T>> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    await sleep(25);
  }
  throw new Error('it did not come about');
}

/** One that is dead and that nobody has asked for yet does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '';
    return !/^\d+ \(.*\) Z/s.test(stat);
  } catch {
    return false;
  }
}

/** Command lines of the processes whose working folder or arguments lie in one of the folders. */
export async function processesIn(folders: readonly string[]): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const commands = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return commands
    .map((words) => words.replaceAll('\0', ' '))
    .filter((words) => folders.some((folder) => words.includes(folder)));
}
