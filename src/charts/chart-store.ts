import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { Chart, HttpChart, OciChart } from '../flux/release.js';
import type { Credentials } from '../network/credentials.js';
import type { HttpClient } from '../network/http-client.js';
import { sha256 } from '../sha256.js';
import { once, onceEach } from '../tools/once.js';
import { type ChartMetadata, readArchiveMetadata, unpackChart } from './chart-archive.js';
import { digestOfFiles, type FolderChart, readChartDirectory } from './chart-directory.js';
import { writeFolder } from './chart-files.js';
import { checkOut, type GitSource } from './git-source.js';
import { createHttpRepositories } from './http-repository.js';
import { type LocatedChart, locateHttpChart, locateOciChart } from './locate-chart.js';
import { mirrorLocation, mirrorUrl } from './mirror.js';
import { createOciRegistry } from './oci-registry.js';
import type { ChartMirror } from './options.js';
import { findInChart, replaceValues, type ValuesFiles } from './values-files.js';

/** A chart that is known to the byte. */
export interface PreparedChart extends ChartMetadata {
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

export interface ChartStoreOptions {
  /** The repository's root. */
  root: string;
  /** A folder of this run alone. */
  scratch: string;
  mirrors: readonly ChartMirror[];
  cache: Cache;
  client: HttpClient;
  credentials: Credentials;
  /** As the input; empty for none. */
  caFile: string;
}

/** Git repositories that are fetched at the same time. */
const gitAtOnce = 4;

/** A packed chart; its file is written when it is asked for, so that not all charts are held in memory. */
type Archive = ChartMetadata & { digest: string; file(): Promise<string> };
type ArchiveLocation = HttpChart | OciChart;
type ChartRequest = Pick<Chart, 'location' | 'valuesFiles' | 'ignoreMissingValuesFiles'>;

export function createChartStore(options: ChartStoreOptions): ChartStore {
  const { root, scratch, mirrors, cache, client, credentials } = options;
  const repositories = createHttpRepositories({ client, credentials, mirrors, cache });
  const registry = createOciRegistry(client, credentials);
  const archives = onceEach(openArchive);
  const limitGit = pLimit(gitAtOnce);
  const checkouts = onceEach((source: GitSource) => limitGit(() => checkOut(source, options)));
  const prepare = onceEach(prepareChart);

  async function prepareChart({ location, ...values }: ChartRequest): Promise<PreparedChart> {
    switch (location.kind) {
      case 'http':
      case 'oci':
        return await prepareArchive(mirrorLocation(location, mirrors), values);
      case 'directory':
        return await prepareFolder(root, location.path, values);
      case 'git': {
        const { url, reference } = location;
        const checkedOut = await checkouts({ url: mirrorUrl(url, mirrors), reference });
        return await prepareFolder(checkedOut, location.path, values);
      }
    }
  }

  async function prepareArchive(location: ArchiveLocation, values: ValuesFiles): Promise<PreparedChart> {
    const { digest, file, ...metadata } = await archives(location);
    if (values.valuesFiles.length === 0) return { ...metadata, identity: digest, path: file };
    const files = await unpackChart(await readFile(await file()));
    return folderChart({ ...metadata, files: await replaceValues(files, values, findInChart(files)) });
  }

  async function prepareFolder(sourceRoot: string, folder: string, values: ValuesFiles): Promise<PreparedChart> {
    return folderChart(await readChartDirectory(sourceRoot, folder, values, fetchArchive));
  }

  async function fetchArchive(location: ArchiveLocation): Promise<Buffer> {
    const { file } = await archives(mirrorLocation(location, mirrors));
    return await readFile(await file());
  }

  function folderChart({ files, ...metadata }: FolderChart): PreparedChart {
    const write = async () => {
      const folder = await mkdtemp(path.join(scratch, 'folder-'));
      await writeFolder(folder, files);
      return folder;
    };
    return { ...metadata, identity: digestOfFiles(files), path: once(write) };
  }

  async function openArchive(location: ArchiveLocation): Promise<Archive> {
    const located =
      location.kind === 'http'
        ? await locateHttpChart(repositories, location)
        : await locateOciChart(registry, location);
    return (await knownArchive(located)) ?? (await downloadArchive(located));
  }

  async function knownArchive(located: LocatedChart): Promise<Archive | undefined> {
    const entry = cache.read('sources', located.key);
    if (!entry) return undefined;
    const known = JSON.parse(entry.toString('utf8')) as ChartMetadata & { digest: string };
    if (located.digest !== undefined && located.digest !== known.digest) return undefined;
    const file = once(async () => {
      const cached = cache.read('charts', known.digest);
      return cached ? await writeArchive(cached) : await (await downloadArchive(located)).file();
    });
    // An entry that an older version wrote has no such list.
    return { ...known, listedImages: known.listedImages ?? '', file };
  }

  async function downloadArchive(located: LocatedChart): Promise<Archive> {
    const content = await located.download();
    const known = { ...(await readArchiveMetadata(content)), digest: sha256(content) };
    const file = await writeArchive(content);
    await cache.write('charts', known.digest, content);
    await cache.write('sources', located.key, Buffer.from(JSON.stringify(known)));
    return { ...known, file: async () => file };
  }

  /** Never over a file that is there: helm may be reading it. */
  async function writeArchive(content: Buffer): Promise<string> {
    const file = path.join(await mkdtemp(path.join(scratch, 'archive-')), 'chart.tgz');
    await writeFile(file, content);
    return file;
  }

  return {
    prepare: ({ location, valuesFiles, ignoreMissingValuesFiles }) =>
      prepare({ location, valuesFiles, ignoreMissingValuesFiles }),
  };
}
