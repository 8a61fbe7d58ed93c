import { fileURLToPath } from 'node:url';
import type { ChartServer } from './chart-server.js';
import { startChartServer } from './chart-server.js';

/** A folder below `fixtures/`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

/** Serves the fixture charts. */
export async function serveFixtureCharts(
  names = ['web', 'cron', 'operator', 'hooks', 'umbrella'],
): Promise<ChartServer> {
  return await startChartServer({ charts: names.map((name) => fixture(`charts/${name}`)) });
}

/** The input `chart-mirrors` by which the sources of the fixture repositories are reached on loopback. */
export function mirrorsOf(charts: ChartServer): string {
  return [`https://charts.example.com=${charts.httpUrl}`, `oci://registry.example.com/charts=${charts.ociUrl}`].join(
    '\n',
  );
}
