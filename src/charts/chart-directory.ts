import path from 'node:path';
import semver from 'semver';
import type { HttpChart, OciChart } from '../flux/release.js';
import { sha256 } from '../sha256.js';
import type { ArchivedFile } from '../tools/archive.js';
import { type ChartMetadata, parseMetadata } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { readFolder } from './chart-files.js';
import { missingDependencies } from './dependencies.js';
import { findInSource, replaceValues, type ValuesFiles } from './values-files.js';
import { parseConstraint } from './version-constraint.js';

/** The archive of a chart that another one needs. */
export type FetchArchive = (location: HttpChart | OciChart) => Promise<Buffer>;

/** A chart's folder, with its dependencies and values as Flux would package it. */
export interface FolderChart extends ChartMetadata {
  files: readonly ArchivedFile[];
}

/**
 * Reads a chart from a folder of a source; nothing is written there.
 * @param sourceRoot the root of the source: `valuesFiles` are named from there, and nothing outside is read
 * @param folder of the chart, relative to that root
 * @throws ChartError
 */
export async function readChartDirectory(
  sourceRoot: string,
  folder: string,
  valuesFiles: ValuesFiles,
  fetchArchive: FetchArchive,
): Promise<FolderChart> {
  const own = await readFolder(sourceRoot, path.join(sourceRoot, folder));
  const metadata = metadataOf(own, folder);
  const missing = await missingDependencies(own);
  const dependencies = await Promise.all(
    missing.map(async ({ name, from }) =>
      'location' in from
        ? [{ name: `charts/${name}.tgz`, content: await fetchArchive(from.location) }]
        : await localDependency(sourceRoot, path.join(folder, from.folder), name, from.version),
    ),
  );
  const files = [...own, ...dependencies.flat()];
  return { ...metadata, files: await replaceValues(files, valuesFiles, findInSource(sourceRoot)) };
}

async function localDependency(
  sourceRoot: string,
  folder: string,
  name: string,
  wanted: string,
): Promise<ArchivedFile[]> {
  const files = await readFolder(sourceRoot, path.join(sourceRoot, folder));
  const { version } = metadataOf(files, folder);
  const parsed = semver.parse(version);
  if (!parsed || !parseConstraint(wanted)?.(parsed)) {
    throw new ChartError(`it needs ${name} ${wanted}, and ${folder} has version ${version}`);
  }
  return files.map((file) => ({ ...file, name: `charts/${name}/${file.name}` }));
}

function metadataOf(files: readonly ArchivedFile[], folder: string): ChartMetadata {
  const chartFile = files.find(({ name }) => name === 'Chart.yaml');
  if (!chartFile) throw new ChartError(`${folder} holds no Chart.yaml, so it is no Helm chart`);
  return parseMetadata(chartFile.content.toString('utf8'));
}

/** Equal for equal names and contents. */
export function digestOfFiles(files: readonly ArchivedFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, content }) => [name, sha256(content)]).sort()));
}
