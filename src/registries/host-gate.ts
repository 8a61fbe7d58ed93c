import pLimit, { type LimitFunction } from 'p-limit';
import { connectionsPerHost } from '../network/dispatcher.js';
import { egressAdvice } from '../network/egress-guard.js';
import type { HttpClient } from '../network/http-client.js';
import { HttpError } from '../network/http-error.js';
import type { OciRepository } from '../network/registry-access.js';
import type { Untold } from './answer.js';

/** What one host gets: so many requests at a time, so long for all of them, and none after one that will not be better. */
export interface HostGate {
  /** @returns what the work gives, or why it could not be told */
  pass<T>(repository: OciRepository, work: (signal: AbortSignal) => Promise<T>): Promise<T | Untold>;
}

type Deadline = HttpClient['deadline'];

/** Requests to all hosts at a time: a process has so many open files, and a repository may name any number of hosts. */
const mostAtOnce = 64;

interface Host {
  limit: LimitFunction;
  time: HostTime;
  /** Why it is not asked any more. */
  closed?: Untold;
}

/** @param deadline of a client: what one request may take is what a host may take for all images */
export function createHostGate(deadline: Deadline): HostGate {
  const hosts = new Map<string, Host>();
  const everywhere = pLimit(mostAtOnce);
  return {
    async pass(repository, work) {
      const host = hosts.get(repository.origin) ?? { limit: pLimit(connectionsPerHost), time: new HostTime(deadline) };
      hosts.set(repository.origin, host);
      return await host.limit(async () => {
        try {
          return await everywhere(async () => host.closed ?? (await host.time.of(work)));
        } catch (error) {
          if (!(error instanceof HttpError)) throw error;
          const untold = untoldBy(error, repository);
          if (concernsHost(error)) host.closed = untold;
          return untold;
        }
      });
    },
  };
}

/** The time that a host has for all images together. It goes by while the host is asked, and stands still in between. */
class HostTime {
  #spent = 0;
  #askedAtOnce = 0;
  #since = 0;
  #signal: AbortSignal | undefined;

  constructor(private readonly deadline: Deadline) {}

  async of<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#askedAtOnce === 0 || this.#signal === undefined) {
      this.#since = performance.now();
      this.#signal = this.deadline(this.#spent);
    }
    this.#askedAtOnce += 1;
    try {
      return await work(this.#signal);
    } finally {
      this.#askedAtOnce -= 1;
      if (this.#askedAtOnce === 0) this.#spent += performance.now() - this.#since;
    }
  }
}

/** A limit, a silence or a broken connection; what one repository refuses, or answers wrongly, says nothing of others. */
function concernsHost({ fault: { status, guarded, unanswered } }: HttpError): boolean {
  return guarded === true || unanswered === true || status === 429;
}

function untoldBy({ message, url, reason, fault }: HttpError, { origin, host }: OciRepository): Untold {
  const words = url.origin === origin ? reason : message;
  return { kind: 'untold', host, reason: words, advice: adviceFor(fault, host) };
}

function adviceFor({ status, guarded, untrusted }: HttpError['fault'], host: string): string {
  if (guarded) return egressAdvice.replace('chart-mirrors', 'image-mirrors');
  if (untrusted) return "Name the authority's PEM file in ca-file";
  if (status === 401 || status === 403)
    return `Add a line '${host} USER PASSWORD' to registry-credentials, of an account that may read it`;
  if (status === 429)
    return 'Log in for a higher limit, keep the folder of cache-path between runs, or name a mirror in image-mirrors';
  return '';
}
