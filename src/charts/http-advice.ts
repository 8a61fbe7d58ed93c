import type { Credentials } from '../network/credentials.js';
import { egressAdvice } from '../network/egress-guard.js';
import type { HttpError } from '../network/http-error.js';

/**
 * What to do about a request that failed; it follows the error's own words, and is empty where there is nothing to do.
 * @param credentials to tell a wrong credential from a missing one
 */
export function adviceFor({ host, url, fault }: HttpError, credentials: Credentials): string {
  if (fault.guarded) return `. ${egressAdvice}`;
  if (fault.untrusted) return `. Name the authority's PEM file in ca-file`;
  switch (fault.status) {
    case 401:
      return credentials(`${host}${url.pathname}`)
        ? `. The credential that is known for ${host} is not accepted`
        : `. Add a line '${host} USER PASSWORD' to registry-credentials, or log in with helm registry login before`;
    case 403:
      return `. Give the account that is used for ${host} read access to it`;
    case 404:
      return `. Check its name, version and URL`;
    case 429:
      return `. Log in for a higher limit, keep the folder of cache-path between runs, or name a mirror in chart-mirrors`;
    default:
      return '';
  }
}
