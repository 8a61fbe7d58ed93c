import semver from 'semver';
import type { HttpChart, OciChart } from '../flux/release.js';
import type { OciRepository } from '../network/registry-access.js';
import { ChartError } from './chart-error.js';
import type { DownloadedChart, HttpRepositories } from './http-repository.js';
import { helmChartLayer, type OciRegistry, parseOciUrl } from './oci-registry.js';
import { parseVersion, pickVersion } from './version-constraint.js';

/** A packed chart that is known exactly, but need not be here yet. */
export interface LocatedChart {
  /** Source and exact version or digest: means the same archive in every run. */
  key: string;
  /** SHA-256 of the archive in hex, when the source says so. */
  digest?: string;
  download(): Promise<DownloadedChart>;
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
  const { url, layerMediaType } = chart;
  const repository = parseOciUrl(url, chart.insecure);
  const reference = await chooseReference(registry, repository, chart);
  const keyOf = (...exact: string[]) =>
    JSON.stringify(['oci', url, ...exact, ...(layerMediaType === undefined ? [] : [{ layerMediaType }])]);
  const resolve = () => registry.resolve(repository, reference, layerMediaType);
  if (reference.startsWith('sha256:') || parseVersion(versionOfTag(reference))) {
    return {
      key: keyOf(reference),
      download: async () => ({ content: await registry.blob(repository, await resolve()) }),
    };
  }
  const digest = await resolve();
  return {
    key: keyOf(reference, digest),
    digest: digest.slice('sha256:'.length),
    download: async () => ({ content: await registry.blob(repository, digest) }),
  };
}

/** The tag or digest to ask for. Tags are listed only for a range. */
export async function chooseReference(
  registry: OciRegistry,
  repository: OciRepository,
  { url, reference, layerMediaType }: Pick<OciChart, 'url' | 'reference' | 'layerMediaType'>,
): Promise<string> {
  if ('digest' in reference) return reference.digest;
  if ('tag' in reference) return reference.tag;
  if ('version' in reference && parseVersion(reference.version)) return tagOfVersion(reference.version);
  const tags = await registry.tags(repository);
  const candidates =
    'version' in reference
      ? versionsOfHelm(tags)
      : versionsOfFlux(await filterTags(tags, reference.filter), layerMediaType === helmChartLayer);
  const wanted = 'version' in reference ? reference.version : reference.semver;
  const picked = pickVersion(candidates, wanted);
  if (!picked) throw new ChartError(`${url} has no tag that fits '${wanted}' among ${candidates.length}`);
  return picked.tag;
}

interface TaggedVersion {
  tag: string;
  version: string;
}

/**
 * Helm lists only tags that are strict versions, so none with a `v` in front.
 * Source: source-controller, internal/helm/repository/oci_chart_repository.go (getTags) and helm, pkg/registry/client.go (Tags).
 */
function versionsOfHelm(tags: readonly string[]): TaggedVersion[] {
  return tags
    .map((tag) => ({ tag, version: versionOfTag(tag) }))
    .filter(({ version }) => /^\d/.test(version) && semver.parse(version)?.raw === version);
}

/**
 * Only where the selected layer is that of a Helm chart does `_` in a tag stand for `+`. No tag is taken for being the very
 * text of the range.
 * Source: source-controller, internal/controller/ocirepository_controller.go (getTagBySemver, convertOCIToSemVerTag).
 */
function versionsOfFlux(tags: readonly string[], areHelmCharts: boolean): TaggedVersion[] {
  const tagged = tags.map((tag) => ({ tag, version: areHelmCharts ? versionOfTag(tag) : tag }));
  return tagged.filter(({ version }) => parseVersion(version) !== undefined);
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
