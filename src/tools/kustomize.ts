import { runProcess } from './process.js';
import type { Tools } from './tools.js';

/** A build fetches nothing: no proxy answers on the port "discard", and git knows no protocol. */
const offline = {
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  http_proxy: undefined,
  https_proxy: undefined,
  NO_PROXY: '',
  no_proxy: undefined,
  GIT_ALLOW_PROTOCOL: 'none',
};

/**
 * Builds one folder with the real kustomize, with Flux's settings: files outside of the folder may be read
 * (fluxcd/pkg, kustomize/kustomize_generator.go: LoadRestrictionsNone); exec plugins and helm inflation stay off.
 * @returns YAML, many documents.
 * @throws ProcessError with kustomize's own words.
 */
export async function buildKustomization(tools: Tools, folder: string): Promise<string> {
  const kustomize = await tools.kustomize();
  const args = [...kustomize.args, '--load-restrictor', 'LoadRestrictionsNone', folder];
  const { command, memoryBytes } = kustomize;
  return await runProcess(command, args, { env: offline, ...(memoryBytes !== undefined && { memoryBytes }) });
}
