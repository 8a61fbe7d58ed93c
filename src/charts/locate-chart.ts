import type { HttpChart, OciChart } from '../flux/release.js';
import type { OciRepository } from '../network/registry-access.js';
import { ChartError } from './chart-error.js';
import type { HttpRepositories } from './http-repository.js';
import { type OciRegistry, parseOciUrl } from './oci-registry.js';
import { parseVersion, pickVersion } from './version-constraint.js';

/** A packed chart that is known exactly, but need not be here yet. */
export interface LocatedChart {
  /** Source and exact version or digest: means the same archive in every run. */
  key: string;
  /** SHA-256 of the archive in hex, when the source says so. */
  digest?: string;
  /** The archive, with its digest verified where one is known. */
  download(): Promise<Buffer>;
}

/** An exact version needs no look into the index until it is downloaded. */
export async function locateHttpChart(repositories: HttpRepositories, chart: HttpChart): Promise<LocatedChart> {
  const { url, name, version } = chart;
  const keyOf = (exact: string) => JSON.stringify(['http', url, name, exact]);
  const resolve = () => repositories.resolve(url, name, version);
  if (parseVersion(version)) {
    return { key: keyOf(version), download: async () => await repositories.download(await resolve()) };
  }
  const archive = await resolve();
  return {
    key: keyOf(archive.version),
    ...(archive.digest !== undefined && { digest: archive.digest.slice('sha256:'.length) }),
    download: () => repositories.download(archive),
  };
}

/** A tag that is no version, such as `latest`, is moved as a matter of course: the registry is asked what it means. */
export async function locateOciChart(registry: OciRegistry, chart: OciChart): Promise<LocatedChart> {
  const repository = parseOciUrl(chart.url, chart.insecure);
  const reference = await chooseReference(registry, repository, chart);
  const key = JSON.stringify(['oci', chart.url, reference]);
  if (reference.startsWith('sha256:') || parseVersion(versionOfTag(reference))) {
    const download = async () => await registry.blob(repository, await registry.resolve(repository, reference));
    return { key, download };
  }
  const digest = await registry.resolve(repository, reference);
  return {
    key: JSON.stringify(['oci', chart.url, reference, digest]),
    digest: digest.slice('sha256:'.length),
    download: () => registry.blob(repository, digest),
  };
}

/**
 * The tag or digest to ask for. Tags are listed only for a range.
 * Sources: source-controller, internal/controller/ocirepository_controller.go (getArtifactRef, getTagBySemver) and
 * internal/helm/repository/oci_chart_repository.go (getChartVersion).
 */
async function chooseReference(
  registry: OciRegistry,
  repository: OciRepository,
  { url, reference }: OciChart,
): Promise<string> {
  if ('digest' in reference) return reference.digest;
  if ('tag' in reference) return reference.tag;
  if ('version' in reference && parseVersion(reference.version)) return tagOfVersion(reference.version);
  const wanted = 'semver' in reference ? reference.semver : reference.version;
  const tags = await filterTags(await registry.tags(repository), 'semver' in reference ? reference.filter : undefined);
  const candidates = tags.map((tag) => ({ tag, version: versionOfTag(tag) }));
  const picked = pickVersion(candidates, wanted);
  if (!picked) throw new ChartError(`${url} has no tag that fits '${wanted}' among ${tags.length}`);
  return picked.tag;
}

/**
 * `semverFilter` is in Go's syntax (RE2), which JavaScript does not share, and runs in linear time.
 * It is loaded only where it is needed.
 */
async function filterTags(tags: readonly string[], filter = ''): Promise<readonly string[]> {
  if (filter === '') return tags;
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(filter);
    return tags.filter((tag) => pattern.test(tag));
  } catch (error) {
    throw new ChartError(`the semverFilter ${JSON.stringify(filter)} is no regular expression`, String(error));
  }
}

/** A tag cannot hold a `+`, so Helm writes `_` (helm/helm, pkg/registry/client.go). */
function versionOfTag(tag: string): string {
  return tag.replaceAll('_', '+');
}

function tagOfVersion(version: string): string {
  return version.replaceAll('+', '_');
}
