import { readFileSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { FatalError } from '../problem.js';
import { type Fault, HttpError } from './http-error.js';

export interface HttpRequest {
  headers?: Record<string, string>;
  /** A longer body is an error: what a hostile server can make us hold is bounded. */
  maxBytes: number;
  /** Let the server compress the body; `maxBytes` is of what comes out of it. */
  compressed?: boolean;
  /** Statuses that are answers beside 200; any other one is an HttpError. */
  accept?: readonly number[];
  /** Throws when the body is not what was asked for; the request is then repeated like one that broke off. */
  verify?: (body: Buffer) => void | Promise<void>;
  /** Headers for each URL on the way: after a redirect another host must not see what the first one needs. */
  authorize?: (url: URL) => Record<string, string>;
}

export interface HttpAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: Buffer;
}

export interface HttpClient {
  /** @throws HttpError */
  get(url: string, request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** How long to wait and how often to try; milliseconds. */
export interface Patience {
  /** For the connection, and for every pause in an answer. */
  idle: number;
  /** For one whole answer. */
  total: number;
  /** Requests in all, the first one included. */
  tries: number;
  /** Before the first repetition; doubled for each further one, with jitter. */
  backoff: number;
  /** The longest `Retry-After` that is heard; a longer one is an error at once. */
  longestRetryAfter: number;
}

const defaultPatience: Patience = {
  idle: 30_000,
  total: 120_000,
  tries: 4,
  backoff: 500,
  longestRetryAfter: 60_000,
};

export interface HttpClientOptions {
  /** PEM file of a certificate authority to trust beside the public ones; empty for none. */
  caFile: string;
  patience?: Patience;
}

const connectionsPerHost = 8;
const mostRedirects = 5;

/**
 * A client that keeps connections, holds a limit per host, follows redirects and repeats what failed in passing.
 * @throws FatalError when the CA file cannot be read.
 */
export function createHttpClient({ caFile, patience = defaultPatience }: HttpClientOptions): HttpClient {
  const tls = caFile === '' ? {} : { ca: trustedAuthorities(caFile) };
  let dispatcher: Promise<Dispatcher> | undefined;
  return {
    async get(url, options) {
      dispatcher ??= createDispatcher(tls, patience);
      return await getPatiently(await dispatcher, patience, url, options);
    },
    async close() {
      await (await dispatcher?.catch(() => undefined))?.destroy();
    },
  };
}

/** The library is loaded for the first request: a run in which nothing changed makes none. */
async function createDispatcher(tls: { ca?: string[] }, patience: Patience): Promise<Dispatcher> {
  const { Agent, EnvHttpProxyAgent } = await import('undici');
  const options = {
    connections: connectionsPerHost,
    connect: { ...tls, timeout: patience.idle },
    headersTimeout: patience.idle,
    bodyTimeout: patience.idle,
  };
  const proxied = ['http_proxy', 'https_proxy'].some((name) => process.env[name] || process.env[name.toUpperCase()]);
  // The types leave out what the agent hands on to its ProxyAgents.
  const proxyOptions: object = { ...options, requestTls: tls, proxyTls: tls };
  return proxied ? new EnvHttpProxyAgent(proxyOptions) : new Agent(options);
}

/**
 * All that is trusted when `ca-file` names an authority, as PEM: naming one replaces a program's own list, so that
 * list has to be given too.
 * @throws FatalError when the CA file cannot be read.
 */
export function trustedAuthorities(caFile: string): string[] {
  const files = [caFile, process.env.NODE_EXTRA_CA_CERTS ?? ''].filter((file) => file !== '');
  return [...rootCertificates, ...files.map(readAuthority)];
}

function readAuthority(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new FatalError(`The certificate authority cannot be read: ${(error as Error).message}. Check ca-file.`);
  }
}

async function getPatiently(
  dispatcher: Dispatcher,
  patience: Patience,
  url: string,
  options: HttpRequest,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await getOnce(dispatcher, patience, url, options);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const wait = waitBefore(error.fault, attempt, patience);
      if (wait === undefined) throw attempt > 1 ? error.after(attempt) : error;
      await sleep(wait);
    }
  }
}

/** Milliseconds until the next try; `undefined` when another one is of no use. */
function waitBefore(fault: Fault, attempt: number, patience: Patience): number | undefined {
  if (!fault.passing || attempt >= patience.tries) return undefined;
  if (fault.retryAfter !== undefined) {
    return fault.retryAfter <= patience.longestRetryAfter ? fault.retryAfter : undefined;
  }
  return patience.backoff * 2 ** (attempt - 1) * (0.5 + Math.random());
}

async function getOnce(
  dispatcher: Dispatcher,
  patience: Patience,
  start: string,
  options: HttpRequest,
): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(patience.total);
  let url = new URL(start);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await exchange(dispatcher, url, options, signal);
    const location = answer.status >= 301 && answer.status <= 308 ? answer.headers.location : undefined;
    if (location === undefined || options.accept?.includes(answer.status)) return await checked(url, answer, options);
    url = redirected(url, String(location));
  }
  throw new HttpError(url, { passing: false }, `is a chain of more than ${mostRedirects} redirects`);
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const allowed = to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:');
  if (!to || !allowed) throw new HttpError(from, { passing: false }, 'redirects to a place that must not be followed');
  return to;
}

async function exchange(
  dispatcher: Dispatcher,
  url: URL,
  options: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  try {
    const encoding = options.compressed ? { 'accept-encoding': 'gzip' } : {};
    const headers = { 'user-agent': 'prepuller', ...encoding, ...options.headers, ...options.authorize?.(url) };
    const { origin, pathname, search } = url;
    const answer = await dispatcher.request({ origin, path: pathname + search, method: 'GET', headers, signal });
    const isZipped = options.compressed && answer.headers['content-encoding'] === 'gzip';
    const body = await readBody(url, isZipped ? unzip(answer.body) : answer.body, options.maxBytes);
    return { status: answer.statusCode, headers: answer.headers, body };
  } catch (error) {
    throw error instanceof HttpError ? error : HttpError.ofConnection(url, error);
  }
}

/** Breaking off on either side ends both. */
function unzip(body: Readable): Readable {
  const unzipped = createGunzip();
  pipeline(body, unzipped, () => undefined);
  return unzipped;
}

async function readBody(url: URL, body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > maxBytes) throw new HttpError(url, { passing: false }, `sends more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function checked(url: URL, answer: HttpAnswer, options: HttpRequest): Promise<HttpAnswer> {
  if (answer.status !== 200 && options.accept?.includes(answer.status)) return answer;
  if (answer.status !== 200) throw HttpError.ofStatus(url, answer.status, answer.headers['retry-after']);
  try {
    await options.verify?.(answer.body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HttpError(url, { passing: true, status: 200 }, reason);
  }
  return answer;
}
