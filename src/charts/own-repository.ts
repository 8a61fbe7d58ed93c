import type { RunEvent } from '../event.js';
import { repositoryAddress } from '../repository-address.js';
import { checkoutAuthorization } from '../tools/checkout-credentials.js';
import { runOnce } from '../tools/run-once.js';

/** The repository that this run is about, whose other branches and tags the job's token may read. */
export interface OwnRepository {
  /** Does the URL name it, in whatever words? */
  isAt(url: string): boolean;
  /** Where the forge has it, and the header that it wants. */
  remote(): Promise<{ url: string; authorization?: string }>;
}

/** @param options `token` as the input; without it what the checkout was made with is used. */
export function ownRepository(
  { root, token }: { root: string; token: string },
  { serverUrl, repository }: Pick<RunEvent, 'serverUrl' | 'repository'>,
): OwnRepository {
  const url = `${serverUrl.replace(/\/+$/, '')}/${repository}`;
  return {
    isAt: (other) => repositoryAddress(other) === repositoryAddress(url),
    remote: runOnce(async () => {
      const authorization = token === '' ? await checkoutAuthorization(root, url) : basicOf(token);
      return { url, ...(authorization !== undefined && { authorization }) };
    }),
  };
}

function basicOf(token: string): string {
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
