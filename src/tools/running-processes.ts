import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a program is ended when this process is: git takes back its locks when it is asked to end, helm has none. */
export type Ending = 'SIGTERM' | 'SIGKILL';

type Running = Pick<ChildProcess, 'pid' | 'once' | 'exitCode' | 'signalCode'>;

const running = new Map<Running, Ending>();
/** For a git that was asked to end. */
const graceMilliseconds = 5_000;

/** @param child The leader of a process group, which ends with it. */
export function keepTrackOf(child: Running, ending: Ending): void {
  if (child.pid === undefined) return;
  if (running.size === 0) process.on('exit', killAll);
  running.set(child, ending);
  child.once('exit', () => {
    // What it has started itself is of no use any more, and would go on without a bound.
    signalGroup(child, 'SIGKILL');
    running.delete(child);
    if (running.size === 0) process.off('exit', killAll);
  });
}

/** Ends those that need no time for it. */
export function killTools(): void {
  for (const [child, ending] of running) if (ending === 'SIGKILL') signalGroup(child, ending);
}

/** Ends all, each as it wants to be ended, and waits for them. */
export async function endAll(): Promise<void> {
  const ended = [...running].map(async ([child, ending]) => {
    const exit = once(child as ChildProcess, 'exit');
    signalGroup(child, ending);
    await exit;
  });
  const enough = new AbortController();
  await Promise.race([
    Promise.all(ended),
    sleep(graceMilliseconds, undefined, { signal: enough.signal }).catch(() => {}),
  ]);
  enough.abort();
  killAll();
}

function killAll(): void {
  for (const child of running.keys()) signalGroup(child, 'SIGKILL');
}

/** A group is named by the negative id of its leader (kill(2)). */
export function signalGroup({ pid }: Pick<ChildProcess, 'pid'>, signal: Ending): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // There is nobody left in it.
  }
}
