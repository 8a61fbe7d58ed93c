import { compileFileMatch } from './go-file-match.js';

/** A line of a `.sourceignore`. */
export interface IgnorePattern {
  /** `!`: what it matches is not left out. */
  isInclusion: boolean;
  /** @param isFolder Of the path itself; what it is below are folders anyway. */
  matches(path: readonly string[], isFolder: boolean): boolean;
}

type Segment = '' | '**' | ((name: string) => boolean);

/**
 * fluxcd/pkg, sourceignore/gitignore/pattern.go. Without a slash a pattern is about any name of a path, else about the
 * first names of one; so what is below a folder that matches, matches as well.
 * @param domain The folder of the `.sourceignore`; the pattern is about what is below it.
 */
export function parseIgnorePattern(line: string, domain: readonly string[]): IgnorePattern {
  const isInclusion = line.startsWith('!');
  const written = isInclusion ? line.slice(1) : line;
  const trimmed = written.endsWith('\\ ') ? written : written.replace(/(?<! ) +$/, '');
  const isOfFolders = trimmed.endsWith('/');
  const segments = (isOfFolders ? trimmed.slice(0, -1) : trimmed).split('/');
  const matches =
    segments.length > 1 ? pathMatcher(segments, isOfFolders) : nameMatcher(segments[0] ?? '', isOfFolders);
  return {
    isInclusion,
    matches: (path, isFolder) =>
      path.length > domain.length &&
      domain.every((name, index) => path[index] === name) &&
      matches(path.slice(domain.length), isFolder),
  };
}

type Matches = IgnorePattern['matches'];

function nameMatcher(pattern: string, isOfFolders: boolean): Matches {
  const isMatch = compileFileMatch(pattern);
  return (path, isFolder) => (isOfFolders && !isFolder ? path.slice(0, -1) : path).some(isMatch);
}

function pathMatcher(written: readonly string[], isOfFolders: boolean): Matches {
  const segments = written.map(segmentOf);
  // At the end it means what is below, as does the pattern without it.
  if (segments.at(-1) === '**') segments.pop();
  return (path, isFolder) => {
    const length = matchedLength(segments, path);
    return length > 0 && !(isOfFolders && !isFolder && length === path.length);
  };
}

function segmentOf(text: string): Segment {
  if (text === '' || text === '**') return text;
  return text.includes('**') ? () => false : compileFileMatch(text);
}

/** Of the names at the path's start; 0 when they do not match. After `**` the first name that fits is taken. */
function matchedLength(segments: readonly Segment[], path: readonly string[]): number {
  let length = 0;
  let mayPass = false;
  for (const segment of segments) {
    if (typeof segment === 'string') {
      mayPass = segment === '**';
      continue;
    }
    const rest = path.slice(length);
    const passed = mayPass ? rest.findIndex(segment) : 0;
    const name = rest[passed];
    if (name === undefined || !segment(name)) return 0;
    length += passed + 1;
    mayPass = false;
  }
  return length;
}
