import { expect, it } from 'vitest';
import { awaitEnd } from '../src/await-end.js';

it('gives what the work gives, and leaves no listener', async () => {
  const before = process.listenerCount('beforeExit');
  expect(await awaitEnd(Promise.resolve(1))).toBe(1);
  await expect(awaitEnd(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(process.listenerCount('beforeExit')).toBe(before);
});

it('fails where the process has nothing left to wait for', async () => {
  const waiting = awaitEnd(new Promise(() => {}));
  // Node calls it then (https://nodejs.org/api/process.html#event-beforeexit).
  process.listeners('beforeExit').at(-1)?.(0);
  await expect(waiting).rejects.toThrow('the run ended before it was done');
});
