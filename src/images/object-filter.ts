import { Minimatch } from 'minimatch';
import type { ImageUse } from './image.js';

/** A glob may be a stranger's: `{a,b}` twenty times over stands for a million. */
const braceExpandMax = 1_000;

/** @returns a test whether a use stands at a place that one of the globs on `Kind/name:path` names. */
export function objectFilter(globs: readonly string[]): (use: ImageUse) => boolean {
  const matchers = globs.map(
    (glob) => new Minimatch(preparedGlob(glob), { dot: true, nocomment: true, nonegate: true, braceExpandMax }),
  );
  return ({ object, path }) => {
    const place = oneSegment(`${object}:${path}`);
    return matchers.some((matcher) => matcher.match(place));
  };
}

/**
 * A glob is written as places are printed. So brackets are indices, no character classes; and a glob without a path
 * means the whole object.
 */
function preparedGlob(glob: string): string {
  const whole = glob.includes(':') ? glob : `${glob}:*`;
  return oneSegment(whole).replace(/[[\]]/g, '\\$&');
}

/** A `*` stops at slashes, but keys such as `data["etc/config.yaml"]` have some that separate nothing. */
function oneSegment(place: string): string {
  return place.replaceAll('/', '\u2044');
}
