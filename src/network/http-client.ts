import { pipeline, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { turnOutside } from '../outside.js';
import { checkBehindProxy, prepareDispatcher } from './dispatcher.js';
import type { EgressGuard } from './egress-guard.js';
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
  /** Of several requests that belong together, in place of a time of its own; made by `deadline`. */
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: Buffer;
  /** It comes from another URL than the one that was asked for. */
  redirected: boolean;
}

export interface HttpClient {
  /** @throws HttpError */
  get(url: string, request: HttpRequest): Promise<HttpAnswer>;
  /** The answer that `get` would have, without its body. @throws HttpError */
  head(url: string, request: HttpRequest): Promise<HttpAnswer>;
  /**
   * As long as one request may take with all that belongs to it, from now on.
   * @param spent milliseconds of that which are over
   */
  deadline(spent?: number): AbortSignal;
  close(): Promise<void>;
}

/** How long to wait and how often to try; milliseconds. */
export interface Patience {
  /** For the connection, and for every pause in an answer. */
  idle: number;
  /** For a request with its redirects, repetitions and the pauses between them. */
  total: number;
  /** Requests in all, the first one included. */
  tries: number;
  /** Before the first repetition; doubled for each further one, with jitter. */
  backoff: number;
  /** The longest `Retry-After` that is heard; a longer one is an error at once. */
  longestRetryAfter: number;
}

export const defaultPatience: Patience = {
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
  guard?: EgressGuard;
}

const mostRedirects = 5;

/** What all requests of a client share. */
interface Connection {
  dispatcher: Dispatcher;
  patience: Patience;
  guard: EgressGuard | undefined;
}

/**
 * A client that keeps connections, holds a limit per host, follows redirects and repeats what failed in passing.
 * @throws FatalError when the CA file cannot be read.
 */
export function createHttpClient({ caFile, patience = defaultPatience, guard }: HttpClientOptions): HttpClient {
  const open = prepareDispatcher({ caFile, idle: patience.idle, ...(guard && { guard }) });
  const deadline = (spent = 0) => AbortSignal.timeout(Math.max(0, Math.ceil(patience.total - spent)));
  let dispatcher: Promise<Dispatcher> | undefined;
  const ask = async (method: Method, url: string, request: HttpRequest) => {
    turnOutside();
    dispatcher ??= open();
    const signal = request.signal ?? deadline();
    const connection = { dispatcher: await dispatcher, patience, guard };
    return await askPatiently(connection, url, { ...request, method, signal });
  };
  return {
    get: (url, request) => ask('GET', url, request),
    head: (url, request) => ask('HEAD', url, request),
    deadline,
    async close() {
      await (await dispatcher?.catch(() => undefined))?.destroy();
    },
  };
}

type Method = 'GET' | 'HEAD';
type TimedRequest = HttpRequest & { method: Method; signal: AbortSignal };

async function askPatiently(connection: Connection, url: string, request: TimedRequest): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnce(connection, url, request);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const wait = waitBefore(error.fault, attempt, connection.patience);
      const isOver = wait === undefined || !(await pause(wait, request.signal));
      if (isOver) throw attempt > 1 ? error.after(attempt) : error;
    }
  }
}

/** @returns whether there is time left for another try. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** Milliseconds until the next try; `undefined` when another one is of no use. */
function waitBefore(fault: Fault, attempt: number, patience: Patience): number | undefined {
  if (!fault.passing || attempt >= patience.tries) return undefined;
  if (fault.retryAfter !== undefined) {
    return fault.retryAfter <= patience.longestRetryAfter ? fault.retryAfter : undefined;
  }
  return patience.backoff * 2 ** (attempt - 1) * (0.5 + Math.random());
}

async function askOnce(connection: Connection, start: string, request: TimedRequest): Promise<HttpAnswer> {
  let url = new URL(start);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = { ...(await exchange(connection, url, request)), redirected: redirects > 0 };
    const location = answer.status >= 301 && answer.status <= 308 ? answer.headers.location : undefined;
    if (location === undefined || request.accept?.includes(answer.status)) return await checked(url, answer, request);
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

type Exchange = Omit<HttpAnswer, 'redirected'>;

async function exchange({ dispatcher, guard }: Connection, url: URL, request: TimedRequest): Promise<Exchange> {
  try {
    await checkBehindProxy(url, guard);
    const encoding = request.compressed ? { 'accept-encoding': 'gzip' } : {};
    const headers = { 'user-agent': 'prepuller', ...encoding, ...request.headers, ...request.authorize?.(url) };
    const { origin, pathname, search } = url;
    const { method, signal } = request;
    const answer = await dispatcher.request({ origin, path: pathname + search, method, headers, signal });
    const isZipped = request.compressed && answer.headers['content-encoding'] === 'gzip';
    const body = await readBody(url, isZipped ? unzip(answer.body) : answer.body, request.maxBytes);
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
