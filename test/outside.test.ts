import { expect, it } from 'vitest';
import { createEgressGuard } from '../src/network/egress-guard.js';
import { createHttpClient } from '../src/network/http-client.js';
import { timesOutside, whileOutside } from '../src/outside.js';
import { createAnswerCache } from '../src/registries/answer-cache.js';
import { runProcess } from '../src/tools/process.js';

const client = createHttpClient({ caFile: '' });
const answers = createAnswerCache({ read: () => undefined, write: () => undefined });

it.each<[string, () => unknown]>([
  ['a program', () => runProcess(process.execPath, ['-e', '0'])],
  ['a program that is not there', () => runProcess('/nowhere', []).catch(() => undefined)],
  [
    'a host',
    () => client.head('http://127.0.0.1:9/', { maxBytes: 1, signal: AbortSignal.abort() }).catch(() => undefined),
  ],
  [
    'a resolver',
    () =>
      createEgressGuard([])
        .addressesOf('localhost')
        .catch(() => undefined),
  ],
  [
    'a resolver for a connection',
    () => new Promise<void>((done) => createEgressGuard([]).lookup('localhost', {}, () => done())),
  ],
  [
    'what a tag was',
    () => answers.tag({ origin: 'https://registry.example.com', host: 'registry.example.com', name: 'web' }, '1'),
  ],
])('notes that %s is asked', async (_, ask) => {
  const before = timesOutside();
  await ask();
  expect(timesOutside()).toBeGreaterThan(before);
});

it('has something done while it waits, and once', async () => {
  const done: string[] = [];
  whileOutside(() => done.push('work'));
  const waiting = runProcess(process.execPath, ['-e', '0']).then(() => done.push('program'));
  expect(done).toEqual([]);
  await waiting;
  await runProcess(process.execPath, ['-e', '0']);
  expect(done).toEqual(['work', 'program']);
});

it('has nothing done that was taken back', async () => {
  const done: string[] = [];
  whileOutside(() => done.push('work'))();
  await runProcess(process.execPath, ['-e', '0']);
  expect(done).toEqual([]);
});

it('notes nothing of what is known for ever', () => {
  const before = timesOutside();
  answers.manifest(`sha256:${'0'.repeat(64)}`);
  expect(timesOutside()).toBe(before);
});
