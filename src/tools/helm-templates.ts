import { goEnvironment } from './go-environment.js';
import { runProcess } from './process.js';
import type { Tools } from './tools.js';

const timeoutMilliseconds = 60_000;

/**
 * Runs the templates of a chart's folder through helm's engine, which is Go's; nothing of a cluster or of the user's own
 * configuration of helm takes part.
 * @returns what helm prints: YAML, many documents
 * @throws ProcessError with helm's own words
 */
export async function runTemplates(tools: Tools, folder: string): Promise<string> {
  const helm = await tools.helm();
  const names = Object.keys(process.env).filter((name) => name.startsWith('HELM_') || name === 'KUBECONFIG');
  const hidden = Object.fromEntries(names.map((name) => [name, undefined]));
  return await runProcess(helm.command, [...helm.args, 'template', '--', 'sets', folder], {
    timeoutMilliseconds,
    env: { ...hidden, HELM_NO_PLUGINS: '1', ...goEnvironment() },
  });
}
