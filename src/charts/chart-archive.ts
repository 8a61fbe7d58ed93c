import pLimit from 'p-limit';
import { isObject, type JsonObject, textAt } from '../json.js';
import { type ArchivedFile, readTarGz, UnpackBudget } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import { type ChartTraits, isTemplate, traitsOf } from './chart-traits.js';
import { parseFailsafeYaml } from './failsafe-yaml.js';

/** Of a Chart.yaml. */
export interface ChartMetadata {
  name: string;
  version: string;
  /** The annotation `artifacthub.io/images` as written: what the chart says of its images. Empty when it says nothing. */
  listedImages: string;
}

/** Bounds of a packed chart (Flux refuses more than 10 MiB) and of all that a chart unpacks to (as Helm does for each). */
export const maxArchiveBytes = 32 * 1024 * 1024;
export const maxUnpackedBytes = 100 * 1024 * 1024;

/** Each may hold `maxUnpackedBytes` in memory for a moment. */
const unpack = pLimit(2);

const isChartFile = (name: string) => /^[^/]+\/Chart\.yaml$/.test(name);
const isCounted = (name: string) => isChartFile(name) || isPackedDependency(name) || isTemplate(name);
const isPackedDependency = (name: string) => /^[^/]+\/charts\/[^/]+\.tgz$/.test(name);

/** What a chart says of itself, in its Chart.yaml and elsewhere. */
export interface ChartDescription extends ChartMetadata, ChartTraits {}

/** @throws Error when the archive did not come whole. */
export async function checkArchive(archive: Buffer): Promise<void> {
  await unpack(() => readTarGz(archive, new UnpackBudget(maxUnpackedBytes), () => false));
}

/** The files of a packed chart, with names relative to the chart's own folder. */
export async function unpackChart(archive: Buffer): Promise<ArchivedFile[]> {
  const files = await unpack(() => readTarGz(archive, new UnpackBudget(maxUnpackedBytes)));
  return files.map(({ name, content }) => ({ name: name.slice(name.indexOf('/') + 1), content }));
}

/**
 * Reads the archive's Chart.yaml, and looks for traits. What is packed inside of it is unpacked too, to see that all fits in sum.
 * @param budget shared with what else belongs to the same chart
 * @throws ChartError when it is damaged, unsafe, too large or no chart.
 */
export async function readArchiveMetadata(
  archive: Buffer,
  budget: UnpackBudget = new UnpackBudget(maxUnpackedBytes),
): Promise<ChartDescription> {
  const files = await filesThatCount(archive, budget);
  const chartFile = files.find(({ name }) => isChartFile(name));
  if (!chartFile) throw new ChartError('the archive holds no Chart.yaml, so it is no Helm chart');
  const packed: ChartDescription[] = [];
  for (const { name, content } of files.filter((file) => isPackedDependency(file.name))) {
    packed.push(await readPackedDependency(name, content, budget));
  }
  return { ...parseMetadata(chartFile.content.toString('utf8')), ...traitsOf(files, packed) };
}

/** @throws ChartError that names the archive inside of the chart. */
export async function readPackedDependency(
  name: string,
  content: Buffer,
  budget: UnpackBudget,
): Promise<ChartDescription> {
  try {
    return await readArchiveMetadata(content, budget);
  } catch (error) {
    throw error instanceof ChartError ? error.within(name) : error;
  }
}

async function filesThatCount(archive: Buffer, budget: UnpackBudget): Promise<ArchivedFile[]> {
  try {
    return await unpack(() => readTarGz(archive, budget, isCounted));
  } catch (error) {
    throw new ChartError(`the archive ${(error as Error).message}`);
  }
}

/** @throws ChartError */
export function parseMetadata(chartFile: string): ChartMetadata {
  const fields = parseChartFile('Chart.yaml', chartFile);
  const name = textAt(fields, 'name');
  const version = textAt(fields, 'version');
  if (name === '' || version === '') throw new ChartError('its Chart.yaml has no name or no version');
  return { name, version, listedImages: textAt(fields, 'annotations', 'artifacthub.io/images') };
}

const maxChartFileBytes = 1024 * 1024;

/**
 * Chart.yaml or Chart.lock; empty when it is no map.
 * @throws ChartError
 */
export function parseChartFile(name: string, text: string): JsonObject {
  if (text.length > maxChartFileBytes) throw new ChartError(`its ${name} is too large`);
  try {
    const fields = parseFailsafeYaml(text);
    return isObject(fields) ? fields : {};
  } catch (error) {
    throw new ChartError(`its ${name} cannot be parsed`, (error as Error).message);
  }
}
