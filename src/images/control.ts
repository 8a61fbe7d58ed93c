import { Minimatch } from 'minimatch';
import type { ReleaseControl } from '../flux/release.js';
import type { ImageUse } from './image.js';
import { parseReference } from './reference.js';

/** What the inputs and a release's annotations say about its images. */
export interface Control {
  /** Regular expressions on references. */
  exclude: readonly RegExp[];
  /** References to add. */
  include: readonly string[];
  /** One message for each line that cannot be used. */
  errors: readonly string[];
}

/** Reads the annotations `<label>-exclude` and `<label>-include`. */
export function readControl(control: Pick<ReleaseControl, 'exclude' | 'include'>, label: string): Control {
  const errors: string[] = [];
  const exclude = lines(control.exclude).flatMap((line) => {
    const pattern = regularExpression(line);
    if (pattern instanceof RegExp) return pattern;
    errors.push(`Annotation ${label}-exclude: ${JSON.stringify(line)} is no regular expression (${pattern})`);
    return [];
  });
  const include = lines(control.include).filter((line) => {
    if (parseReference(line)) return true;
    errors.push(`Annotation ${label}-include: ${JSON.stringify(line)} is no image reference`);
    return false;
  });
  return { exclude, include, errors };
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function regularExpression(source: string): RegExp | string {
  try {
    return new RegExp(source);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @returns a test whether a use stands at a place that one of the globs on `Kind/name:path` names. */
export function objectFilter(globs: readonly string[]): (use: ImageUse) => boolean {
  const matchers = globs.map(
    (glob) => new Minimatch(preparedGlob(glob), { dot: true, nocomment: true, nonegate: true }),
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
