import { endAll, killTools } from './tools/running-processes.js';

const signals = { SIGINT: 2, SIGTERM: 15 } as const;

let unfinished: Promise<unknown> = Promise.resolve();
let isAtWork = 0;
let isInterrupted = false;

/** Work of a few milliseconds that a signal must not cut in half. After a signal it is not begun any more. */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  await haltIfInterrupted();
  isAtWork += 1;
  const promise = work().finally(() => {
    isAtWork -= 1;
  });
  unfinished = Promise.allSettled([unfinished, promise]);
  return await promise;
}

/** After a signal, whoever asks here goes no further, but for work that is to be finished. */
export async function haltIfInterrupted(): Promise<void> {
  if (isInterrupted && isAtWork === 0) await new Promise(() => {});
}

/**
 * A cancelled job gets a signal, and often a second one: what must not be cut in half is finished, children are ended,
 * and what is temporary goes when the process exits. The handlers stay: without one a second signal would end it all.
 */
export function exitOnSignals(): void {
  for (const [signal, number] of Object.entries(signals)) process.on(signal, () => void exit(128 + number));
}

async function exit(code: number): Promise<void> {
  if (isInterrupted) return;
  isInterrupted = true;
  killTools();
  await unfinished;
  await endAll();
  process.exit(code);
}
