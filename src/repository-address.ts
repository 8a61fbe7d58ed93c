/**
 * Names the place that a URL of a repository means: without what differs between two ways to write one address, which are
 * protocol, user, the usual port, `.git` and capitals.
 */
export function repositoryAddress(url: string): string {
  return url
    .trim()
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?:22|80|443)(?=\/)/, '$1')
    .replace(':', '/')
    .replace(/(?:\.git)?\/*$/i, '')
    .toLowerCase();
}
