import { basicAuthorization, type Credentials } from '../network/credentials.js';
import type { HttpClient } from '../network/http-client.js';
import { maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { checkIndex, type IndexArchive, type IndexEntry, readIndexEntries } from './helm-index.js';
import { digestCheck } from './oci-registry.js';
import { pickVersion } from './version-constraint.js';

/** Reads charts from HTTP repositories with an `index.yaml`; each index is asked for once. */
export interface HttpRepositories {
  /** The version that Flux would take, and where its archive lies. */
  resolve(url: string, chart: string, version: string): Promise<ResolvedArchive>;
  download(archive: ResolvedArchive): Promise<Buffer>;
}

export interface ResolvedArchive {
  version: string;
  /** Absolute. */
  url: string;
  /** `sha256:` and hex digits, if the index has it. */
  digest?: string;
}

const maxIndexBytes = 128 * 1024 * 1024;

export function createHttpRepositories(client: HttpClient, credentials: Credentials): HttpRepositories {
  const indexes = new Map<string, Promise<string>>();

  const authorize = (url: URL): Record<string, string> => {
    const credential = credentials(url.host);
    return credential ? { authorization: basicAuthorization(credential) } : {};
  };

  async function readIndex(url: string): Promise<string> {
    const verify = (body: Buffer) => checkIndex(body.toString('utf8'));
    const { body } = await client.get(`${url}/index.yaml`, { maxBytes: maxIndexBytes, verify, authorize });
    return body.toString('utf8');
  }

  function index(url: string): Promise<string> {
    const known = indexes.get(url) ?? readIndex(url);
    indexes.set(url, known);
    return known;
  }

  return {
    async resolve(url, chart, version) {
      const entry = pick(await index(url), { url, chart, version });
      const archive = tryArchive(entry, `${url}/index.yaml`);
      const absolute = new URL(archive.url, `${url}/`).href;
      return {
        version: entry.version,
        url: absolute,
        ...(archive.digest !== undefined && { digest: `sha256:${archive.digest}` }),
      };
    },
    async download({ url, digest }) {
      const verify = digest === undefined ? {} : { verify: digestCheck(digest) };
      return (await client.get(url, { maxBytes: maxArchiveBytes, authorize, ...verify })).body;
    },
  };
}

function pick(index: string, wanted: { url: string; chart: string; version: string }): IndexEntry {
  const { url, chart, version } = wanted;
  let entries: IndexEntry[];
  try {
    entries = readIndexEntries(index, chart);
  } catch (error) {
    throw new ChartError(`${url}/index.yaml cannot be parsed`, (error as Error).message);
  }
  if (entries.length === 0) throw new ChartError(`${url} has no chart named ${chart}`);
  const entry = pickVersion(entries, version);
  if (entry) return entry;
  const newest = pickVersion(entries, '>=0.0.0-0')?.version ?? 'none';
  throw new ChartError(`${url} has no version of ${chart} that fits '${version}'; the newest is ${newest}`);
}

function tryArchive(entry: IndexEntry, url: string): IndexArchive {
  try {
    return entry.archive();
  } catch (error) {
    throw new ChartError(`${url} cannot be used: version ${entry.version} ${(error as Error).message}`);
  }
}
