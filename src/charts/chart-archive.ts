import { parse } from 'yaml';
import { type ArchivedFile, readTarGz } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import { member } from './member.js';

/** Of a Chart.yaml. */
export interface ChartMetadata {
  name: string;
  version: string;
  /** The annotation `artifacthub.io/images` as written: what the chart says of its images. Empty when it says nothing. */
  listedImages: string;
}

/** Bounds of a packed chart (Flux refuses more than 10 MiB) and of an unpacked one (as Helm does). */
export const maxArchiveBytes = 32 * 1024 * 1024;
const maxUnpackedBytes = 100 * 1024 * 1024;

/** @throws Error when the archive did not come whole. */
export async function checkArchive(archive: Buffer): Promise<void> {
  await readTarGz(archive, maxUnpackedBytes);
}

/** The files of a packed chart, with names relative to the chart's own folder. */
export async function unpackChart(archive: Buffer): Promise<ArchivedFile[]> {
  const files = await readTarGz(archive, maxUnpackedBytes);
  return files.map(({ name, content }) => ({ name: name.slice(name.indexOf('/') + 1), content }));
}

/** @throws ChartError when it is damaged, unsafe or no chart. */
export async function readArchiveMetadata(archive: Buffer): Promise<ChartMetadata> {
  let files: ArchivedFile[];
  try {
    files = await unpackChart(archive);
  } catch (error) {
    throw new ChartError(`the archive ${(error as Error).message}`);
  }
  const chartFile = files.find(({ name }) => name === 'Chart.yaml');
  if (!chartFile) throw new ChartError('the archive holds no Chart.yaml, so it is no Helm chart');
  return parseMetadata(chartFile.content.toString('utf8'));
}

/** @throws ChartError */
export function parseMetadata(chartFile: string): ChartMetadata {
  const fields = parseChartFile('Chart.yaml', chartFile);
  const name = member(fields, 'name');
  const version = member(fields, 'version');
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new ChartError('its Chart.yaml has no name or no version');
  }
  const listedImages = member(member(fields, 'annotations'), 'artifacthub.io/images');
  return { name, version, listedImages: typeof listedImages === 'string' ? listedImages : '' };
}

const maxChartFileBytes = 1024 * 1024;

/**
 * Chart.yaml or Chart.lock. Failsafe: a version such as `1.10` stays the text that it is.
 * @throws ChartError
 */
export function parseChartFile(name: string, text: string): unknown {
  if (text.length > maxChartFileBytes) throw new ChartError(`its ${name} is too large`);
  try {
    return parse(text, { schema: 'failsafe' });
  } catch (error) {
    throw new ChartError(`its ${name} cannot be parsed`, (error as Error).message);
  }
}
