import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { HttpChart, OciChart } from '../flux/release.js';
import type { Network } from '../network/network.js';
import { sha256 } from '../sha256.js';
import { runOnce, runOnceEach } from '../tools/run-once.js';
import { type ChartMetadata, readArchiveMetadata } from './chart-archive.js';
import { createHttpRepositories } from './http-repository.js';
import { type LocatedChart, locateHttpChart, locateOciChart } from './locate-chart.js';
import { mirrorLocation } from './mirror.js';
import { createOciRegistry } from './oci-registry.js';
import type { ChartMirror } from './options.js';

/** A packed chart; its file is written when it is asked for, so that not all charts are held in memory. */
export interface Archive extends ChartMetadata {
  /** SHA-256 of the archive in hex. */
  digest: string;
  file(): Promise<string>;
}

export interface ArchiveStore {
  /**
   * Finds out which archive it is, and fetches it unless the cache knows it; equal ones are fetched once.
   * @throws ChartError, HttpError
   */
  open(location: HttpChart | OciChart): Promise<Archive>;
}

export interface ArchiveStoreOptions {
  /** A folder of this run alone. */
  scratch: string;
  mirrors: readonly ChartMirror[];
  cache: Cache;
  network: Network;
}

/** Archives that are in memory at the same time, of all hosts together. */
const downloadsAtOnce = 16;

export function createArchiveStore({ scratch, mirrors, cache, network }: ArchiveStoreOptions): ArchiveStore {
  const repositories = createHttpRepositories({ network, mirrors, cache, scratch });
  const registry = createOciRegistry(network);
  const limitDownloads = pLimit(downloadsAtOnce);

  async function openArchive(location: HttpChart | OciChart): Promise<Archive> {
    const located =
      location.kind === 'http'
        ? await locateHttpChart(repositories, location)
        : await locateOciChart(registry, location);
    return knownArchive(located) ?? (await limitDownloads(() => downloadArchive(located)));
  }

  function knownArchive(located: LocatedChart): Archive | undefined {
    const entry = cache.read('sources', located.key);
    if (!entry) return undefined;
    const known = JSON.parse(entry.toString('utf8')) as ChartMetadata & { digest: string };
    if (located.digest !== undefined && located.digest !== known.digest) return undefined;
    // An entry that an older version wrote has no such list.
    return {
      ...known,
      listedImages: known.listedImages ?? '',
      file: runOnce(() => fileOfKnown(located, known.digest)),
    };
  }

  async function fileOfKnown(located: LocatedChart, digest: string): Promise<string> {
    const cached = cache.read('charts', digest);
    if (cached) return await writeArchive(cached, scratch);
    return await (await limitDownloads(() => downloadArchive(located))).file();
  }

  async function downloadArchive(located: LocatedChart): Promise<Archive> {
    const content = await located.download();
    const known = { ...(await readArchiveMetadata(content)), digest: sha256(content) };
    const file = await writeArchive(content, scratch);
    await cache.write('charts', known.digest, content);
    await cache.write('sources', located.key, Buffer.from(JSON.stringify(known)));
    return { ...known, file: async () => file };
  }

  const open = runOnceEach(openArchive);
  return { open: (location) => open(mirrorLocation(location, mirrors)) };
}

/** Never over a file that is there: helm may be reading it. */
async function writeArchive(content: Buffer, scratch: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(scratch, 'archive-')), 'chart.tgz');
  await writeFile(file, content);
  return file;
}
