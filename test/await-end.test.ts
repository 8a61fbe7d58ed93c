import { expect, it } from 'vitest';
import { awaitEnd } from '../src/await-end.js';

it('gives what the work gives, and leaves no listener', async () => {
  const before = process.listenerCount('beforeExit');
  expect(await awaitEnd(Promise.resolve(1))).toBe(1);
  await expect(awaitEnd(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(process.listenerCount('beforeExit')).toBe(before);
});
