type Environment = Record<string, string | undefined>;

/**
 * Configuration for one git command through its environment: nothing is written to a file, and no secret stands in
 * the arguments, which every process of the machine can read. What the environment configures already stays in force.
 * https://git-scm.com/docs/git-config#ENVIRONMENT
 */
export function configuration(entries: readonly [string, string][], inherited: Environment): Record<string, string> {
  const first = /^\d+$/.test(inherited.GIT_CONFIG_COUNT ?? '') ? Number(inherited.GIT_CONFIG_COUNT) : 0;
  const variables = entries.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key],
    [`GIT_CONFIG_VALUE_${first + index}`, value],
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + entries.length) };
}

/**
 * The token as the only `Authorization` header for this remote: the empty value takes back what the checkout has set.
 * The whole URL is the key, because the most specific one wins. A remote that is not reached over HTTP keeps its own
 * credentials.
 */
export function tokenEntries(remoteUrl: string, token: string): [string, string][] {
  if (token === '' || !URL.canParse(remoteUrl)) return [];
  const url = new URL(remoteUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return [];
  const key = `http.${url.origin}${url.pathname}.extraheader`;
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [
    [key, ''],
    [key, `Authorization: Basic ${credentials}`],
  ];
}
