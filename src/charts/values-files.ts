import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Chart } from '../flux/release.js';
import { isObject, type JsonObject, mergeValues } from '../json.js';
import type { ArchivedFile } from '../tools/archive.js';
import { ChartError } from './chart-error.js';
import { absenceOf } from './chart-files.js';
import type { ChartSource } from './chart-source.js';
import { valuesDocument } from './values-document.js';

export type ValuesFiles = Pick<Chart, 'valuesFiles' | 'ignoreMissingValuesFiles'>;

/** Gives the content of a values file, or why there is none. */
export type FindValuesFile = (name: string) => Promise<Buffer | { absence: string }>;

/**
 * The chart's files with its `values.yaml` replaced by the listed files, the later over the earlier; unchanged when
 * none is listed.
 * Source: source-controller, internal/helm/chart/builder_remote.go (mergeChartValues) and builder_local.go.
 * @throws ChartError when a file is missing, unless that is allowed, or cannot be parsed.
 */
export async function replaceValues(
  files: readonly ArchivedFile[],
  { valuesFiles, ignoreMissingValuesFiles }: ValuesFiles,
  find: FindValuesFile,
): Promise<readonly ArchivedFile[]> {
  if (valuesFiles.length === 0) return files;
  let merged: JsonObject = {};
  for (const name of valuesFiles) {
    const found = await find(name);
    if (!('absence' in found)) merged = mergeValues(merged, parseValues(name, found));
    else if (!ignoreMissingValuesFiles) throw new ChartError(found.absence);
  }
  const values = { name: 'values.yaml', content: Buffer.from(valuesDocument(merged)) };
  return [...files.filter(({ name }) => name !== values.name), values];
}

/** Files of a packed chart are named from the chart's folder. */
export function findInChart(files: readonly ArchivedFile[]): FindValuesFile {
  return async (name) => files.find((file) => file.name === path.posix.normalize(name))?.content ?? none(name);
}

/** Files of a source are named from its root. */
export function findInSource({ root, entry, isIgnored }: ChartSource): FindValuesFile {
  return async (name) => {
    const found = entry(name);
    if (found.kind === 'link' || found.kind === 'outside')
      return { absence: `of the values files ${absenceOf(found, name)}` };
    return found.kind === 'file' && !isIgnored(found.path) ? await readFile(path.join(root, found.path)) : none(name);
  };
}

function none(name: string): { absence: string } {
  return { absence: `there is no values file ${name}` };
}

/** The largest public ones have a tenth of it; the parser takes a second for three million characters. */
const maxValuesBytes = 2 * 1024 * 1024;

/** Helm reads values as YAML 1.1, where `yes` is true. */
function parseValues(name: string, content: Buffer): JsonObject {
  if (content.length > maxValuesBytes)
    throw new ChartError(`the values file ${name} has more than ${maxValuesBytes / 1024 / 1024} MiB`);
  try {
    const values: unknown = parse(content.toString('utf8'), { version: '1.1' }) ?? {};
    if (isObject(values)) return values;
  } catch (error) {
    throw new ChartError(`the values file ${name} cannot be parsed`, (error as Error).message);
  }
  throw new ChartError(`the values file ${name} is no map`);
}
