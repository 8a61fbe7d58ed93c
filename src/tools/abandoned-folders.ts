import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../sha256.js';

/** `prepuller-<machine>-<process>-<its start>`, and what makes it unique. */
const pattern = /^prepuller-([0-9a-f]{8})-(\d+)-(\d+)-\w{6}$/;
/** Of another machine, or of a time before it was started anew, nothing more can be known. */
const forgottenMilliseconds = 24 * 60 * 60 * 1000;

/** The beginning of the names of this process's temporary folders: a later run sees by it whether this one still lives. */
export function ownerName(): string {
  return `prepuller-${machine()}-${process.pid}-${startOf(process.pid)}`;
}

/** Removes the temporary folders of runs that were killed, and ends what they have started and that still works there. */
export function removeAbandoned(base: string): void {
  const abandoned = list(base).filter((name) => isAbandoned(base, name));
  if (abandoned.length === 0) return;
  endProcessesIn(abandoned.map((name) => path.join(base, name)));
  for (const name of abandoned) attempt(() => rmSync(path.join(base, name), { recursive: true, force: true }));
}

function isAbandoned(base: string, name: string): boolean {
  const [, itsMachine, pid, start] = pattern.exec(name) ?? [];
  if (itsMachine === undefined) return false;
  // In a folder that many may write to, somebody else could put links in the place of what is being removed.
  const status = attempt(() => lstatSync(path.join(base, name)));
  if (!status?.isDirectory() || status.uid !== process.getuid?.()) return false;
  if (itsMachine === machine() && start !== '0') return startOf(Number(pid)) !== start;
  return Date.now() - status.mtimeMs > forgottenMilliseconds;
}

/** Their ids mean nothing elsewhere: in another container, or after the machine was started anew. */
function machine(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')) ?? '';
  const container = attempt(() => readlinkSync('/proc/self/ns/pid')) ?? '';
  return sha256(boot + container).slice(0, 8);
}

/** Ids are used again, but not with the same time of start (field 22 of proc_pid_stat(5)); `0` where it is not known. */
function startOf(pid: number): string {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
}

/** Each tool works in a folder of its own below. */
function endProcessesIn(folders: readonly string[]): void {
  for (const name of list('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const cwd = attempt(() => readlinkSync(`/proc/${name}/cwd`)) ?? '';
    if (folders.some((folder) => cwd === folder || cwd.startsWith(`${folder}/`))) {
      attempt(() => process.kill(Number(name), 'SIGKILL'));
    }
  }
}

function list(folder: string): string[] {
  return attempt(() => readdirSync(folder)) ?? [];
}

/** Others may remove the same at the same time. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
