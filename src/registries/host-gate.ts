import pLimit, { type LimitFunction } from 'p-limit';
import { connectionsPerHost } from '../network/dispatcher.js';
import { egressAdvice } from '../network/egress-guard.js';
import { HttpError } from '../network/http-error.js';
import type { OciRepository } from '../network/registry-access.js';
import type { Untold } from './answer.js';

/** What one host gets: so many requests at a time, so long for all of them, and none after one that will not be better. */
export interface HostGate {
  /** @returns what the work gives, or why it could not be told */
  pass<T>(repository: OciRepository, work: (signal: AbortSignal) => Promise<T>): Promise<T | Untold>;
}

interface Host {
  limit: LimitFunction;
  /** For all images of the host together. */
  signal: AbortSignal;
  /** Why it is not asked any more. */
  closed?: Untold;
}

/** @param deadline starts the time that a host has for all images */
export function createHostGate(deadline: () => AbortSignal): HostGate {
  const hosts = new Map<string, Host>();
  return {
    async pass(repository, work) {
      const host = hosts.get(repository.origin) ?? { limit: pLimit(connectionsPerHost), signal: deadline() };
      hosts.set(repository.origin, host);
      return await host.limit(async () => {
        if (host.closed) return host.closed;
        try {
          return await work(host.signal);
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

/** A limit, a silence or a broken connection; what one repository refuses, or answers wrongly, says nothing of others. */
function concernsHost({ fault: { status, guarded } }: HttpError): boolean {
  return guarded === true || status === undefined || status === 429;
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
