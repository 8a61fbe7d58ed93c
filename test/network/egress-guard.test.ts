import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEgressGuard } from '../../src/network/egress-guard.js';
import { createHttpClient } from '../../src/network/http-client.js';

/** What names resolve to, one list a look-up; the last one stays. */
const names = new Map<string, LookupAddress[][]>();

vi.mock('node:dns', async (original) => {
  const dns = await original<typeof import('node:dns')>();
  const lookup = (name: string, _options: object, callback: (error: Error | null, found: LookupAddress[]) => void) => {
    const answers = names.get(name) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer) callback(null, answer);
    else callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' }), []);
  };
  return { ...dns, lookup };
});

const publicAddress = { address: '192.88.0.1', family: 4 };
const loopback = { address: '127.0.0.1', family: 4 };

let server: Server;
let port: number;
let asked: number;

beforeEach(async () => {
  asked = 0;
  server = createServer((request, response) => {
    asked += 1;
    if (request.url?.startsWith('/to/')) response.writeHead(302, { location: request.url.slice(4) }).end();
    else response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  vi.unstubAllEnvs();
  names.clear();
  server.close();
  server.closeAllConnections();
});

async function get(url: string, exempt: string[] = []): Promise<string> {
  const patience = { idle: 300, total: 600, tries: 1, backoff: 1, longestRetryAfter: 1 };
  const client = createHttpClient({ caFile: '', patience, guard: createEgressGuard(exempt) });
  try {
    return (await client.get(url, { maxBytes: 100 })).body.toString();
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.close();
  }
}

describe('a guarded client', () => {
  it.each([
    ['127.0.0.1', 'which is a loopback address'],
    ['localhost', 'which is a loopback address'],
    ['2130706433', 'which is a loopback address'],
    ['0x7f.1', 'which is a loopback address'],
    ['0', "which is the machine's own address"],
    ['[::1]', 'which is a loopback address'],
    ['[::ffff:127.0.0.1]', 'which is a loopback address'],
    ['mixed.example', 'which is a loopback address'],
  ])('does not connect to %s', async (host, reason) => {
    names.set('localhost', [[loopback]]);
    names.set('mixed.example', [[publicAddress, loopback]]);
    expect(await get(`http://${host}:${port}/`)).toContain(reason);
    expect(asked).toBe(0);
  });

  it('judges by the address of the connection, whatever the name had before', async () => {
    names.set('rebound.example', [[publicAddress], [loopback]]);
    const guard = createEgressGuard([]);
    expect(await guard.addressesOf('rebound.example')).toEqual([publicAddress.address]);
    expect(await get(`http://rebound.example:${port}/`)).toContain('leads to 127.0.0.1');
    expect(asked).toBe(0);
  });

  it('asks a host that the workflow names, under this very port', async () => {
    names.set('localhost', [[loopback]]);
    expect(await get(`http://localhost:${port}/`, [`localhost:${port}`])).toBe('hello');
    expect(await get(`http://LocalHost:${port}/`, [`localhost:${port}`])).toBe('hello');
    expect(await get(`http://localhost:${port}/`, ['localhost'])).toContain('a loopback address');
    expect(await get(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port}`])).toBe('hello');
    expect(asked).toBe(3);
  });

  it('is not led elsewhere by a host that the workflow names', async () => {
    names.set('localhost', [[loopback]]);
    const exempt = [`127.0.0.1:${port}`];
    expect(await get(`http://127.0.0.1:${port}/to/http://127.0.0.1:${port}/`, exempt)).toBe('hello');
    expect(await get(`http://127.0.0.1:${port}/to/http://localhost:${port}/`, exempt)).toContain('leads to 127.0.0.1');
    expect(asked).toBe(3);
  });

  it('says what the resolver says of a name that is not there', async () => {
    expect(await get('http://nowhere.example/')).toContain('ENOTFOUND');
  });

  it('asks a proxy on any address, but not for what this machine knows to be private', async () => {
    const tunnels: string[] = [];
    server.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    names.set('internal.example', [[loopback]]);
    vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`);
    vi.stubEnv('no_proxy', '');
    expect(await get('http://10.0.0.1/')).toContain('a private address');
    expect(await get('http://internal.example/')).toContain('a loopback address');
    expect(tunnels).toEqual([]);
    await get('http://only-the-proxy-knows.example/');
    expect(tunnels).toEqual(['only-the-proxy-knows.example:80']);
  });
});
