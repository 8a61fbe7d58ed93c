import { setTimeout } from 'node:timers/promises';

const firstMilliseconds = 200;
const longestMilliseconds = 3_000;

/** Waits a random time that grows with the attempts, so that those who met once do not meet again. */
export async function pause(attempt: number): Promise<void> {
  await setTimeout(Math.random() * Math.min(firstMilliseconds * 2 ** attempt, longestMilliseconds));
}
