import path from 'node:path';
import type { HttpChart, OciChart } from '../flux/release.js';
import { objectsAt, textAt } from '../json.js';
import type { ArchivedFile, UnpackBudget } from '../tools/archive.js';
import { type ChartMetadata, parseChartFile, parseMetadata, readPackedDependency } from './chart-archive.js';
import { ChartError } from './chart-error.js';

/** A chart that another needs and does not hold. */
export interface MissingDependency {
  name: string;
  /** A folder relative to the chart's own, or a chart elsewhere. */
  from: { folder: string; version: string } | { location: HttpChart | OciChart };
}

/** Empty where nothing is given. */
interface Dependency {
  name: string;
  version: string;
  repository: string;
  alias: string;
}

/**
 * What has to be put into `charts/` before the chart of a folder can be rendered; Chart.lock goes before Chart.yaml.
 * Dependencies of dependencies are not looked for. What is packed in `charts/` is unpacked, declared or not, as helm does.
 * Source: source-controller, internal/helm/chart/dependency_manager.go (Build, collectMissing).
 */
export async function missingDependencies(
  files: readonly ArchivedFile[],
  budget: UnpackBudget,
): Promise<MissingDependency[]> {
  const present = await presentCharts(files, budget);
  const declared = firstOf(files, locks) ?? firstOf(files, declarations) ?? [];
  if (declared.length > mostDependencies)
    throw new ChartError(`it declares more than ${mostDependencies} dependencies`);
  return declared.filter(({ name, alias }) => !present.has(name) && !present.has(alias)).map(missing);
}

/** Each may have to be fetched, from a host of its own. */
export const mostDependencies = 200;

/** The files of `apiVersion: v1`, which go before those of `v2` where both are there (helm, pkg/chart/v2/loader/load.go). */
const locks = ['requirements.lock', 'Chart.lock'];
const declarations = ['requirements.yaml', 'Chart.yaml'];

function firstOf(files: readonly ArchivedFile[], names: readonly string[]): Dependency[] | undefined {
  for (const name of names) {
    const dependencies = dependenciesOf(files, name);
    if (dependencies) return dependencies;
  }
  return undefined;
}

function dependenciesOf(files: readonly ArchivedFile[], name: string): Dependency[] | undefined {
  const file = files.find((candidate) => candidate.name === name);
  if (!file) return undefined;
  return objectsAt(parseChartFile(name, file.content.toString('utf8')), 'dependencies').map((entry) => ({
    name: textAt(entry, 'name'),
    version: textAt(entry, 'version'),
    repository: textAt(entry, 'repository'),
    alias: textAt(entry, 'alias'),
  }));
}

async function presentCharts(files: readonly ArchivedFile[], budget: UnpackBudget): Promise<Set<string>> {
  const folders = files.filter(({ name }) => /^charts\/[^/]+\/Chart\.yaml$/.test(name));
  const present: ChartMetadata[] = folders.map(({ content }) => parseMetadata(content.toString('utf8')));
  for (const { name, content } of files.filter((file) => /^charts\/[^/]+\.tgz$/.test(file.name))) {
    present.push(await readPackedDependency(name, content, budget));
  }
  return new Set(present.map(({ name }) => name));
}

function missing({ name, version, repository }: Dependency): MissingDependency {
  if (repository.length > 2048) throw new ChartError(`its dependency ${name} has a repository of excessive length`);
  if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) {
    throw new ChartError(`it has a dependency with the name ${JSON.stringify(name)}`);
  }
  if (repository === '') return { name, from: { folder: path.posix.join('charts', name), version } };
  if (repository.startsWith('file://')) {
    return { name, from: { folder: repository.slice('file://'.length), version } };
  }
  const url = repository.replace(/\/+$/, '');
  if (/^https?:\/\//.test(url)) return { name, from: { location: { kind: 'http', url, name, version } } };
  if (url.startsWith('oci://')) {
    const location = { kind: 'oci', url: `${url}/${name}`, reference: { version }, insecure: false } as const;
    return { name, from: { location } };
  }
  throw new ChartError(`its dependency ${name} comes from ${repository}, which only a configured helm knows`);
}
