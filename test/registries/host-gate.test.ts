import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { HttpError } from '../../src/network/http-error.js';
import { createHostGate } from '../../src/registries/host-gate.js';

const repository = (host: string) => ({ origin: `https://${host}`, host, name: 'shop/web' });
const one = repository('one.example.com');
const fail = (fault: HttpError['fault']) => async () => {
  throw new HttpError(new URL('https://one.example.com/v2/'), fault, 'goes wrong');
};

describe('the time of a host', () => {
  it('goes by while it is asked, however many at once, and stands still in between', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const spent: (number | undefined)[] = [];
    const gate = createHostGate((milliseconds) => {
      spent.push(milliseconds);
      return new AbortController().signal;
    });
    const work = (milliseconds: number) => async () => void vi.advanceTimersByTime(milliseconds);
    await Promise.all([gate.pass(one, work(300)), gate.pass(one, work(200))]);
    vi.advanceTimersByTime(100_000);
    await gate.pass(one, work(50));
    await gate.pass(repository('other.example.com'), work(50));
    await gate.pass(one, work(0));
    expect(spent).toEqual([0, 500, 0, 550]);
  });
});

describe('a host that fails', () => {
  it.each<[string, HttpError['fault'], boolean]>([
    ['with a limit', { passing: true, status: 429 }, true],
    ['by silence', { passing: true, unanswered: true }, true],
    ['because it must not be asked', { passing: false, guarded: true }, true],
    ['for one repository', { passing: false, status: 403 }, false],
    ['with a page', { passing: false, status: 200 }, false],
  ])('%s is asked no more: %o, %s', async (_, fault, isClosed) => {
    const gate = createHostGate(() => new AbortController().signal);
    const answer = { kind: 'untold', host: one.host, reason: 'goes wrong' };
    expect(await gate.pass(one, fail(fault))).toMatchObject(answer);
    const next = await gate.pass(one, async () => 'asked');
    if (isClosed) expect(next).toMatchObject(answer);
    else expect(next).toBe('asked');
    expect(await gate.pass(repository('other.example.com'), async () => 'asked')).toBe('asked');
  });

  it('and what is no answer at all ends the run', async () => {
    const gate = createHostGate(() => new AbortController().signal);
    const broken = gate.pass(one, async () => {
      throw new TypeError('a mistake');
    });
    await expect(broken).rejects.toThrow('a mistake');
  });
});

it('eight are asked of a host at a time, and 64 of all hosts', async () => {
  const gate = createHostGate(() => new AbortController().signal);
  const atOnce = new Map<string, number>();
  let most = 0;
  let mostOfOne = 0;
  const work = (host: string) => async () => {
    atOnce.set(host, (atOnce.get(host) ?? 0) + 1);
    mostOfOne = Math.max(mostOfOne, ...atOnce.values());
    most = Math.max(
      most,
      [...atOnce.values()].reduce((sum, count) => sum + count, 0),
    );
    await new Promise(setImmediate);
    atOnce.set(host, (atOnce.get(host) ?? 0) - 1);
  };
  const hosts = Array.from({ length: 20 }, (_, index) => `host-${index}.example.com`);
  await Promise.all(hosts.flatMap((host) => Array.from({ length: 20 }, () => gate.pass(repository(host), work(host)))));
  expect([mostOfOne, most]).toEqual([8, 64]);
});
