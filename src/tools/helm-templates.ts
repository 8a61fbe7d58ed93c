import { runProcess } from './process.js';
import type { Tools } from './tools.js';

/**
 * Runs the templates of a chart's folder through helm's engine, which is Go's; nothing of a cluster or of the user's own
 * configuration of helm takes part.
 * @param timeoutMilliseconds less than a tool has otherwise
 * @returns what helm prints: YAML, many documents
 * @throws ProcessError with helm's own words
 */
export async function runTemplates(tools: Tools, folder: string, timeoutMilliseconds?: number): Promise<string> {
  const { command, args, memoryBytes } = await tools.helm();
  return await runProcess(command, [...args, 'template', '--', 'sets', folder], {
    env: { HELM_NO_PLUGINS: '1' },
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
  });
}
