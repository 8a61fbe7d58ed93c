import { basicAuthorization, type Credentials } from '../network/credentials.js';

/**
 * Headers for the requests that a repository leads to. Each host gets its own password alone; archives on the repository's
 * host get the repository's, for accounts may differ by path. What a repository has over HTTPS never makes a password go over
 * plain HTTP.
 */
export function authorizeFor(repository: string, credentials: Credentials): (url: URL) => Record<string, string> {
  const own = new URL(repository);
  return (url) => {
    if (url.protocol !== 'https:' && own.protocol === 'https:') return {};
    const credential = credentials(addressOf(url)) ?? (url.host === own.host ? credentials(addressOf(own)) : undefined);
    return credential ? { authorization: basicAuthorization(credential) } : {};
  };
}

function addressOf({ host, pathname }: URL): string {
  return `${host}${pathname}`;
}
