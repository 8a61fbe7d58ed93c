import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Cache } from '../cache.js';
import type { HttpChart, OciChart } from '../flux/release.js';
import type { Network } from '../network/network.js';
import { sha256 } from '../sha256.js';
import { runOnce, runOnceEach } from '../tools/run-once.js';
import { type ChartDescription, readArchiveMetadata } from './chart-archive.js';
import { createHttpRepositories } from './http-repository.js';
import { type LocatedChart, locateHttpChart, locateOciChart } from './locate-chart.js';
import { mirrorLocation } from './mirror.js';
import { createOciRegistry } from './oci-registry.js';
import type { ChartMirror } from './options.js';

/** A packed chart; its file is written when it is asked for, so that not all charts are held in memory. */
export interface Archive extends ChartDescription {
  /** SHA-256 of the archive in hex. */
  digest: string;
  /** What should be known of it, in words that continue "The chart ...". */
  warnings: string[];
  file(): Promise<string>;
}

/** What the cache keeps of an archive. */
interface KnownArchive extends ChartDescription {
  digest: string;
  /** The digest that the source says it has. */
  listedDigest?: string;
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
    const known = JSON.parse(entry.toString('utf8')) as KnownArchive;
    // An entry that an older version wrote has no traits.
    if (known.readsUpgrade === undefined) return undefined;
    const { digest } = located;
    if (digest !== undefined && digest !== (known.listedDigest ?? known.digest)) return undefined;
    return { ...known, warnings: warningsOf(known), file: runOnce(() => fileOfKnown(located, known.digest)) };
  }

  async function fileOfKnown(located: LocatedChart, digest: string): Promise<string> {
    const cached = cache.read('charts', digest);
    if (cached) return await writeArchive(cached, scratch);
    return await (await limitDownloads(() => downloadArchive(located))).file();
  }

  async function downloadArchive(located: LocatedChart): Promise<Archive> {
    const { content, listedDigest } = await located.download();
    const digest = sha256(content);
    const known: KnownArchive = {
      ...(await readArchiveMetadata(content)),
      digest,
      ...(listedDigest !== undefined && listedDigest !== digest && { listedDigest }),
    };
    const file = await writeArchive(content, scratch);
    cache.write('charts', known.digest, content);
    cache.write('sources', located.key, JSON.stringify(known));
    return { ...known, warnings: warningsOf(known), file: async () => file };
  }

  const open = runOnceEach(openArchive);
  return { open: (location) => open(mirrorLocation(location, mirrors)) };
}

/** Flux does not compare the digest, and the indexes of well-known repositories have had wrong ones. */
function warningsOf({ digest, listedDigest }: KnownArchive): string[] {
  if (listedDigest === undefined) return [];
  return [`has the digest sha256:${digest}, and its repository's index says sha256:${listedDigest}`];
}

/** Never over a file that is there: helm may be reading it. */
async function writeArchive(content: Buffer, scratch: string): Promise<string> {
  const file = path.join(await mkdtemp(path.join(scratch, 'archive-')), 'chart.tgz');
  await writeFile(file, content);
  return file;
}
