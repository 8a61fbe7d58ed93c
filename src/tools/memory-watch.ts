import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { safeLine } from '../untrusted-text.js';

interface Watched {
  maxBytes: number;
  exceeded: () => void;
  /** Processes of the group, as they were when they were last looked for; the leader before that. */
  members: number[];
}

const intervalMilliseconds = 50;
/** Looking for the members of the groups reads a file of every process of the machine: it is done at every tenth look. */
const looksPerSearch = 10;

const watched = new Map<number, Watched>();
let timer: NodeJS.Timeout | undefined;
let looks = 0;

/**
 * Calls back once when the resident memory of a process group is over a bound. Limits of the kernel do not fit: programs in
 * Go reserve far more than they use. One timer serves all, and a program that is done at once is never looked at.
 * @param leader id of the group's first process
 * @returns what ends the watch
 */
export function watchMemory(leader: number, maxBytes: number, exceeded: () => void): () => void {
  watched.set(leader, { maxBytes, exceeded, members: [leader] });
  timer ??= setInterval(existsSync('/proc/self/status') ? lookIntoProc : askPs, intervalMilliseconds);
  return () => {
    watched.delete(leader);
    if (watched.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    looks = 0;
  };
}

function lookIntoProc(): void {
  looks += 1;
  if (looks % looksPerSearch === 0) findMembers();
  for (const [leader, { members }] of watched) {
    judge(leader, sum(members.map(residentBytes)));
  }
}

function judge(leader: number, bytes: number): void {
  const { maxBytes, exceeded } = watched.get(leader) ?? {};
  if (maxBytes === undefined || bytes <= maxBytes) return;
  watched.delete(leader);
  exceeded?.();
}

function findMembers(): void {
  const groups = new Map<number, number[]>();
  for (const name of processIds()) {
    const group = groupOf(name);
    groups.set(group, [...(groups.get(group) ?? []), Number(name)]);
  }
  for (const [leader, entry] of watched) entry.members = groups.get(leader) ?? entry.members;
}

/** None when no file descriptor is left to look: then those that are known go on being watched. */
function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fifth field of its line, counted from behind the name, which may hold anything (proc_pid_stat(5)). */
function groupOf(process: string): number {
  const stat = read(`/proc/${process}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ', 3)[2] ?? 0);
}

/** Not `statm`: it counts in pages, whose size is not known here. */
function residentBytes(process: number): number {
  return Number(/^VmRSS:\s*(\d+) kB$/m.exec(read(`/proc/${process}/status`))?.[1] ?? 0) * 1024;
}

/** Empty when the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Where there is no `/proc`, such as on macOS. */
async function askPs(): Promise<void> {
  looks += 1;
  if (looks % looksPerSearch !== 0) return;
  const list = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,rss=']).catch(sayNotWatched);
  for (const leader of watched.keys()) {
    const lines = list.stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    judge(leader, sum(lines.map(([group, kibibytes]) => (group === leader ? (kibibytes ?? 0) * 1024 : 0))));
  }
}

let isSaid = false;

/** Once: without `ps` only the bounds of time and of output are left. */
function sayNotWatched(error: Error): { stdout: string } {
  if (!isSaid) process.stdout.write(`The memory of helm and kustomize is not watched: ${safeLine(error.message)}\n`);
  isSaid = true;
  return { stdout: '' };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
