let turns = 0;
let nextWork: (() => void) | undefined;

/**
 * Notes that this process turns to what may be another thing the next time: a host, a program, an answer that holds for a
 * while. It is called at the lowest level of each, so that no stage can forget to.
 */
export function turnOutside(): void {
  turns += 1;
  if (nextWork) setImmediate(nextWork);
  nextWork = undefined;
}

/**
 * Does something in the time that this process waits, the next time that it turns outside; it does so once.
 * @returns what takes it back, where it is no longer of use
 */
export function whileOutside(work: () => void): () => void {
  nextWork = work;
  return () => {
    nextWork = undefined;
  };
}

/** How often it has so far. */
export function timesOutside(): number {
  return turns;
}
