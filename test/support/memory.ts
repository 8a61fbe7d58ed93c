import { readdirSync, readFileSync } from 'node:fs';

/** Watches how much memory the processes that this one has started take together. */
export function watchDescendants(): { peakBytes(): number; stop(): void } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytesOfDescendants());
  }, 50);
  return { peakBytes: () => peak, stop: () => clearInterval(timer) };
}

interface Process {
  parent: number;
  bytes: number;
}

function residentBytesOfDescendants(): number {
  const processes = new Map(readdirSync('/proc').flatMap((name) => entryOf(name)));
  const isDescendant = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent;
    return parent !== undefined && (parent === process.pid || isDescendant(parent));
  };
  let bytes = 0;
  for (const [pid, entry] of processes) if (isDescendant(pid)) bytes += entry.bytes;
  return bytes;
}

function entryOf(name: string): [number, Process][] {
  if (!/^\d+$/.test(name)) return [];
  try {
    const status = readFileSync(`/proc/${name}/status`, 'latin1');
    const field = (key: string) => Number(new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [[Number(name), { parent: field('PPid'), bytes: field('VmRSS') * 1024 }]];
  } catch {
    return [];
  }
}
