import type { HttpChart, OciChart } from '../flux/release.js';
import { ChartError } from './chart-error.js';
import type { ChartMirror } from './options.js';

/** The URL under which the longest fitting mirror has it; itself when none fits. */
export function mirrorUrl(url: string, mirrors: readonly ChartMirror[]): string {
  const fitting = mirrors
    .map(({ from, to }) => ({ from: withoutSlash(from), to: withoutSlash(to) }))
    .filter(({ from }) => url === from || url.startsWith(`${from}/`) || url.startsWith(`${from}?`))
    .sort((one, other) => other.from.length - one.from.length)[0];
  return fitting ? fitting.to + url.slice(fitting.from.length) : url;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/**
 * Where a chart is pulled from, given the mirrors. A mirror may be of the other kind: `oci://host/path/chart` is the
 * chart `chart` of the HTTP repository `https://host/path`, and the other way round.
 * @throws ChartError when a mirror of the other kind cannot serve what is asked for.
 */
export function mirrorLocation(location: HttpChart | OciChart, mirrors: readonly ChartMirror[]): HttpChart | OciChart {
  const url = mirrorUrl(location.url, mirrors);
  if (url === location.url) return location;
  const isOci = url.startsWith('oci://');
  if (location.kind === 'http') {
    if (!isOci) return { ...location, url };
    return { kind: 'oci', url: `${url}/${location.name}`, reference: { version: location.version }, insecure: false };
  }
  if (isOci) return { ...location, url, insecure: false };
  const at = url.lastIndexOf('/');
  return { kind: 'http', url: url.slice(0, at), name: url.slice(at + 1), version: versionOf(location) };
}

function versionOf({ url, reference }: OciChart): string {
  if ('version' in reference) return reference.version;
  if ('tag' in reference) return reference.tag.replaceAll('_', '+');
  if ('semver' in reference && !reference.filter) return reference.semver;
  throw new ChartError(`${url} is asked for by digest or with a semverFilter, which its HTTP mirror cannot answer`);
}
