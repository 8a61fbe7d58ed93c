import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Chart, ChartLocation, HttpChart, OciChart } from '../flux/release.js';
import type { Credentials } from '../network/credentials.js';
import type { HttpClient } from '../network/http-client.js';
import { type ChartMetadata, readArchiveMetadata, sha256 } from './chart-archive.js';
import { readChartDirectory } from './chart-directory.js';
import { ChartError } from './chart-error.js';
import { createHttpRepositories } from './http-repository.js';
import { createOciRegistry, parseOciUrl } from './oci-registry.js';
import { pickVersion } from './version-constraint.js';

/** A chart that helm can render. */
export interface PreparedChart extends ChartMetadata {
  /** A packed chart or a chart's folder. */
  path: string;
}

export interface ChartStore {
  /**
   * Brings a chart here. Equal charts are fetched once, however many releases ask at the same time.
   * @throws ChartError, HttpError
   */
  prepare(chart: Chart): Promise<PreparedChart>;
}

export interface ChartStoreOptions {
  /** The repository's root. */
  root: string;
  /** A folder of this run alone. */
  scratch: string;
  client: HttpClient;
  credentials: Credentials;
}

export function createChartStore(options: ChartStoreOptions): ChartStore {
  const { root, scratch, client, credentials } = options;
  const repositories = createHttpRepositories(client, credentials);
  const registry = createOciRegistry(client, credentials);
  const charts = new Map<string, Promise<PreparedChart>>();

  async function fetchChart(location: ChartLocation): Promise<PreparedChart> {
    switch (location.kind) {
      case 'http':
        return await keep(await pullHttp(location));
      case 'oci':
        return await keep(await pullOci(location));
      case 'directory':
        return await readChartDirectory(root, location.path);
      case 'git':
        throw new ChartError('charts of other Git repositories are not supported yet');
    }
  }

  async function pullHttp({ url, name, version }: HttpChart): Promise<Buffer> {
    return await repositories.download(await repositories.resolve(url, name, version));
  }

  async function pullOci({ url, insecure, reference }: OciChart): Promise<Buffer> {
    const repository = parseOciUrl(url, insecure);
    const tag = await chooseTag(reference, () => registry.tags(repository));
    if (tag === undefined) throw new ChartError(`${url} has no tag that fits ${JSON.stringify(reference)}`);
    return await registry.blob(repository, await registry.resolve(repository, tag));
  }

  async function keep(archive: Buffer): Promise<PreparedChart> {
    const metadata = await readArchiveMetadata(archive);
    const file = path.join(scratch, 'charts', `${sha256(archive)}.tgz`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, archive);
    return { ...metadata, path: file };
  }

  return {
    prepare({ location }) {
      const key = JSON.stringify(location);
      const known = charts.get(key) ?? fetchChart(location);
      charts.set(key, known);
      return known;
    },
  };
}

/**
 * The tag or digest to ask for. Tags are listed only for a range.
 * Sources: source-controller, internal/controller/ocirepository_controller.go (getArtifactRef, getTagBySemver) and
 * internal/helm/repository/oci_chart_repository.go (getChartVersion); Helm spells the `+` of a version as `_`.
 */
async function chooseTag(
  reference: OciChart['reference'],
  listTags: () => Promise<string[]>,
): Promise<string | undefined> {
  if ('digest' in reference) return reference.digest;
  if ('tag' in reference) return reference.tag;
  const wanted = 'semver' in reference ? reference.semver : reference.version;
  if ('version' in reference && /^v?\d+\.\d+\.\d+([-+]|$)/.test(wanted)) return wanted.replaceAll('+', '_');
  const filter = new RegExp('semver' in reference ? (reference.filter ?? '') : '');
  const tags = (await listTags()).filter((tag) => filter.test(tag));
  return pickVersion(
    tags.map((tag) => ({ tag, version: tag.replaceAll('_', '+') })),
    wanted,
  )?.tag;
}
