const signals = { SIGINT: 2, SIGTERM: 15 } as const;

let unfinished: Promise<unknown> = Promise.resolve();

/** Work of a few milliseconds that a signal must not cut in half. */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const promise = work();
  unfinished = Promise.allSettled([unfinished, promise]);
  return await promise;
}

/** A cancelled job gets a signal: what must not be cut in half is finished, what is temporary removed. */
export function exitOnSignals(): void {
  for (const [signal, number] of Object.entries(signals)) {
    process.once(signal, () => void unfinished.then(() => process.exit(128 + number)));
  }
}
