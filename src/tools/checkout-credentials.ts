import { findTop, openRepository } from './repository.js';

/** The header that actions/checkout has left in the configuration of the checkout for a URL, if it has. */
export async function checkoutAuthorization(root: string, url: string): Promise<string | undefined> {
  if (findTop(root) === undefined) return undefined;
  const repository = openRepository(root, { silent: true });
  const { exitCode, stdout } = await repository.tryGit(['config', '--get-urlmatch', 'http.extraheader', url]);
  const [, value] = /^authorization:\s*(\S[^\r\n]*)$/im.exec(stdout) ?? [];
  return exitCode === 0 ? value : undefined;
}
