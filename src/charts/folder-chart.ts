import { readFile } from 'node:fs/promises';
import path from 'node:path';
import semver from 'semver';
import { enumerate } from '../enumerate.js';
import type { HttpChart, OciChart } from '../flux/release.js';
import { sha256 } from '../sha256.js';
import { linkFault, type SourceLink } from '../source-entry.js';
import { type ArchivedFile, UnpackBudget } from '../tools/archive.js';
import {
  type ChartDescription,
  type ChartMetadata,
  maxUnpackedBytes,
  parseMetadata,
  readArchiveMetadata,
} from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { type FolderContent, readFolder } from './chart-files.js';
import type { ChartSource } from './chart-source.js';
import { type ChartTraits, traitsOf } from './chart-traits.js';
import { type MissingDependency, missingDependencies } from './dependencies.js';
import { findInSource, replaceValues, type ValuesFiles } from './values-files.js';
import { parseConstraint } from './version-constraint.js';

/** Fetches the archive of a chart that another one needs, and gives its file. */
export type FetchArchive = (location: HttpChart | OciChart) => Promise<string>;

/** A chart as files, with its dependencies and values as Flux would package it. */
export interface ChartFiles extends ChartDescription {
  files: readonly ArchivedFile[];
  /** What should be known of it, in words that continue "The chart ...". */
  warnings: string[];
}

/**
 * Reads a chart from a folder of a source; nothing is written there.
 * @param source `valuesFiles` are named from its root, and nothing outside is read
 * @param folder of the chart, relative to that root
 * @throws ChartError
 */
export async function readFolderChart(
  source: ChartSource,
  folder: string,
  valuesFiles: ValuesFiles,
  fetchArchive: FetchArchive,
): Promise<ChartFiles> {
  const content = await readFolder(source, folder);
  const { files: own } = content;
  const metadata = metadataOf(content, folder);
  // For all that the chart unpacks to, in sum: helm would unpack each archive in it, however many there are.
  const budget = new UnpackBudget(maxUnpackedBytes);
  takeFrom(budget, own);
  const missing = await missingDependencies(own, budget);
  const located = await Promise.all(missing.map((dependency) => fetchDependency(dependency, fetchArchive)));
  const files = [...own];
  // One after the other: all of them at once might not fit into memory.
  for (const dependency of located) {
    files.push(...(await readDependency(source, folder, dependency, budget)));
  }
  const replaced = await replaceValues(files, valuesFiles, findInSource(source));
  return {
    ...metadata,
    ...traitsOf(files, packedTraits(files)),
    files: replaced,
    warnings: warnOfLinks(content.links),
  };
}

/** Documents for people, which helm renders nothing of. */
const unread = /\.md$|(?:^|\/)(?:[A-Z]+|NOTES\.txt)$/;

function warnOfLinks(links: readonly SourceLink[]): string[] {
  const read = links.map(({ link }) => link).filter((link) => !unread.test(link));
  if (read.length === 0) return [];
  return [
    `is rendered without its symbolic links, as Flux leaves them out of a source (${enumerate(read)}): commit what they lead to in their place`,
  ];
}

/** What is packed is not unpacked once more for this: it may have every trait. */
function packedTraits(files: readonly ArchivedFile[]): ChartTraits[] {
  const isPacked = files.some(({ name }) => /^charts\/[^/]+\.tgz$/.test(name));
  return isPacked ? [{ readsUpgrade: true, readsKubeVersion: true }] : [];
}

/** Charts elsewhere that have to be fetched before `readFolderChart` can put all together. */
export async function remoteDependencies(source: ChartSource, folder: string): Promise<(HttpChart | OciChart)[]> {
  const { files } = await readFolder(source, folder);
  const missing = await missingDependencies(files, new UnpackBudget(maxUnpackedBytes));
  return missing.flatMap(({ from }) => ('location' in from ? [from.location] : []));
}

/** A dependency that lies on the disk: a packed chart, or a folder relative to the chart's own. */
type LocalDependency = { name: string; file: string } | { name: string; folder: string; version: string };

async function fetchDependency(
  { name, from }: MissingDependency,
  fetchArchive: FetchArchive,
): Promise<LocalDependency> {
  return 'location' in from ? { name, file: await fetchArchive(from.location) } : { name, ...from };
}

async function readDependency(
  source: ChartSource,
  chartFolder: string,
  dependency: LocalDependency,
  budget: UnpackBudget,
): Promise<ArchivedFile[]> {
  const { name } = dependency;
  if ('file' in dependency) {
    const content = await readFile(dependency.file);
    await readArchiveMetadata(content, budget);
    return [{ name: `charts/${name}.tgz`, content }];
  }
  const folder = path.join(chartFolder, dependency.folder);
  const content = await readFolder(source, folder);
  const { files } = content;
  takeFrom(budget, files);
  const { version } = metadataOf(content, folder);
  const parsed = semver.parse(version);
  if (!parsed || !parseConstraint(dependency.version)?.(parsed)) {
    throw new ChartError(`it needs ${name} ${dependency.version}, and ${folder} has version ${version}`);
  }
  return files.map((file) => ({ ...file, name: `charts/${name}/${file.name}` }));
}

function takeFrom(budget: UnpackBudget, files: readonly ArchivedFile[]): void {
  try {
    for (const { content } of files) budget.take(content.length);
  } catch (error) {
    throw new ChartError(`with its dependencies it ${(error as Error).message}`);
  }
}

function metadataOf({ files, links }: FolderContent, folder: string): ChartMetadata {
  const chartFile = files.find(({ name }) => name === 'Chart.yaml');
  const linked = links.find(({ link }) => link === path.posix.join(folder, 'Chart.yaml'));
  if (!chartFile && linked) throw new ChartError(linkFault({ kind: 'link', link: linked.link }));
  if (!chartFile) throw new ChartError(`${folder} holds no Chart.yaml, so it is no Helm chart`);
  return parseMetadata(chartFile.content.toString('utf8'));
}

/** Equal for equal names and contents. */
export function digestOfFiles(files: readonly ArchivedFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, content }) => [name, sha256(content)]).sort()));
}
