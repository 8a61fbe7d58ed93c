import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { enumerate } from '../enumerate.js';
import { nearestName } from '../nearest-name.js';
import { checkArchive, maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { type IndexArchive, type IndexEntry, readIndexEntries } from './helm-index.js';
import { createIndexStore, type IndexStoreOptions } from './index-store.js';
import { mirrorUrl } from './mirror.js';
import type { ChartMirror } from './options.js';
import { authorizeFor } from './repository-authorization.js';
import { fittingVersions, pickVersion } from './version-constraint.js';

/** A packed chart that has come whole. */
export interface DownloadedChart {
  content: Buffer;
  /** SHA-256 in hex that the source says it has; missing where the content was verified against it, or there is none. */
  listedDigest?: string;
}

/** Reads charts from HTTP repositories with an `index.yaml`; each index is asked for once. */
export interface HttpRepositories {
  /** The version that Flux would take, and where its archive lies. */
  resolve(url: string, chart: string, version: string): Promise<ResolvedArchive>;
  download(archive: ResolvedArchive): Promise<DownloadedChart>;
}

interface ResolvedArchive {
  version: string;
  /** Absolute. */
  url: string;
  /** `sha256:` and hex digits, if the index has it. */
  digest?: string;
  /** URL of the repository. */
  repository: string;
}

export interface HttpRepositoryOptions extends IndexStoreOptions {
  /** An index may name archives on other hosts; these may be mirrored too. */
  mirrors: readonly ChartMirror[];
}

export function createHttpRepositories(options: HttpRepositoryOptions): HttpRepositories {
  const { network, mirrors } = options;
  const indexes = createIndexStore(options);

  return {
    async resolve(url, chart, version) {
      const index = await indexes.read(indexUrl(url));
      const { version: picked, archive } = await pick(index, { url, chart, version });
      const absolute = mirrorUrl(archiveUrl(archive.url, url), mirrors);
      return {
        version: picked,
        repository: url,
        url: absolute,
        ...(archive.digest !== undefined && { digest: `sha256:${archive.digest}` }),
      };
    },
    async download({ url, digest, repository }) {
      const authorize = authorizeFor(repository, network.credentials);
      const { body } = await network.client.get(url, { maxBytes: maxArchiveBytes, authorize, verify: checkArchive });
      return { content: body, ...(digest !== undefined && { listedDigest: digest.slice('sha256:'.length) }) };
    },
  };
}

interface Wanted {
  url: string;
  chart: string;
  version: string;
}

async function pick(index: Buffer, wanted: Wanted): Promise<{ version: string; archive: IndexArchive }> {
  const { url, chart, version } = wanted;
  const all = await entriesOf(index, wanted);
  if (all.length === 0) throw new ChartError(noChart(index, wanted), undefined, 'chart', 'name');
  // What does not validate is not in the index for Flux; only those that would be picked are looked at.
  const invalid = new Set<IndexEntry>();
  for (const entry of fittingVersions(all, version)) {
    const archive = archiveOf(entry, printableIndex(url));
    if (archive) return { version: entry.version, archive };
    invalid.add(entry);
    if (invalid.size > mostInvalid) throw new ChartError(tooManyInvalid(wanted));
    if (invalid.size % entriesInATurn === 0) await nextTurn();
  }
  const valid = all.filter((entry) => !invalid.has(entry));
  const newest = pickVersion(valid, '>=0.0.0-0')?.version ?? 'none';
  const message = `${printable(url)} has no version of ${chart} that fits '${version}'; the newest is ${newest}`;
  throw new ChartError(`${message}${describeInvalid(invalid.size)}`, undefined, 'chart', 'version');
}

/** Takes some milliseconds, unless they are very long. */
const entriesInATurn = 50;
/** Every release may ask for other versions of the same index. */
export const mostInvalid = 1000;

function tooManyInvalid({ url, chart }: Wanted): string {
  return `${printableIndex(url)} cannot be used: it lists more than ${mostInvalid} versions of ${chart} that do not validate`;
}

function noChart(index: Buffer, { url, chart }: Wanted): string {
  const names = chartNames(index);
  const nearest = nearestName(chart, names);
  const advice =
    nearest === undefined ? (names.length > 0 ? `; it has ${enumerate(names)}` : '') : `; it has ${nearest}`;
  return `${printable(url)} has no chart named ${chart}${advice}`;
}

/** Public repositories have some hundreds of charts. */
const mostNames = 2000;

/** For advice alone: the first keys of `entries` in the style that helm writes; none of an index in another one. */
function chartNames(index: Buffer): string[] {
  const text = index.toString('utf8', 0, 4 * 1024 * 1024);
  const names: string[] = [];
  for (const [, name = ''] of text.matchAll(/^ {2}([\w.-]{1,100}):[ \t]*\r?$/gm)) {
    if (names.push(name) === mostNames) break;
  }
  return names;
}

function describeInvalid(count: number): string {
  return count === 0 ? '' : `, and ${count} that would fit do not validate`;
}

async function entriesOf(index: Buffer, { url, chart }: Wanted): Promise<IndexEntry[]> {
  try {
    return await readIndexEntries(index, chart);
  } catch (error) {
    throw new ChartError(`${printableIndex(url)} cannot be parsed`, (error as Error).message);
  }
}

const longestUrl = 2048;

/** A query, which may be a secret, stays behind the path (source-controller, chart_repository.go: DownloadIndex). */
function indexUrl(repository: string): string {
  const url = new URL(absoluteUrl(repository));
  url.pathname = path.posix.join(url.pathname, 'index.yaml');
  return url.href;
}

/** One that is relative gets the repository's query (helm, pkg/repo/v1/chartrepo.go: ResolveReferenceURL). */
function archiveUrl(reference: string, repository: string): string {
  const base = new URL(absoluteUrl(repository));
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/`;
  const url = new URL(absoluteUrl(reference, base.href));
  if (!URL.canParse(reference)) url.search = base.search;
  return url.href;
}

function printable(url: string): string {
  return url.replace(/\?.*$/s, '');
}

function printableIndex(repository: string): string {
  return `${printable(repository)}/index.yaml`;
}

function absoluteUrl(url: string, base?: string): string {
  const parsed = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (parsed && url.length <= longestUrl && /^https?:$/.test(parsed.protocol)) return parsed.href;
  throw new ChartError(`${JSON.stringify(printable(url))} is no http or https URL`);
}

function archiveOf(entry: IndexEntry, url: string): IndexArchive | undefined {
  try {
    return entry.archive();
  } catch (error) {
    throw new ChartError(`${url} cannot be used: version ${entry.version} ${(error as Error).message}`);
  }
}
