import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { parseMetadata } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import type { PreparedChart } from './chart-store.js';

/** @throws ChartError when it is no chart, or when a link leads out of the repository. */
export async function readChartDirectory(root: string, relative: string): Promise<PreparedChart> {
  const folder = await realpath(path.join(root, relative)).catch(() => {
    throw new ChartError(`there is no folder ${relative} in this repository`);
  });
  const inside = path.relative(await realpath(root), folder);
  if (inside.startsWith('..') || path.isAbsolute(inside))
    throw new ChartError(`${relative} leads out of this repository`);
  const chartFile = await readFile(path.join(folder, 'Chart.yaml'), 'utf8').catch(() => {
    throw new ChartError(`${relative} holds no Chart.yaml, so it is no Helm chart`);
  });
  return { ...parseMetadata(chartFile), path: folder };
}
