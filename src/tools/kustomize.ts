import { runProcess } from './process.js';
import type { Tools } from './tools.js';

/**
 * kustomize reaches nothing: it fetches over HTTP by itself, and clones by the program git.
 * - In what looks like a CGI script, Go refuses every `http` request that a proxy is set for, also those to the own machine,
 *   which go past any proxy (golang.org/x/net/http/httpproxy: proxyForURL).
 * - `https` ends at a proxy that is not there, and past it, on the own machine, at certificates that nobody vouches for.
 * - No program is on the PATH, and git would know no protocol.
 */
const environment = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: undefined,
  https_proxy: undefined,
  NO_PROXY: '',
  no_proxy: undefined,
  REQUEST_METHOD: 'GET',
  SSL_CERT_FILE: '/dev/null',
  SSL_CERT_DIR: '/dev/null',
  PATH: '/dev/null',
  GIT_ALLOW_PROTOCOL: 'none',
};

/**
 * Builds one folder with the real kustomize under its root restriction: a kustomization may use other folders, and read
 * files in its own alone. Exec plugins and helm inflation stay off.
 * @param stage Absolute path of the folder that holds all that is built.
 * @param folder Absolute path of the folder to build, in the stage.
 * @param timeoutMilliseconds less than a tool has otherwise
 * @returns YAML, many documents.
 * @throws ProcessError with kustomize's own words.
 */
export async function buildKustomization(
  tools: Tools,
  stage: string,
  folder = stage,
  timeoutMilliseconds?: number,
): Promise<string> {
  const { command, args: subCommand, memoryBytes } = await tools.kustomize();
  const args = [...subCommand, '--load-restrictor', 'LoadRestrictionsRootOnly', folder];
  // Not in the checkout, where a path such as /proc/self/cwd would lead.
  return await runProcess(command, args, {
    cwd: stage,
    env: environment,
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
  });
}
