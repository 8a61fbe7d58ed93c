import { EgressError } from './egress-guard.js';

/** What is known of a request that failed. */
export interface Fault {
  /** The next try may go better. */
  passing: boolean;
  status?: number;
  /** Milliseconds that the server asks to wait. */
  retryAfter?: number;
  /** The server's certificate comes from an authority that is not known here. */
  untrusted?: true;
  /** The egress guard has kept it from being sent. */
  guarded?: true;
  /** There was no answer, or no end of one: what else the host is asked fares no better. */
  unanswered?: true;
}

const statusWords: Record<number, string> = {
  401: 'asks for credentials (401)',
  403: 'forbids it (403)',
  404: 'is not there (404)',
  429: 'has had too many requests (429)',
};

/** A request that failed, in words that continue "<URL> ...". */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly host: string;

  constructor(
    readonly url: URL,
    readonly fault: Fault,
    readonly reason: string,
  ) {
    super(`${printable(url)} ${reason}`);
    this.host = url.host;
  }

  static ofStatus(url: URL, status: number, retryAfter: string | string[] | undefined): HttpError {
    const wait = status === 429 || status === 503 ? milliseconds(retryAfter) : undefined;
    const fault = { passing: status === 429 || status >= 500, status, ...(wait !== undefined && { retryAfter: wait }) };
    return new HttpError(url, fault, statusWords[status] ?? `answers with status ${status}`);
  }

  static ofConnection(url: URL, error: unknown): HttpError {
    if (error instanceof EgressError) return new HttpError(url, { passing: false, guarded: true }, error.message);
    const { message, code, name } = error as NodeJS.ErrnoException;
    const untrusted = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code ?? '');
    // A certificate or a name that is wrong stays wrong; a connection that breaks or waits may not.
    const lasting = untrusted || /CERT|SIGNATURE|ALTNAME|^ERR_TLS|ENOTFOUND|^ERR_SSL/.test(code ?? '');
    const timedOut = name === 'TimeoutError' || /TIMEOUT/.test(code ?? '');
    const reason = timedOut ? 'did not answer in time' : `cannot be read: ${message}${code ? ` (${code})` : ''}`;
    return new HttpError(url, { passing: !lasting, unanswered: true, ...(untrusted && { untrusted }) }, reason);
  }

  after(tries: number): HttpError {
    return new HttpError(this.url, this.fault, `${this.reason}, ${tries} times in a row`);
  }
}

/** Without user information and query: both may hold secrets. */
function printable(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
function milliseconds(header: string | string[] | undefined): number | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return undefined;
  const time = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}
