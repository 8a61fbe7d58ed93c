import { digestCheck } from '../network/registry-client.js';
import { checkArchive, maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { type IndexArchive, type IndexEntry, readIndexEntries } from './helm-index.js';
import { createIndexStore, type IndexStoreOptions } from './index-store.js';
import { mirrorUrl } from './mirror.js';
import type { ChartMirror } from './options.js';
import { authorizeFor } from './repository-authorization.js';
import { pickVersion } from './version-constraint.js';

/** Reads charts from HTTP repositories with an `index.yaml`; each index is asked for once. */
export interface HttpRepositories {
  /** The version that Flux would take, and where its archive lies. */
  resolve(url: string, chart: string, version: string): Promise<ResolvedArchive>;
  download(archive: ResolvedArchive): Promise<Buffer>;
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
      const index = await indexes.read(absoluteUrl(`${url}/index.yaml`));
      const entry = await pick(index, { url, chart, version });
      const archive = archiveOf(entry, `${url}/index.yaml`);
      const absolute = mirrorUrl(absoluteUrl(archive.url, `${url}/`), mirrors);
      return {
        version: entry.version,
        repository: url,
        url: absolute,
        ...(archive.digest !== undefined && { digest: `sha256:${archive.digest}` }),
      };
    },
    async download({ url, digest, repository }) {
      const verify = digest === undefined ? checkArchive : digestCheck(digest);
      const authorize = authorizeFor(repository, network.credentials);
      return (await network.client.get(url, { maxBytes: maxArchiveBytes, authorize, verify })).body;
    },
  };
}

async function pick(index: Buffer, wanted: { url: string; chart: string; version: string }): Promise<IndexEntry> {
  const { url, chart, version } = wanted;
  let entries: IndexEntry[];
  try {
    entries = await readIndexEntries(index, chart);
  } catch (error) {
    throw new ChartError(`${url}/index.yaml cannot be parsed`, (error as Error).message);
  }
  if (entries.length === 0) throw new ChartError(`${url} has no chart named ${chart}`);
  const entry = pickVersion(entries, version);
  if (entry) return entry;
  const newest = pickVersion(entries, '>=0.0.0-0')?.version ?? 'none';
  throw new ChartError(`${url} has no version of ${chart} that fits '${version}'; the newest is ${newest}`);
}

const longestUrl = 2048;

function absoluteUrl(url: string, base?: string): string {
  const parsed = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (parsed && url.length <= longestUrl && /^https?:$/.test(parsed.protocol)) return parsed.href;
  throw new ChartError(`${JSON.stringify(url)} is no http or https URL`);
}

function archiveOf(entry: IndexEntry, url: string): IndexArchive {
  try {
    return entry.archive();
  } catch (error) {
    throw new ChartError(`${url} cannot be used: version ${entry.version} ${(error as Error).message}`);
  }
}
