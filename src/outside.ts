let turns = 0;

/**
 * Notes that this process turns to what may be another thing the next time: a host, a program, an answer that holds for a
 * while. It is called at the lowest level of each, so that no stage can forget to.
 */
export function turnOutside(): void {
  turns += 1;
}

/** How often it has so far. */
export function timesOutside(): number {
  return turns;
}
