import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { builtInApiVersions } from '../src/charts/api-versions.js';
import type { ChartServer } from '../test/support/chart-server.js';
import { unpackTools } from '../test/support/tools.js';
import { measureCommand } from './measure.js';
import type { BenchRelease } from './repository.js';

export interface Floor {
  pullMilliseconds: number;
  templateMilliseconds: number;
}

/** What helm itself takes: one pull a chart, then one template a release, started by `xargs -P` on all cores. */
export async function measureFloor(releases: readonly BenchRelease[], server: ChartServer): Promise<Floor> {
  const folder = await mkdtemp(path.join(tmpdir(), 'prepuller-floor-'));
  const labelled = releases.filter((release) => release.labelled);
  const pulls = new Map(labelled.map((release) => [release.chart.name, pullArguments(release, server, folder)]));
  const values = path.join(folder, 'values');
  await mkdir(values);
  for (const { name, values: content } of labelled) {
    await writeFile(path.join(values, `${name}.json`), JSON.stringify(content));
  }
  const pullMilliseconds = await runAll([...pulls.values()], folder);
  const templateMilliseconds = await runAll(
    labelled.map((release) => templateArguments(release, folder)),
    folder,
  );
  await rm(folder, { recursive: true });
  return { pullMilliseconds, templateMilliseconds };
}

function pullArguments({ chart, fromRegistry }: BenchRelease, server: ChartServer, folder: string): string[] {
  const common = ['pull', '--version', chart.version, '--destination', folder];
  if (fromRegistry) return [...common, '--plain-http', `${server.ociUrl}/${chart.name}`];
  return [...common, '--repo', server.httpUrl, chart.name];
}

/** The flags that the product uses as well. */
function templateArguments({ name, namespace, chart }: BenchRelease, folder: string): string[] {
  return [
    'template',
    ...['--namespace', namespace, '--values', path.join(folder, 'values', `${name}.json`)],
    ...['--skip-tests', '--skip-schema-validation'],
    ...builtInApiVersions.map((version) => `--api-versions=${version}`),
    ...[name, path.join(folder, `${chart.name}-${chart.version}.tgz`)],
  ];
}

async function runAll(commands: readonly string[][], folder: string): Promise<number> {
  const { helm } = await unpackTools();
  const input = commands.map((args) => args.join(' ')).join('\n');
  return await measureCommand('xargs', ['-P', String(availableParallelism()), '-L1', path.join(helm, 'helm')], {
    input,
    env: { HELM_CACHE_HOME: path.join(folder, 'cache'), HELM_CONFIG_HOME: path.join(folder, 'config') },
  });
}

/** What kustomize itself takes: one `kubectl kustomize` a folder as it is written, on all cores, restricted by nothing. */
export async function measureBuildFloor(folders: readonly string[]): Promise<number> {
  const { kubectl } = await unpackTools();
  const command = [path.join(kubectl, 'kubectl'), 'kustomize', '--load-restrictor', 'LoadRestrictionsNone'];
  return await measureCommand('xargs', ['-P', String(availableParallelism()), '-L1', ...command], {
    input: folders.join('\n'),
    // As prepuller starts it.
    env: { GOGC: 'off', GOMEMLIMIT: '80MiB' },
  });
}
