import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Chart, GitChart, HttpChart, OciChart } from '../flux/release.js';
import type { GitSource } from '../flux/source-contents.js';
import { memoize } from '../memoize.js';
import { runOnce, runOnceEach } from '../tools/run-once.js';
import { type ArchiveStoreOptions, createArchiveStore } from './archive-store.js';
import { type ChartDescription, unpackChart } from './chart-archive.js';
import { writeFolder } from './chart-files.js';
import { type ChartSource, openChartSource } from './chart-source.js';
import {
  type ChartFiles,
  digestOfFiles,
  type FetchArchive,
  readFolderChart,
  remoteDependencies,
} from './folder-chart.js';
import { checkOut } from './git-source.js';
import { MemoryBudget } from './memory-budget.js';
import { mirrorUrl } from './mirror.js';
import type { ChartMirror } from './options.js';
import type { OwnRepository } from './own-repository.js';
import { SourceBudget } from './source-budget.js';
import { findInChart, replaceValues, type ValuesFiles } from './values-files.js';

/** A chart that is known to the byte. */
export interface PreparedChart extends ChartDescription {
  /** What should be known of it, in words that continue "The chart ...". */
  warnings: string[];
  /** Charts with the same identity hold the same. */
  identity: string;
  /** Puts it on the disk, once: a packed chart or a chart's folder. */
  path(): Promise<string>;
}

export interface ChartStore {
  /**
   * Finds out which chart it is, and brings it here unless the cache knows what it is.
   * Equal charts are fetched once, however many releases ask at the same time.
   * @throws ChartError, HttpError
   */
  prepare(chart: Chart): Promise<PreparedChart>;
}

export interface ChartStoreOptions extends ArchiveStoreOptions {
  /** The repository's root. */
  root: string;
  /** This repository, for which the job has a token. */
  own?: OwnRepository;
}

/** Git repositories that are fetched at the same time. */
const gitAtOnce = 4;
/** Charts that are read into memory at the same time; each may have `maxUnpackedBytes`. */
const foldersAtOnce = 4;
/** Of charts that may be wanted on the disk later, or never: a rendering in the cache needs none. */
const keptInMemory = 64 * 1024 * 1024;

type ChartRequest = Pick<Chart, 'location' | 'valuesFiles' | 'ignoreMissingValuesFiles'>;

export function createChartStore(options: ChartStoreOptions): ChartStore {
  const { root, scratch } = options;
  const archives = createArchiveStore(options);
  const fetchArchive: FetchArchive = async (one) => await (await archives.open(one)).file();
  const limitFolders = pLimit(foldersAtOnce);
  const memory = new MemoryBudget(keptInMemory);
  const checkouts = createCheckouts(options);
  const sourceAt = sourceOpener();

  async function prepareChart({ location, ...values }: ChartRequest): Promise<PreparedChart> {
    switch (location.kind) {
      case 'http':
      case 'oci':
        return await prepareArchive(location, values);
      case 'directory':
        return await prepareFolder(sourceAt(root, location), location.path, values);
      case 'git':
        return await prepareFolder(sourceAt(await checkouts(location), location), location.path, values);
    }
  }

  async function prepareArchive(location: HttpChart | OciChart, values: ValuesFiles): Promise<PreparedChart> {
    const { digest, file, ...description } = await archives.open(location);
    if (values.valuesFiles.length === 0) return { ...description, identity: digest, path: file };
    return await limitFolders(async () => {
      const unpacked = await unpackChart(await readFile(await file()));
      const files = await replaceValues(unpacked, values, findInChart(unpacked));
      return await preparedFiles({ ...description, files }, scratch, memory);
    });
  }

  async function prepareFolder(source: ChartSource, folder: string, values: ValuesFiles): Promise<PreparedChart> {
    const missing = await limitFolders(() => remoteDependencies(source, folder));
    // Nothing is held in memory while the network is waited for.
    await Promise.all(missing.map(fetchArchive));
    return await limitFolders(async () => {
      return await preparedFiles(await readFolderChart(source, folder, values, fetchArchive), scratch, memory);
    });
  }

  const prepare = runOnceEach(prepareChart);
  return {
    prepare: ({ location, valuesFiles, ignoreMissingValuesFiles }) =>
      prepare({ location, valuesFiles, ignoreMissingValuesFiles }),
  };
}

function createCheckouts(options: ChartStoreOptions): (chart: GitChart) => Promise<string> {
  const limit = pLimit(gitAtOnce);
  const git = { ...options, budget: new SourceBudget() };
  const fetch = runOnceEach((source: GitSource) => limit(() => checkOut(source, git)));
  return (chart) => fetch(gitSourceOf(chart, options.mirrors));
}

function gitSourceOf({ url, reference, submodules }: GitChart, mirrors: readonly ChartMirror[]): GitSource {
  return { url: mirrorUrl(url, mirrors), reference, ...(submodules && { submodules }) };
}

/** Looks for the rules of what a source leaves out once for each source. */
function sourceOpener(): (folder: string, location: { ignored?: string }) => ChartSource {
  const open = memoize((key: string) => openChartSource(...(JSON.parse(key) as [string, string])));
  return (folder, { ignored = '' }) => open(JSON.stringify([folder, ignored]));
}

async function preparedFiles(chart: ChartFiles, scratch: string, memory: MemoryBudget): Promise<PreparedChart> {
  const { files, ...description } = chart;
  const write = runOnce(async () => {
    const folder = await mkdtemp(path.join(scratch, 'folder-'));
    await writeFolder(folder, files);
    return folder;
  });
  const identity = digestOfFiles(files);
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  if (memory.tryTake(size)) return { ...description, identity, path: write };
  const folder = await write();
  return { ...description, identity, path: async () => folder };
}
