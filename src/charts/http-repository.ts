import type { Cache } from '../cache.js';
import { basicAuthorization, type Credentials } from '../network/credentials.js';
import type { HttpAnswer, HttpClient } from '../network/http-client.js';
import { runOnceEach } from '../tools/run-once.js';
import { checkArchive, maxArchiveBytes } from './chart-archive.js';
import { ChartError } from './chart-error.js';
import { checkIndex, type IndexArchive, type IndexEntry, readIndexEntries } from './helm-index.js';
import { mirrorUrl } from './mirror.js';
import { digestCheck } from './oci-registry.js';
import type { ChartMirror } from './options.js';
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

/** As much as Flux reads (source-controller, --helm-index-max-size). */
const maxIndexBytes = 50 * 1024 * 1024;

export interface HttpRepositoryOptions {
  client: HttpClient;
  credentials: Credentials;
  /** An index may name archives on other hosts; these may be mirrored too. */
  mirrors: readonly ChartMirror[];
  cache: Cache;
}

export function createHttpRepositories(options: HttpRepositoryOptions): HttpRepositories {
  const { client, credentials, mirrors, cache } = options;
  const index = runOnceEach(readIndex);

  /** What a repository has over HTTPS never makes a password go over plain HTTP. */
  const authorizeFor =
    (repository: string) =>
    (url: URL): Record<string, string> => {
      const safe = url.protocol === 'https:' || repository.startsWith('http:');
      const credential = safe ? credentials(url.host) : undefined;
      return credential ? { authorization: basicAuthorization(credential) } : {};
    };

  async function readIndex(url: string): Promise<string> {
    const address = absoluteUrl(`${url}/index.yaml`);
    const known = parseStored(cache.read('indexes', url));
    const verify = (body: Buffer) => checkIndex(body.toString('utf8'));
    const answer = await client.get(address, {
      headers: conditional(known?.validators),
      accept: known ? [304] : [],
      maxBytes: maxIndexBytes,
      compressed: true,
      verify,
      authorize: authorizeFor(url),
    });
    if (known && answer.status === 304) return known.index;
    const validators = validatorsOf(answer.headers);
    if (validators) await cache.write('indexes', url, storedIndex(validators, answer.body));
    return answer.body.toString('utf8');
  }

  return {
    async resolve(url, chart, version) {
      const entry = pick(await index(url), { url, chart, version });
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
      const options = { maxBytes: maxArchiveBytes, authorize: authorizeFor(repository), verify };
      return (await client.get(url, options)).body;
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

/** What a server wants to hear to say that nothing has changed (RFC 9110, 13.1). */
interface Validators {
  etag?: string;
  lastModified?: string;
}

function validatorsOf(headers: HttpAnswer['headers']): Validators | undefined {
  const { etag, 'last-modified': lastModified } = headers;
  if (typeof etag === 'string') return { etag };
  return typeof lastModified === 'string' ? { lastModified } : undefined;
}

function conditional({ etag, lastModified }: Validators = {}): Record<string, string> {
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  };
}

/** A line of JSON, then the index as it came. */
function storedIndex(validators: Validators, index: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(validators)}\n`), index]);
}

function parseStored(entry: Buffer | undefined): { validators: Validators; index: string } | undefined {
  if (!entry) return undefined;
  const end = entry.indexOf('\n');
  const validators = JSON.parse(entry.toString('utf8', 0, end)) as Validators;
  return { validators, index: entry.toString('utf8', end + 1) };
}
